import { type Mistake, PAGES, textOf, when } from '../mistake.ts';

export const escapedPlusAsSpace: Mistake = {
  title: '%2B was read as a space',
  mend: 'Turn + into spaces before decoding escapes, not after; %2B is a plus sign and is hashed as %2B.',
  link: PAGES.forms,
  variants: (request) =>
    when(textOf(request).includes('+'), (recipe) => ({
      decode: (text) => recipe.decode(text).replaceAll('+', ' '),
    })),
};
