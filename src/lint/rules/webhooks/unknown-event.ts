import type { Product } from '../../../catalog/products.ts';
import { suggestEvent } from '../../../catalog/suggest-event.ts';
import { EVENTS_DATE, findEvent, productsWithEvent } from '../../../catalog/webhook-events.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { cataloguedProducts, webhooksOf } from './webhook.ts';

/** Names that people give to what the lifecycle tells, not a webhook. */
const LIFECYCLE: ReadonlyMap<string, string> = new Map([
  ['installed', 'installed'],
  ['addon_installed', 'installed'],
  ['connect_addon_installed', 'installed'],
  ['uninstalled', 'uninstalled'],
  ['addon_uninstalled', 'uninstalled'],
  ['connect_addon_uninstalled', 'uninstalled'],
  ['enabled', 'enabled'],
  ['addon_enabled', 'enabled'],
  ['disabled', 'disabled'],
  ['addon_disabled', 'disabled'],
]);

/**
 * The products install webhooks for events that they do not have, and never send them: the schema takes any text, and the
 * host of 2016 looks no event up (github:mahmoudimus/ac@6626e41, `WebHookModuleProvider`).
 */
export const UNKNOWN_EVENT: Rule = {
  id: 'webhooks/unknown-event',
  severity: 'error',
  summary: 'A webhook names an event that there is.',
  *check(view) {
    const products = cataloguedProducts(view.products);
    for (const { event, pointer } of webhooksOf(view)) {
      if (event === undefined || isKnown(event, products)) continue;
      yield { pointer: `${pointer}/event`, ...describe(event, products) };
    }
  },
};

/** Events of the other product are the matter of webhooks/wrong-product, former ones of webhooks/deprecated-event. */
function isKnown(event: string, products: readonly Product[]): boolean {
  return (
    productsWithEvent(event).length > 0 || products.some((product) => findEvent(event, product) !== undefined)
  );
}

function describe(event: string, products: readonly Product[]): Omit<RuleFinding, 'pointer'> {
  if (event.trim() === '') {
    return { message: 'The webhook names no event: it is never sent.', hint: 'Name one, or remove it.' };
  }
  const message = `There is no event "${event}": the webhook is never sent.`;
  const hook = LIFECYCLE.get(event.toLowerCase());
  if (hook !== undefined) return { message, hint: `To be told of it, add "${hook}" to "lifecycle".` };
  const [meant] = products.flatMap((product) => suggestEvent(event, product) ?? []);
  if (meant !== undefined) return { message, hint: `Did you mean "${meant}"?` };
  // Without a better name at hand, it may be one that the product got since.
  return {
    severity: 'warning',
    message: `No event "${event}" is known: it seems that the webhook is never sent.`,
    hint: `Compare it with the documentation, if the product got it after ${EVENTS_DATE}.`,
  };
}
