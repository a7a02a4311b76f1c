import { type Mistake, PAGES, textOf } from '../mistake.ts';
import { escapeCharacter } from '../text.ts';

/** In the order of how widespread: `encodeURIComponent`, Java's `URLEncoder`, URL parsers, and partial mends. */
const LEFT_RAW = ["!'()*", '*', "'", '()', "!'()", "!*'", '!'] as const;

export const marksLeftRaw: Mistake = {
  title: "some of !'()* were not escaped",
  mend: "Escape ! ' ( ) * as well: encodeURIComponent leaves all of them, Java's URLEncoder leaves *.",
  link: PAGES.unreserved,
  variants: (request) => {
    const text = textOf(request);
    return LEFT_RAW.filter((marks) => [...marks].some((mark) => text.includes(mark))).map((marks) => ({
      detail: marks,
      patch: (recipe) => ({
        encode: (decoded) =>
          [...marks].reduce(
            (encoded, mark) => encoded.replaceAll(escapeCharacter(mark), mark),
            recipe.encode(decoded),
          ),
      }),
    }));
  },
};
