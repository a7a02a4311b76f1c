import { type Mistake, PAGES, type Variant } from '../mistake.ts';
import { readParameters } from '../recipe.ts';
import { decodeForm } from '../text.ts';

export const jwtKept: Mistake = {
  title: 'the parameter jwt was hashed',
  mend: 'Leave the parameter jwt out: the token cannot hash itself, and an earlier one does not count.',
  link: PAGES.qsh,
  variants: ({ query, form }): readonly Variant[] => {
    if (!readParameters(`${query}&${form}`, decodeForm).some(({ name }) => name === 'jwt')) return [];
    const kept = { isHashed: () => true };
    return [
      { patch: () => kept },
      {
        detail: 'without its value',
        patch: (recipe) => ({
          ...kept,
          adjust: (parameters) =>
            recipe.adjust(parameters.map((one) => (one.name === 'jwt' ? { ...one, value: '' } : one))),
        }),
      },
    ];
  },
};
