import { type Mistake, PAGES, type Variant } from '../mistake.ts';
import type { Patch } from '../recipe.ts';

/** Java's `getParameterMap()` mixes both; JavaScript verifiers take the form in where the query is empty. */
export const formBodyIncluded: Mistake = {
  title: 'the fields of the form in the body were hashed',
  mend: 'Hash the parameters of the URL only. Servlets must read the query itself, since getParameterMap() adds the fields of the body.',
  link: PAGES.qsh,
  variants: ({ form, query }): readonly Variant[] => {
    if (form === '') return [];
    if (query === '') return [{ patch: withQuery((_, fields) => fields) }];
    return [
      { detail: 'after those of the URL', patch: withQuery((own, fields) => `${own}&${fields}`) },
      { detail: 'before those of the URL', patch: withQuery((own, fields) => `${fields}&${own}`) },
      { detail: 'instead of those of the URL', patch: withQuery((_, fields) => fields) },
    ];
  },
};

function withQuery(combine: (query: string, form: string) => string): Patch {
  return (recipe) => ({
    see: (request) => {
      const seen = recipe.see(request);
      return { ...seen, query: combine(seen.query, seen.form) };
    },
  });
}
