import type { Product } from '../catalog/products.ts';
import { allEvents, isAvailable, type WebhookEvent } from '../catalog/webhook-events.ts';
import { UsageError } from '../core/errors.ts';
import { closest } from '../core/suggest.ts';

export interface EventSelection {
  /** An event's name, or a part of names and groups; every event when left out. */
  readonly asked: string | undefined;
  readonly product: Product | undefined;
  /** Whether events that no product sends any more are of interest too. They are when they are asked for by name. */
  readonly withFormer: boolean;
}

/**
 * The events that somebody asks for: that of the name, of both products where both have it; otherwise those that have
 * the word in their name or group.
 * @throws {UsageError} `event-unknown` when there is none
 */
export function selectEvents({ asked, product, withFormer }: EventSelection): readonly WebhookEvent[] {
  const ofProduct = allEvents().filter((event) => product === undefined || event.product === product);
  const wanted = ofProduct.filter((event) => withFormer || isAvailable(event));
  if (asked === undefined) return wanted;
  const word = asked.toLowerCase();
  const named = ofProduct.filter(({ name }) => name.toLowerCase() === word);
  if (named.length > 0) return named;
  const found = wanted.filter(({ name, group }) => `${name} ${group}`.toLowerCase().includes(word));
  if (found.length > 0) return found;
  throw unknownEvent(asked, ofProduct);
}

/** @param known events that could have been meant */
export function unknownEvent(asked: string, known: readonly WebhookEvent[]): UsageError {
  const names = known.map(({ name }) => name);
  // Many leave out what is before the colon.
  const meant = names.find((name) => name.endsWith(`:${asked}`)) ?? closest(asked, names);
  return new UsageError('event-unknown', `There is no webhook event ${JSON.stringify(asked)}.`, {
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      'See what there is: connect-kit webhook list',
    ],
  });
}
