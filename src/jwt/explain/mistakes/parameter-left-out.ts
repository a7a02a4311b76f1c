import { type Mistake, MOST_VARIANTS, named, PAGES, parametersOf } from '../mistake.ts';
import { isHostParameter } from './host-parameters-left-out.ts';

export const parameterLeftOut: Mistake = {
  title: 'a parameter was not hashed',
  mend: 'Hash the URL as it is sent. Find out who adds the parameter after the signing: the HTTP client, a proxy, a cache buster.',
  link: PAGES.qsh,
  variants: (request) =>
    [...new Set(parametersOf(request).map(({ name }) => name))]
      .filter((name) => name !== '__proto__' && !isHostParameter(name))
      .slice(0, MOST_VARIANTS)
      .map((left) => ({
        detail: named(left),
        patch: (recipe) => ({
          isHashed: (parameter) => parameter.name !== left && recipe.isHashed(parameter),
        }),
      })),
};
