import { type Mistake, PAGES } from '../mistake.ts';

export const lowerCaseMethod: Mistake = {
  title: 'the method was not written in upper case',
  mend: 'Write the method in upper case before it is hashed.',
  link: PAGES.qsh,
  variants: ({ method }) =>
    [...new Set([method.toLowerCase(), method])]
      .filter((written) => written !== method.toUpperCase())
      .map((written) => ({
        detail: `as ${written}`,
        patch: (recipe) => ({
          // Together with another method, that one is what is not written in upper case.
          method: (seen) => (seen === method ? written : recipe.method(seen).toLowerCase()),
        }),
      })),
};
