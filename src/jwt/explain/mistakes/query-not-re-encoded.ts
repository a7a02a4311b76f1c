import { type Mistake, PAGES, type Variant } from '../mistake.ts';
import { CORRECT, canonicalise, splitPairs } from '../recipe.ts';
import { decodeForm } from '../text.ts';

export const queryNotReEncoded: Mistake = {
  title: 'the query was hashed as it stands in the URL',
  mend: 'Decode names and values, sort them, and escape them anew by RFC 3986.',
  link: PAGES.qsh,
  variants: (request) => {
    const right = canonicalise(CORRECT, request).query;
    const ways: readonly (Variant & { readonly query: string })[] = [
      {
        detail: 'though sorted',
        query: canonicalise({ ...CORRECT, decode: (text) => text, encode: (text) => text }, request).query,
        patch: () => ({ decode: (text) => text, encode: (text) => text }),
      },
      {
        detail: 'not even sorted',
        query: withoutJwt(request.query),
        patch: () => ({ query: ({ query }) => withoutJwt(query) }),
      },
      {
        detail: 'with everything in it',
        query: request.query,
        patch: () => ({ query: ({ query }) => query }),
      },
    ];
    return ways.filter(({ query }, index) => {
      const earlier = ways.slice(0, index).some((way) => way.query === query);
      return query !== right && !earlier;
    });
  },
};

function withoutJwt(query: string): string {
  return splitPairs(query)
    .filter((pair) => decodeForm(pair.split('=', 1)[0] ?? '') !== 'jwt')
    .join('&');
}
