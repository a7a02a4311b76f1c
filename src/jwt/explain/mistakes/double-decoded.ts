import { type Mistake, PAGES, textOf, type Variant, when } from '../mistake.ts';
import type { Patch } from '../recipe.ts';
import { decodeForm, decodePercent } from '../text.ts';

const path: Patch = (recipe) => ({
  relativePath: (request) => recipe.relativePath(request).replace(/%25(?=[\da-f]{2})/gi, '%'),
});
const query: Patch = (recipe) => ({ decode: (text) => decodePercent(recipe.decode(text)) });
const form: Patch = (recipe) => ({ decode: (text) => decodeForm(recipe.decode(text)) });

/** Mostly it is the client that escapes once more, after the signing. */
export const doubleDecoded: Mistake = {
  title: 'the request holds escapes that were escaped again, after the signing',
  mend: 'Send exactly the URL that was signed: switch off the escaping of the HTTP client, or hand it decoded parameters.',
  link: PAGES.percentEncoding,
  variants: (request): readonly Variant[] => {
    const text = textOf(request);
    const inQuery = /%[\da-f]{2}/i.test(text);
    const inPath = /%25[\da-f]{2}/i.test(request.path);
    return [
      ...when(inQuery, query, 'in its query'),
      ...when(inQuery && text.includes('+'), form, 'in its query, + as space'),
      ...when(inPath, path, 'in its path'),
      ...when(inPath && inQuery, (recipe) => ({ ...path(recipe), ...query(recipe) }), 'in path and query'),
    ];
  },
};
