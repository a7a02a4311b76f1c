import { PRODUCT_NAMES } from '../../../catalog/products.ts';
import { findEvent, type WebhookEvent } from '../../../catalog/webhook-events.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { cataloguedProducts, webhooksOf } from './webhook.ts';

/** Events that were renamed or removed since 2016, have a successor, or are reported not to be sent. */
export const DEPRECATED_EVENT: Rule = {
  id: 'webhooks/deprecated-event',
  severity: 'warning',
  summary: 'A webhook names an event that the product still sends.',
  *check(view) {
    const products = cataloguedProducts(view.products);
    for (const { event, pointer } of webhooksOf(view)) {
      if (event === undefined) continue;
      const found = products.flatMap((product) => findEvent(event, product) ?? []);
      const [first] = found;
      // Of a descriptor for both products, what is true in one of them only says nothing.
      if (first === undefined || found.some(({ state }) => state === 'current')) continue;
      yield { pointer: `${pointer}/event`, ...describe(first) };
    }
  },
};

function describe({ name, product, state, replacement = '' }: WebhookEvent): Omit<RuleFinding, 'pointer'> {
  const owner = PRODUCT_NAMES[product];
  switch (state) {
    case 'renamed':
      return {
        message: `"${name}" is the name of 2016: ${owner} lists the event as "${replacement}" now.`,
        hint: `Ask for "${replacement}", also where the add-on tells events apart by their names.`,
      };
    case 'removed':
      return {
        message: `"${name}" is an event of 2016, which ${owner} does not list any more.`,
        hint: 'Remove the webhook: nothing says that it is still sent.',
      };
    case 'superseded':
      return {
        severity: 'info',
        message: `"${name}" is an older event, which ${owner} does not list any more.`,
        hint: `Ask for "${replacement}" and its siblings, which tell what exactly happened.`,
      };
    default:
      return {
        severity: 'info',
        message: `${owner} lists "${name}", but it is reported not to be sent.`,
        hint: 'Do not rely on it: compare with what the REST API says from time to time.',
      };
  }
}
