import { PRODUCT_NAMES } from '../../../catalog/products.ts';
import { stringAt } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { webhooksOf } from './webhook.ts';

/**
 * Jira filters what belongs to an issue. Which events do is stated differently: issues and comments only by the schema of
 * about 2021, properties, worklogs and attachments of issues as well by the guide of 2026. The rule speaks of those alone
 * that neither names.
 */
export const FILTER_IGNORED: Rule = {
  id: 'webhooks/filter-ignored',
  severity: 'warning',
  summary: 'A filter stands at a webhook that heeds it: one for what belongs to issues of Jira.',
  *check(view) {
    for (const { value, pointer, known } of webhooksOf(view)) {
      const filter = stringAt(value, 'filter');
      const [first] = known;
      if (filter === undefined || filter.trim() === '' || first === undefined) continue;
      if (known.some(({ takesFilter, unsure }) => takesFilter || unsure.has('filter'))) continue;
      yield {
        pointer: `${pointer}/filter`,
        message:
          first.product === 'confluence'
            ? `Confluence filters no webhooks: it sends every ${first.name}.`
            : `${PRODUCT_NAMES[first.product]} filters events of issues and what belongs to them only: it sends every ${first.name}.`,
        hint: 'Remove the filter, and let the add-on pass over what it does not want.',
      };
    }
  },
};
