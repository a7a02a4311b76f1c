import { PRODUCT_NAMES } from '../../../catalog/products.ts';
import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';
import { findFor, hostsOf, placedModules } from './about.ts';

export const REFUSED_LOCATION: Rule = {
  id: 'locations/refused',
  severity: 'error',
  refusesInstall: true,
  summary: 'No web panel stands at a location that the product keeps for itself.',
  *check(descriptor) {
    for (const { kind, name, pointer } of placedModules(descriptor)) {
      const location = findFor(name, hostsOf(descriptor));
      if (location?.state !== 'refused' || kind !== 'panel') continue;
      yield {
        pointer,
        message: `${PRODUCT_NAMES[location.product]} takes no web panels at ${quote(name)}.`,
        hint: 'Scripts in the background of issues and dashboards have a module of their own: jiraBackgroundScripts.',
      };
    }
  },
};
