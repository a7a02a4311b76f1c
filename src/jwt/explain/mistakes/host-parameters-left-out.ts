import { type Mistake, MOST_VARIANTS, PAGES, parametersOf } from '../mistake.ts';

/** What products add to the URL of a module. */
const NAMES = ['cp', 'cv', 'lic', 'loc', 'tz', 'user_id', 'user_key', 'license'];

export function isHostParameter(name: string): boolean {
  return name.startsWith('xdm_') || NAMES.includes(name);
}

export const hostParametersLeftOut: Mistake = {
  title: 'parameters that the product adds were not hashed',
  mend: 'Hash all parameters of the URL but jwt; if the product did not sign them, they were added on the way.',
  link: PAGES.qsh,
  variants: (request) => {
    const names = [...new Set(parametersOf(request).map(({ name }) => name))].filter(isHostParameter);
    const sets = [names, names.filter((name) => name.startsWith('xdm_')), ...names.map((name) => [name])];
    return sets
      .filter((set) => set.length > 0)
      .slice(0, MOST_VARIANTS)
      .map((left) => ({
        detail: left.join(', '),
        patch: (recipe) => ({
          isHashed: (parameter) => !left.includes(parameter.name) && recipe.isHashed(parameter),
        }),
      }));
  },
};
