import { CONTEXT_PATHS, type Mistake, PAGES } from '../mistake.ts';
import { CORRECT } from '../recipe.ts';

const DEEPEST = 4;

export const basePathRemoved: Mistake = {
  title: 'more was removed from the front of the path than the base path',
  mend: 'Remove the path of the base URL, once, and nothing else. If it is the path of your base URL that was removed, name it here with --base-url.',
  link: PAGES.qsh,
  variants: (request) => {
    const path = CORRECT.relativePath(request);
    if (path.startsWith('//')) return [];
    const segments = path.split('/').slice(1, DEEPEST + 1);
    const prefixes = segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
    return prefixes
      .filter((prefix) => prefix !== '/' && !CONTEXT_PATHS.some((contextPath) => contextPath === prefix))
      .map((prefix) => ({
        detail: prefix,
        patch: (recipe) => ({
          relativePath: (seen) => {
            const relative = recipe.relativePath(seen);
            return relative.startsWith(prefix) ? relative.slice(prefix.length) : relative;
          },
        }),
      }));
  },
};
