import { type Mistake, PAGES, parametersOf } from '../mistake.ts';

export const methodOverride: Mistake = {
  title: 'the method was taken from the parameter _method',
  mend: 'Hash the method of the HTTP request, before a framework exchanges it for what _method says.',
  link: PAGES.qsh,
  variants: (request) => {
    const override = parametersOf(request).find(({ name }) => name === '_method')?.value ?? '';
    if (!/^[a-z]{1,20}$/i.test(override) || override.toUpperCase() === request.method.toUpperCase())
      return [];
    return [
      {
        detail: override.toUpperCase(),
        patch: (recipe) => ({ see: (seen) => ({ ...recipe.see(seen), method: override }) }),
      },
    ];
  },
};
