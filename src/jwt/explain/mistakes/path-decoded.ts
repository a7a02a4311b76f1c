import { type Mistake, PAGES, type Variant, when } from '../mistake.ts';
import type { Patch } from '../recipe.ts';
import { decodeForm, decodePercent } from '../text.ts';

/** Escapes of characters that separate parts of a URL, which `decodeURI` leaves. */
const SEPARATORS = /%(?:23|24|26|2b|2c|2f|3a|3b|3d|3f|40)/gi;

/** What Java's `URI.getPath()` and most frameworks hand out. */
export const pathDecoded: Mistake = {
  title: 'the path was decoded before it was hashed',
  mend: "Hash the path with its escapes as they were sent: Java's URI.getRawPath() or the request's raw URL, not getPath().",
  link: PAGES.qsh,
  variants: ({ path }): readonly Variant[] => [
    ...when(/%[\da-f]{2}/i.test(path), decodedBy(decodePercent)),
    ...when(
      path.search(SEPARATORS) !== -1,
      decodedBy(decodeSafeEscapes),
      'but for separators, as decodeURI does',
    ),
    ...when(path.includes('+'), decodedBy(decodeForm), 'as a form, + included'),
  ],
};

function decodedBy(decode: (text: string) => string): Patch {
  return (recipe) => ({ relativePath: (request) => decode(recipe.relativePath(request)) });
}

function decodeSafeEscapes(path: string): string {
  return decodePercent(path.replace(SEPARATORS, (escaped) => `%25${escaped.slice(1)}`));
}
