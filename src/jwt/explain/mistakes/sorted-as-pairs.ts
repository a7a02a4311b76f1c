import { type Mistake, PAGES, parametersOf, when } from '../mistake.ts';
import { compareText } from '../recipe.ts';

export const sortedAsPairs: Mistake = {
  title: 'the parameters were sorted as texts of name=value',
  mend: 'Sort by name alone: as texts, a-b=1 comes before a=1.',
  link: PAGES.qsh,
  variants: (request) =>
    when(parametersOf(request).length > 1, (recipe) => ({
      compareGroups: (a, b) => compareText(recipe.write(a), recipe.write(b)),
    })),
};
