import { PRODUCT_NAMES } from '../../../catalog/products.ts';
import type { WebhookEvent } from '../../../catalog/webhook-events.ts';
import type { Rule } from '../../rule.ts';
import { webhooksOf } from './webhook.ts';

/**
 * The body has entity properties where what it is about has any, and is still there.
 * Source: Atlassian's descriptor schema for Jira, definitions.webhook.propertyKeys (about 2021)
 */
export const PROPERTY_KEYS: Rule = {
  id: 'webhooks/property-keys',
  severity: 'warning',
  summary: 'Property keys stand at a webhook whose event can carry properties.',
  *check(view) {
    for (const { value, pointer, known } of webhooksOf(view)) {
      const keys = value['propertyKeys'];
      const [first] = known;
      if (!Array.isArray(keys) || keys.length === 0 || first === undefined) continue;
      if (known.some(({ takesPropertyKeys, unsure }) => takesPropertyKeys || unsure.has('propertyKeys')))
        continue;
      yield {
        pointer: `${pointer}/propertyKeys`,
        message: `${reason(first)}: "propertyKeys" has no effect.`,
        hint: 'Remove it, and read the properties through the REST API where the add-on needs them.',
        fix: {
          title: 'Remove "propertyKeys"',
          changes: [{ kind: 'remove', pointer: `${pointer}/propertyKeys` }],
        },
      };
    }
  },
};

function reason({ name, product }: WebhookEvent): string {
  if (product === 'confluence') return `${PRODUCT_NAMES[product]} sends no properties with its webhooks`;
  return name.endsWith('_deleted')
    ? `When ${name} is sent, the properties are gone already`
    : `${name} is about nothing that has properties`;
}
