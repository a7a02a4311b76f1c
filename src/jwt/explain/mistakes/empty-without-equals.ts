import { type Mistake, PAGES, parametersOf, type Variant, when } from '../mistake.ts';
import type { EncodedGroup, Patch } from '../recipe.ts';

export const emptyWithoutEquals: Mistake = {
  title: 'a parameter without a value was written without =',
  mend: 'Write a parameter without a value as name=.',
  link: PAGES.qsh,
  variants: (request): readonly Variant[] => {
    const values = parametersOf(request).map(({ value }) => value);
    const hasBare = values.includes(undefined);
    return [
      ...when(
        hasBare || values.includes(''),
        bare(({ text }) => text === ''),
      ),
      ...when(
        hasBare,
        bare(({ raw }) => raw === undefined),
        'as in the URL',
      ),
    ];
  },
};

function bare(isBare: (value: EncodedGroup['values'][number]) => boolean): Patch {
  return (recipe) => ({
    write: (group) => {
      const [value, ...others] = group.values;
      const written = recipe.write(group);
      return value !== undefined && others.length === 0 && isBare(value)
        ? written.replace(/=$/, '')
        : written;
    },
  });
}
