import { type Mistake, PAGES, type Variant } from '../mistake.ts';
import type { Patch } from '../recipe.ts';

const asPartOfPath: Patch = (recipe) => ({
  relativePath: (request) => `${recipe.relativePath(request)}?${request.query}`,
});

/** Request objects of many frameworks call the whole of path and query `url`. */
export const queryInPath: Mistake = {
  title: 'the query was hashed as part of the path',
  mend: 'Cut the path off before the question mark; the query is hashed on its own, sorted.',
  link: PAGES.qsh,
  variants: ({ query }): readonly Variant[] =>
    query === ''
      ? []
      : [
          { detail: 'as well as on its own', patch: asPartOfPath },
          { detail: 'only there', patch: (recipe) => ({ ...asPartOfPath(recipe), query: () => '' }) },
          {
            detail: 'as well as on its own, and with raw &',
            patch: (recipe) => ({ ...asPartOfPath(recipe), escapePath: (path) => path }),
          },
          {
            detail: 'only there, and with raw &',
            patch: (recipe) => ({ ...asPartOfPath(recipe), escapePath: (path) => path, query: () => '' }),
          },
        ],
};
