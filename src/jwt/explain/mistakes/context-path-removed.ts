import { CONTEXT_PATHS, type Mistake, PAGES } from '../mistake.ts';
import { CORRECT, isBelowBasePath } from '../recipe.ts';

export const contextPathRemoved: Mistake = {
  title: "the product's context path was removed",
  mend: "For a request to a product this is right: name the product's base URL here, --base-url https://site.atlassian.net/wiki. For a request to an add-on, only the path of its own baseUrl is removed.",
  link: PAGES.qsh,
  variants: (request) => {
    const path = CORRECT.relativePath(request);
    return CONTEXT_PATHS.filter((contextPath) => isBelowBasePath(path, contextPath)).map((contextPath) => ({
      detail: contextPath,
      patch: (recipe) => ({
        relativePath: (seen) => {
          const relative = recipe.relativePath(seen);
          return isBelowBasePath(relative, contextPath) ? relative.slice(contextPath.length) : relative;
        },
      }),
    }));
  },
};
