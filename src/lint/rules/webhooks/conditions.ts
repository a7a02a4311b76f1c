import type { Rule } from '../../rule.ts';
import { webhooksOf } from './webhook.ts';

/**
 * Source: the schema of Forge manifests has `conditions` at the webhooks of Connect (@forge/manifest 13.7.0, 2026), the
 * schema and the pages of Connect do not have them.
 */
export const CONDITIONS: Rule = {
  id: 'webhooks/conditions',
  severity: 'info',
  summary: 'A webhook does not depend on conditions.',
  *check(view) {
    for (const { value, pointer } of webhooksOf(view)) {
      const conditions = value['conditions'];
      if (!Array.isArray(conditions) || conditions.length === 0) continue;
      yield {
        pointer,
        key: 'conditions',
        message: 'Nothing in the documentation of Connect says that conditions hold webhooks back.',
        hint: 'Do not rely on them: let the add-on pass over what it does not want, or filter events of issues with "filter".',
      };
    }
  },
};
