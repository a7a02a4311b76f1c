import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

export const LIFECYCLE_MISSING_UNINSTALLED: Rule = {
  id: 'lifecycle/missing-uninstalled',
  severity: 'info',
  summary: 'An add-on that is told of installs is told of removals too.',
  needsAllOf: ['/lifecycle'],
  *check(view) {
    const { lifecycle } = view.root;
    if (!isForJiraOrConfluence(view) || !isRecord(lifecycle)) return;
    if (typeof lifecycle['installed'] !== 'string' || Object.hasOwn(lifecycle, 'uninstalled')) return;
    yield {
      pointer: '/lifecycle',
      at: 'opening',
      message:
        'lifecycle has no "uninstalled": the add-on is not told when a site removes it, and keeps its secret and data.',
      hint: 'Add "uninstalled" with the path of a handler that marks the site as gone; keep its data for the 30 days in which it may come back.',
    };
  },
};
