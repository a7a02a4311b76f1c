import { type Mistake, PAGES, parametersOf, type Variant, when } from '../mistake.ts';
import type { Parameter, Patch } from '../recipe.ts';

export const emptyValuesDropped: Mistake = {
  title: 'parameters without a value were left out',
  mend: 'Hash a parameter without a value as name=.',
  link: PAGES.qsh,
  variants: (request): readonly Variant[] => {
    const parameters = parametersOf(request);
    return [
      ...when(parameters.some(isEmpty), without(isEmpty)),
      ...when(
        parameters.some(isBare) && !parameters.every(isSameEither),
        without(isBare),
        'only those without =',
      ),
    ];
  },
};

function without(isDropped: (parameter: Parameter) => boolean): Patch {
  return (recipe) => ({
    adjust: (parameters) => recipe.adjust(parameters).filter((parameter) => !isDropped(parameter)),
  });
}

function isEmpty({ value }: Parameter): boolean {
  return value === undefined || value === '';
}

function isBare({ value }: Parameter): boolean {
  return value === undefined;
}

/** True of parameters that both ways treat alike. */
function isSameEither({ value }: Parameter): boolean {
  return value !== '';
}
