import { type Mistake, PAGES, when } from '../mistake.ts';

export const plusNotDecoded: Mistake = {
  title: 'a + of the query was not read as a space',
  mend: 'Decode the query as form data, where + is a space, so that it is hashed as %20; or send spaces as %20.',
  link: PAGES.forms,
  variants: ({ query, form }) =>
    when(`${query}${form}`.includes('+'), (recipe) => ({
      decode: (text) => recipe.decode(text.replaceAll('+', '%2B')),
    })),
};
