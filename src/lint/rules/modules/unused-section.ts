import { stringAt } from '../../../core/json.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';

export const UNUSED_SECTION: Rule = {
  id: 'modules/unused-section',
  severity: 'info',
  summary: 'Web sections have something in them.',
  needsAllOf: ['/modules'],
  *check({ modules, root }) {
    const locations = modules.flatMap(({ value }) => stringAt(value, 'location') ?? []);
    if (locations.some(hasPlaceholder)) return;
    const named = new Set(locations.flatMap((location) => location.split('/')));
    for (const { type, key, pointer } of modules) {
      if (type !== 'webSections' || key === undefined || hasPlaceholder(key)) continue;
      if (named.has(key) || named.has(`${String(root['key'])}__${key}`)) continue;
      yield {
        pointer: `${pointer}/key`,
        message: `No module of this descriptor is in the web section ${quote(key)}: an empty section does not show.`,
        hint: `Put web items, pages or panels into it, with a location that ends with /${key}, unless the add-on registers them later.`,
      };
    }
  },
};
