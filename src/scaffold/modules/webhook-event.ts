import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { suggestEvent } from '../../catalog/suggest-event.ts';
import {
  findEvent,
  isAvailable,
  productsWithEvent,
  type WebhookEvent,
} from '../../catalog/webhook-events.ts';
import { UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';

/** What a webhook listens to where nobody says what. */
const DEFAULT_EVENTS = { jira: 'jira:issue_created', confluence: 'page_created' } as const satisfies Readonly<
  Record<Product, string>
>;

/**
 * The event of that name, or the product's most common one.
 * @throws UsageError when the product sends no such event
 */
export function readEvent(name: string | undefined, product: Product): WebhookEvent {
  const event = findEvent(name ?? DEFAULT_EVENTS[product], product);
  if (event !== undefined && isAvailable(event)) return event;
  throw unknownEvent(name ?? '', product, event);
}

function unknownEvent(name: string, product: Product, former: WebhookEvent | undefined): UsageError {
  const others = productsWithEvent(name);
  const meant = suggestEvent(name, product);
  const reason =
    former !== undefined
      ? `${PRODUCT_NAMES[product]} no longer sends ${name}.`
      : others.length > 0
        ? `${name} is an event of ${joinWords(
            others.map((one) => PRODUCT_NAMES[one]),
            'and',
          )}, and this descriptor is for ${PRODUCT_NAMES[product]}.`
        : `${PRODUCT_NAMES[product]} has no event "${name}".`;
  return new UsageError('unknown-event', reason, {
    where: '--event',
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      `See the events: connect-kit webhook list --product ${product}`,
    ],
  });
}

/** What a person should know who listens to an event that is not just there. */
export function warningsOf({ name, state, replacement, note }: WebhookEvent): readonly string[] {
  if (state === 'current') return [];
  const instead = replacement === undefined ? '' : ` Use ${replacement}.`;
  const what = state === 'unsent' ? 'is in the lists, but reported not to be sent' : 'is superseded';
  return [`${name} ${what}.${instead}${note === undefined ? '' : ` ${note}`}`];
}
