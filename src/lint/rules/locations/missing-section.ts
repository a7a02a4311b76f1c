import type { Rule } from '../../rule.ts';
import { didYouMean, quote } from '../../wording.ts';
import { meaningOf, placedModules } from './about.ts';

export const MISSING_SECTION: Rule = {
  id: 'locations/missing-section',
  severity: 'warning',
  summary: 'Locations that lead to a web section of the add-on lead to one that there is.',
  needsAllOf: ['/modules'],
  *check(descriptor) {
    for (const placed of placedModules(descriptor)) {
      const meaning = meaningOf(placed, descriptor);
      if (meaning?.kind !== 'section') continue;
      const section = placed.name.split('/').at(-1) ?? placed.name;
      yield {
        pointer: placed.pointer,
        // The product may have a section of this name that the catalogue lacks.
        ...(meaning.suggestion === undefined ? { severity: 'info' } : {}),
        message: `This add-on has no web section ${quote(section)}.`,
        ...(meaning.suggestion === undefined
          ? { hint: 'Add it to webSections: what is put into a section that there is not is shown nowhere.' }
          : didYouMean(meaning.suggestion)),
      };
    }
  },
};
