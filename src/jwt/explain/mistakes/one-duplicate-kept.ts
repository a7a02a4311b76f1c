import { type Mistake, PAGES, repeatedNames, type Variant } from '../mistake.ts';

const KEPT = [
  { detail: 'the first', index: 0 },
  { detail: 'the last', index: -1 },
] as const;

export const oneDuplicateKept: Mistake = {
  title: 'of the values of a repeated name only one was hashed',
  mend: 'Hash all values of a repeated name, joined with commas; maps from name to one value lose the others.',
  link: PAGES.qsh,
  variants: (request): readonly Variant[] =>
    repeatedNames(request).size === 0
      ? []
      : KEPT.map(({ detail, index }) => ({
          detail,
          patch: (recipe) => ({
            group: (parameters) =>
              recipe.group(parameters).map(({ name, values }) => ({ name, values: [values.at(index)] })),
          }),
        })),
};
