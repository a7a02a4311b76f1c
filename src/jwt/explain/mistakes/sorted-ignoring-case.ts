import { type Mistake, PAGES, parametersOf } from '../mistake.ts';
import { compareText } from '../recipe.ts';

export const sortedIgnoringCase: Mistake = {
  title: 'the parameters were sorted as words',
  mend: 'Sort by code point, which puts all upper-case letters before lower-case ones; not by locale.',
  link: PAGES.qsh,
  variants: (request) =>
    parametersOf(request).length < 2
      ? []
      : [
          {
            detail: 'without regard to case',
            patch: () => ({
              compareGroups: (a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()),
            }),
          },
          {
            detail: 'by the rules of a language',
            patch: () => ({ compareGroups: (a, b) => a.rawName.localeCompare(b.rawName, 'en') }),
          },
        ],
};
