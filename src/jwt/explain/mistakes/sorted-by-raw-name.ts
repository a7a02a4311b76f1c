import { type Mistake, PAGES, parametersOf, when } from '../mistake.ts';
import { compareText } from '../recipe.ts';

/** What @atlassian/atlassian-jwt does; the products sort by encoded name. */
export const sortedByRawName: Mistake = {
  title: 'the parameters were sorted by their decoded names',
  mend: 'Sort by escaped names: "a[]" is a%5B%5D and comes before a.b. @atlassian/atlassian-jwt sorts decoded names; avoid names with brackets and the like.',
  link: PAGES.qsh,
  variants: (request) =>
    when(parametersOf(request).length > 1, () => ({
      compareGroups: (a, b) => compareText(a.rawName, b.rawName),
    })),
};
