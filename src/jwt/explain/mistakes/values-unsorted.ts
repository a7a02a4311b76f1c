import { type Mistake, PAGES, repeatedNames } from '../mistake.ts';
import { compareText } from '../recipe.ts';

export const valuesUnsorted: Mistake = {
  title: 'the values of a repeated name were in another order',
  mend: 'Sort the values of one name by their decoded text.',
  link: PAGES.qsh,
  variants: (request) =>
    repeatedNames(request).size === 0
      ? []
      : [
          { detail: 'that of the URL', patch: () => ({ compareValues: () => 0 }) },
          {
            detail: 'that of their escaped texts',
            patch: () => ({ compareValues: (a, b) => compareText(a.text, b.text) }),
          },
        ],
};
