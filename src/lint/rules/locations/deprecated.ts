import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';
import { findFor, hostsOf, placedModules } from './about.ts';

export const DEPRECATED_LOCATION: Rule = {
  id: 'locations/deprecated',
  severity: 'info',
  summary: 'Locations are ones that the product means to keep.',
  *check(descriptor) {
    for (const { name, pointer } of placedModules(descriptor)) {
      const location = findFor(name, hostsOf(descriptor));
      if (location?.state !== 'deprecated') continue;
      yield {
        pointer,
        message: `${quote(name)} is deprecated: Atlassian means to take it away.`,
        hint:
          location.successor === undefined
            ? 'Nothing takes its place.'
            : `${location.successor} takes its place.`,
      };
    }
  },
};
