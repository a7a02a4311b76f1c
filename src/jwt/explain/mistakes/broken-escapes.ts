import { unescape as unescapeText } from 'node:querystring';
import { type Mistake, PAGES, type Variant, when } from '../mistake.ts';

export const brokenEscapes: Mistake = {
  title: 'escapes that are not valid were read otherwise',
  mend: 'Send valid escapes of UTF-8: implementations differ in what they make of others such as %E9 or %zz.',
  link: PAGES.percentEncoding,
  variants: ({ query, form }): readonly Variant[] => {
    const broken = `${query}&${form}`.split(/[&=]/).filter(isBroken);
    return [
      ...when(
        broken.length > 0,
        (recipe) => ({ decode: (text) => (isBroken(text) ? text : recipe.decode(text)) }),
        'left as they stand',
      ),
      // What @atlassian/atlassian-jwt parses queries with; it mangles letters beside a broken escape.
      ...when(
        broken.some((text) => /[^ -~]/.test(text)),
        () => ({ decode: (text) => unescapeText(text.replaceAll('+', ' ')) }),
        "as Node's querystring does",
      ),
    ];
  },
};

function isBroken(text: string): boolean {
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}
