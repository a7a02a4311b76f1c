import { type Mistake, PAGES } from '../mistake.ts';

export const fragmentIncluded: Mistake = {
  title: 'the fragment was hashed',
  mend: 'Remove # and what follows it before hashing; clients do not send it.',
  link: PAGES.qsh,
  variants: ({ fragment }) =>
    fragment === undefined
      ? []
      : [
          {
            patch: (recipe) => ({
              see: (request) => {
                const seen = recipe.see(request);
                return seen.query === ''
                  ? { ...seen, path: `${seen.path}#${fragment}` }
                  : { ...seen, query: `${seen.query}#${fragment}` };
              },
            }),
          },
        ],
};
