import { type Mistake, PAGES, when } from '../mistake.ts';
import { isBelowBasePath } from '../recipe.ts';

/** What @atlassian/atlassian-jwt does. */
export const basePathCutAsText: Mistake = {
  title: 'the base path was cut off within a segment',
  mend: 'Remove the base path only before a slash: /acme is not below /ac. @atlassian/atlassian-jwt cuts it off as text; give the add-on a base path that no other path begins with.',
  link: PAGES.qsh,
  variants: ({ basePath, path }) =>
    when(basePath !== '' && path.startsWith(basePath) && !isBelowBasePath(path, basePath), () => ({
      relativePath: (request) => request.path.slice(basePath.length),
    })),
};
