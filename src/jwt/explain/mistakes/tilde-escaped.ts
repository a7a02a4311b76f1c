import { type Mistake, PAGES, textOf, when } from '../mistake.ts';

export const tildeEscaped: Mistake = {
  title: '~ was escaped as %7E',
  mend: "Leave ~ as it is: encoders older than RFC 3986, and Java's URLEncoder, escape it.",
  link: PAGES.unreserved,
  variants: (request) =>
    when(textOf(request).includes('~'), (recipe) => ({
      encode: (text) => recipe.encode(text).replaceAll('~', '%7E'),
    })),
};
