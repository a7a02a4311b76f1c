import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../catalog/products.ts';
import { allEvents, findEvent, isAvailable, type WebhookEvent } from '../../catalog/webhook-events.ts';
import { UsageError } from '../../core/errors.ts';
import { unknownEvent } from '../select-events.ts';

/**
 * The event of that name that can be sent.
 * @param product undefined where nothing says it
 * @throws {UsageError} when there is none, or both products have it and nothing says which one is meant
 */
export function pickEvent(name: string, product: Product | undefined): WebhookEvent {
  const found = PRODUCTS.flatMap((one) => findEvent(name, one) ?? []);
  const available = found.filter(isAvailable);
  const wanted = available.filter((event) => product === undefined || event.product === product);
  const [first, second] = wanted;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    throw new UsageError('product-missing', `${name} is an event of both products, with different bodies.`, {
      nextSteps: ['Say which one is meant: --product jira or --product confluence.'],
    });
  }
  const [other] = available;
  if (other !== undefined && product !== undefined) {
    throw new UsageError(
      'event-of-other-product',
      `${PRODUCT_NAMES[product]} sends no ${name}; ${PRODUCT_NAMES[other.product]} does.`,
      { nextSteps: [`See what it sends: connect-kit webhook list --product ${product}`] },
    );
  }
  const [former] = found;
  if (former !== undefined) throw formerEvent(former);
  throw unknownEvent(
    name,
    allEvents().filter((event) => product === undefined || event.product === product),
  );
}

function formerEvent({ name, product, replacement, note }: WebhookEvent): UsageError {
  const said = note === undefined ? '' : ` ${note}`;
  return new UsageError('event-former', `${PRODUCT_NAMES[product]} does not send ${name} any more.${said}`, {
    nextSteps: [
      ...(replacement === undefined ? [] : [`In its place: ${replacement}`]),
      'See what there is: connect-kit webhook list',
    ],
  });
}
