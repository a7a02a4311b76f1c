import { type Mistake, PAGES, parametersOf, when } from '../mistake.ts';

export const parametersUnsorted: Mistake = {
  title: 'the parameters were not sorted',
  mend: 'Sort the parameters by their escaped names before they are joined.',
  link: PAGES.qsh,
  variants: (request) => when(parametersOf(request).length > 1, () => ({ compareGroups: () => 0 })),
};
