import { CONTEXT_PATHS, type Mistake, PAGES } from '../mistake.ts';
import { isBelowBasePath } from '../recipe.ts';

export const contextPathKept: Mistake = {
  title: "the product's context path was hashed",
  mend: 'Leave the context path of the product out: https://site.atlassian.net/wiki/rest/api/content is hashed as /rest/api/content. atlassian-connect-express hashes absolute URLs as they are written; give it paths without /wiki.',
  link: PAGES.qsh,
  variants: ({ basePath, path }) =>
    CONTEXT_PATHS.filter((contextPath) =>
      basePath === '' ? !isBelowBasePath(path, contextPath) : basePath === contextPath,
    ).map((contextPath) => ({
      detail: contextPath,
      patch: (recipe) => ({
        relativePath: (request) => {
          const relative = recipe.relativePath(request);
          return `${contextPath}${relative.startsWith('/') || relative === '' ? '' : '/'}${relative}`;
        },
      }),
    })),
};
