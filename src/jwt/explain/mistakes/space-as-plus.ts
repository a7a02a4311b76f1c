import { type Mistake, PAGES, textOf } from '../mistake.ts';

/** What `URLSearchParams`, Java's `URLEncoder` and Python's `quote_plus` write. */
export const spaceAsPlus: Mistake = {
  title: 'spaces were written as +',
  mend: 'Write spaces as %20 in what is hashed; encoders for form data do not, so use one for URL components.',
  link: PAGES.percentEncoding,
  variants: (request) =>
    textOf(request).includes(' ')
      ? [
          { patch: (recipe) => ({ encode: (text) => recipe.encode(text).replaceAll('%20', '+') }) },
          {
            detail: 'and * and ~ as form encoders write them',
            patch: (recipe) => ({ encode: (text) => writeAsForm(recipe.encode(text)) }),
          },
        ]
      : [],
};

function writeAsForm(text: string): string {
  return text.replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E');
}
