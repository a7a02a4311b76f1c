import { type Mistake, textOf } from '../mistake.ts';
import { decodePercent, encodeComponent } from '../text.ts';

const FORMS = [
  { form: 'NFC', detail: 'composed (NFC)' },
  { form: 'NFD', detail: 'decomposed (NFD), as file names on macOS are' },
] as const;

export const unicodeForm: Mistake = {
  title: 'letters with accents were written in another Unicode form',
  mend: 'Sign the very text that is sent: é can be one code point or two, and both look alike.',
  link: 'https://www.unicode.org/reports/tr15/',
  variants: (request) => {
    const text = `${decodePercent(request.path)}${textOf(request)}`;
    return FORMS.filter(({ form }) => text.normalize(form) !== text).map(({ form, detail }) => ({
      detail,
      patch: (recipe) => ({
        decode: (encoded) => recipe.decode(encoded).normalize(form),
        relativePath: (seen) =>
          recipe
            .relativePath(seen)
            .replace(/[\u0080-\u{10ffff}]+|.(?:%[89a-f][\da-f])+/giu, (run) =>
              run.includes('%') ? normaliseEscapes(run, form) : run.normalize(form),
            ),
      }),
    }));
  },
};

/** The letter before may be what an accent belongs to; ASCII stays as it was written. */
function normaliseEscapes(run: string, form: string): string {
  const normal = decodePercent(run).normalize(form);
  return normal.replace(/[^!-~]+/gu, encodeComponent);
}
