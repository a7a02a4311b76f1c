import { CONTEXT_PATHS, type Mistake, PAGES, when } from '../mistake.ts';
import { isBelowBasePath } from '../recipe.ts';

export const basePathKept: Mistake = {
  title: 'the path of the base URL was left in',
  mend: "Hash the path below the base URL: with the add-on's baseUrl https://app.example.com/ac, /ac/page is hashed as /page.",
  link: PAGES.qsh,
  variants: ({ basePath, path }) => {
    if (basePath === '' || CONTEXT_PATHS.some((contextPath) => contextPath === basePath)) return [];
    return isBelowBasePath(path, basePath)
      ? when(true, () => ({ relativePath: (request) => request.path }))
      : when(
          true,
          () => ({ relativePath: (request) => `${basePath}${request.path}` }),
          `${basePath} was added`,
        );
  },
};
