import { type Mistake, PAGES, textOf } from '../mistake.ts';
import type { Patch } from '../recipe.ts';
import { decodeLatin1, escapeCharacter } from '../text.ts';

const encoded: Patch = (recipe) => ({
  encode: (text) =>
    [...text]
      .map((character) =>
        /[\u0080-\u00ff]/.test(character) ? escapeCharacter(character) : recipe.encode(character),
      )
      .join(''),
});
const decoded: Patch = () => ({ decode: (text) => decodeLatin1(text.replaceAll('+', ' ')) });

export const charset: Mistake = {
  title: 'letters were taken for Latin-1 instead of UTF-8',
  mend: 'Decode and encode the query as UTF-8; servlet containers need to be told (URIEncoding="UTF-8").',
  link: PAGES.qsh,
  variants: (request) =>
    [...textOf(request)].some((character) => character > '\u007f')
      ? [
          { detail: 'when the query was encoded', patch: encoded },
          { detail: 'when the query was decoded', patch: decoded },
          { detail: 'both times', patch: (recipe) => ({ ...encoded(recipe), ...decoded(recipe) }) },
        ]
      : [],
};
