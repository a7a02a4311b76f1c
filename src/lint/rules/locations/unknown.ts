import type { Rule } from '../../rule.ts';
import { didYouMean, quote } from '../../wording.ts';
import { meaningOf, placedModules } from './about.ts';

export const UNKNOWN_LOCATION: Rule = {
  id: 'locations/unknown',
  severity: 'warning',
  summary: 'Locations are places that the product has.',
  needsAllOf: ['/modules'],
  *check(descriptor) {
    for (const placed of placedModules(descriptor)) {
      const meaning = meaningOf(placed, descriptor);
      if (meaning === undefined || meaning.kind === 'section') continue;
      const { pointer, name } = placed;
      yield meaning.kind === 'location'
        ? { pointer, message: `There is no location ${quote(name)}.`, ...didYouMean(meaning.suggestion) }
        : {
            pointer,
            severity: 'info',
            message: `${quote(name)} is no location that connect-kit knows of, and no web section of this add-on.`,
            hint: 'Check that the module shows: what is put into a place that the product does not have is shown nowhere.',
          };
    }
  },
};
