import type { Rule } from '../../rule.ts';
import { webhooksOf } from './webhook.ts';

/** Properties travel in the body. Source: Atlassian's descriptor schema for Jira, definitions.webhook (about 2021). */
export const EXCLUDE_BODY: Rule = {
  id: 'webhooks/exclude-body',
  severity: 'warning',
  summary: 'A webhook that excludes the body does not ask for properties in it.',
  *check(view) {
    for (const { value, pointer, known } of webhooksOf(view)) {
      const keys = value['propertyKeys'];
      if (value['excludeBody'] !== true || !Array.isArray(keys) || keys.length === 0) continue;
      // Where the properties do not come anyway, webhooks/property-keys has told so.
      const cannotCarry = ({ takesPropertyKeys, unsure }: (typeof known)[number]) =>
        !takesPropertyKeys && !unsure.has('propertyKeys');
      if (known.length > 0 && known.every(cannotCarry)) continue;
      yield {
        pointer: `${pointer}/excludeBody`,
        message: 'Without a body, the properties that "propertyKeys" names are not sent either.',
        hint: 'Remove "excludeBody" to receive them, or "propertyKeys" to do without.',
      };
    }
  },
};
