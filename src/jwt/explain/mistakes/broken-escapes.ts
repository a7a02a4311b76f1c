import { type Mistake, PAGES, when } from '../mistake.ts';

export const brokenEscapes: Mistake = {
  title: 'escapes that are not valid were left as they stand',
  mend: 'Send valid escapes of UTF-8: implementations differ in what they make of others such as %E9 or %zz.',
  link: PAGES.percentEncoding,
  variants: ({ query, form }) => {
    const pairs = `${query}&${form}`.split(/[&=]/);
    return when(pairs.some(isBroken), (recipe) => ({
      decode: (text) => (isBroken(text) ? text : recipe.decode(text)),
    }));
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
