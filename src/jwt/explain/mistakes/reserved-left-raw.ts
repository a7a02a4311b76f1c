import { type Mistake, PAGES, textOf } from '../mistake.ts';
import { escapeCharacter } from '../text.ts';

const WAYS = [
  { detail: 'as encodeURI does', raw: "/:?@;=$&+,#!'()*" },
  { detail: 'as encoders for whole queries do', raw: "/:?@;$,!'()*" },
  { detail: '/', raw: '/' },
  { detail: ': and /', raw: '/:' },
  { detail: '/ ? : @', raw: '/?:@' },
  { detail: '[ and ]', raw: '[]' },
  { detail: ':', raw: ':' },
  { detail: '@', raw: '@' },
] as const;

/** Commas, plus signs and marks have mistakes of their own. */
const OTHER = /[,+!'()*]/g;

export const reservedLeftRaw: Mistake = {
  title: 'characters with a meaning in URLs were not escaped',
  mend: "Escape / : ? @ and the like in names and values; with Python's quote, pass safe=''.",
  link: PAGES.unreserved,
  variants: (request) => {
    const text = textOf(request);
    return WAYS.filter(({ raw }) =>
      [...raw.replace(OTHER, '')].some((character) => text.includes(character)),
    ).map(({ detail, raw }) => ({
      detail,
      patch: (recipe) => ({
        encode: (decoded) =>
          [...raw].reduce(
            (encoded, character) => encoded.replaceAll(escapeCharacter(character), character),
            recipe.encode(decoded),
          ),
      }),
    }));
  },
};
