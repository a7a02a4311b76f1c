import { type Mistake, PAGES, repeatedNames } from '../mistake.ts';
import { compareText, type Recipe } from '../recipe.ts';

const apart: Recipe['group'] = (parameters) =>
  parameters.map(({ name, value }) => ({ name, values: [value] }));

export const duplicatesNotJoined: Mistake = {
  title: 'the values of a repeated name were not joined',
  mend: 'Write a repeated name once, its values joined with commas: r=a,b instead of r=a&r=b.',
  link: PAGES.qsh,
  variants: (request) =>
    repeatedNames(request).size === 0
      ? []
      : [
          { detail: 'in the order of the URL', patch: () => ({ group: apart }) },
          {
            detail: 'sorted by value',
            patch: (recipe) => ({
              group: apart,
              compareGroups: (a, b) =>
                recipe.compareGroups(a, b) || compareText(a.values[0]?.raw ?? '', b.values[0]?.raw ?? ''),
            }),
          },
        ],
};
