import { type Mistake, PAGES, textOf, type Variant, when } from '../mistake.ts';
import { encodeStrictly, lowerEscapes } from '../text.ts';

/** What .NET's `HttpUtility.UrlEncode` writes. */
export const lowerCaseEscapes: Mistake = {
  title: 'escapes were written in lower case',
  mend: 'Write escapes with upper-case letters: %2F, not %2f.',
  link: PAGES.percentEncoding,
  variants: (request): readonly Variant[] => [
    ...when(hasLetters(encodeStrictly(textOf(request))), (recipe) => ({
      encode: (text) => lowerEscapes(recipe.encode(text)),
    })),
    ...when(
      hasLetters(request.path),
      (recipe) => ({ assemble: (parts) => lowerEscapes(recipe.assemble(parts)) }),
      'those of the path as well',
    ),
  ],
};

function hasLetters(text: string): boolean {
  return /%(?:[A-F][\dA-F]|\d[A-F])/.test(text);
}
