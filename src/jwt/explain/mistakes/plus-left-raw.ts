import { type Mistake, PAGES, textOf, when } from '../mistake.ts';

export const plusLeftRaw: Mistake = {
  title: 'a plus sign was not escaped as %2B',
  mend: 'Escape + as %2B in what is hashed.',
  link: PAGES.unreserved,
  variants: (request) =>
    when(textOf(request).includes('+'), (recipe) => ({
      encode: (text) => recipe.encode(text).replaceAll('%2B', '+'),
    })),
};
