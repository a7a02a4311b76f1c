import { type Mistake, PAGES, textOf, when } from '../mistake.ts';

export const valueCommasRaw: Mistake = {
  title: 'commas within a value were not escaped',
  mend: 'Escape a comma within a value as %2C; only the commas that join the values of a repeated name stay.',
  link: PAGES.qsh,
  variants: (request) =>
    when(textOf(request).includes(','), (recipe) => ({
      encode: (text) => recipe.encode(text).replaceAll('%2C', ','),
    })),
};
