import { type Mistake, PAGES, textOf, type Variant, when } from '../mistake.ts';
import type { Patch } from '../recipe.ts';
import { encodeStrictly } from '../text.ts';

const path: Patch = (recipe) => ({
  relativePath: (request) => recipe.relativePath(request).replaceAll('%', '%25'),
});
const query: Patch = (recipe) => ({ encode: (text) => encodeStrictly(recipe.encode(text)) });

export const doubleEncoded: Mistake = {
  title: 'the request was escaped twice',
  mend: 'Escape once: give the signer decoded parameters, or have it decode what it is given.',
  link: PAGES.percentEncoding,
  variants: (request): readonly Variant[] => {
    const text = textOf(request).replaceAll('\n', '');
    const inQuery = encodeStrictly(text) !== text;
    const inPath = request.path.includes('%');
    return [
      ...when(inQuery, query, 'its query'),
      ...when(inPath, path, 'its path'),
      ...when(inPath && inQuery, (recipe) => ({ ...path(recipe), ...query(recipe) }), 'path and query'),
    ];
  },
};
