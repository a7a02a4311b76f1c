import { MODULES, type ModuleKind } from '../../../catalog/modules.ts';
import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../../catalog/products.ts';
import { suggestEvent } from '../../../catalog/suggest-event.ts';
import { findEvent, productsWithEvent } from '../../../catalog/webhook-events.ts';
import type { Rule } from '../../rule.ts';
import type { ModuleView } from '../../view/modules.ts';
import { type Webhook, webhooksOf } from './webhook.ts';

/** As with any event that a product does not have, it installs the webhook and never sends it. */
export const WRONG_PRODUCT: Rule = {
  id: 'webhooks/wrong-product',
  severity: 'error',
  summary: 'A webhook names an event of the product that the add-on is for.',
  *check(view) {
    const target = PRODUCTS.find((product) => product === view.product);
    if (target === undefined) return;
    const webhooks = webhooksOf(view);
    if (isForBoth(webhooks, view.modules)) return;
    for (const { event, known, pointer } of webhooks) {
      // Former events of the product are the matter of webhooks/deprecated-event.
      if (event === undefined || known.length > 0 || findEvent(event, target) !== undefined) continue;
      const [owner] = productsWithEvent(event);
      if (owner === undefined) continue;
      const meant = suggestEvent(event, target);
      yield {
        pointer: `${pointer}/event`,
        message: `"${event}" is an event of ${PRODUCT_NAMES[owner]}: ${PRODUCT_NAMES[target]} never sends it.`,
        hint:
          meant === undefined
            ? `Remove the webhook, or check for ${PRODUCT_NAMES[owner]} with --product ${owner}.`
            : `Did you mean "${meant}"?`,
      };
    }
  },
};

/**
 * A descriptor can be installed in both products, and each passes over the events of the other. It looks like that when it
 * has events of both, and no module that only one of them has.
 */
function isForBoth(webhooks: readonly Webhook[], modules: readonly ModuleView[]): boolean {
  const owners = new Set<Product>();
  for (const { event } of webhooks) {
    const [owner, ...others] = event === undefined ? [] : productsWithEvent(event);
    if (owner !== undefined && others.length === 0) owners.add(owner);
  }
  return owners.size === PRODUCTS.length && modules.every(({ type }) => !isOfOneProduct(type));
}

function isOfOneProduct(type: string): boolean {
  const kinds: Readonly<Record<string, ModuleKind>> = MODULES;
  return Object.hasOwn(kinds, type) && kinds[type]?.products.length === 1;
}
