import { type Mistake, PAGES } from '../mistake.ts';
import { isBelowBasePath } from '../recipe.ts';

export const fullUrl: Mistake = {
  title: 'the host was hashed with the path',
  mend: 'Hash the path alone, without scheme and host.',
  link: PAGES.qsh,
  variants: ({ origin, basePath }) => {
    if (origin === '') return [];
    const host = origin.replace(/^[^:]*:\/\//, '');
    return [
      { prefix: origin, detail: 'with its scheme' },
      { prefix: host, detail: 'without its scheme' },
      { prefix: `/${host}`, detail: 'without its scheme, after a slash' },
    ].map(({ prefix, detail }) => ({
      detail,
      patch: () => ({
        relativePath: ({ path }) => `${prefix}${isBelowBasePath(path, basePath) ? '' : basePath}${path}`,
        rootPath: (path) => path,
      }),
    }));
  },
};
