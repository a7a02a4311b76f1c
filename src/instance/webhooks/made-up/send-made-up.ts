import type { WebhookEvent } from '../../../catalog/webhook-events.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { ObservedDelivery } from '../../addons/deliver.ts';
import type { Installation } from '../../addons/installation.ts';
import type { Services } from '../../services.ts';
import type { Delivery, NewDelivery } from '../delivery.ts';
import { madeUpMessage } from './message.ts';

/** What was sent, and how it was taken. */
export interface SentMadeUp {
  readonly delivery: Delivery;
  /** Undefined where nothing was sent, or nobody saw it. */
  readonly observed: ObservedDelivery | undefined;
}

/** What an add-on would be sent of an event that has not happened: one for each of its webhooks that listen to it. */
export function prepareMadeUp(
  event: WebhookEvent,
  body: JsonObject,
  actor: string | null,
  installation: Installation,
  services: Services,
): readonly NewDelivery[] {
  const message = madeUpMessage(event, body, actor, services);
  return services.webhooks.prepare(installation, message, services.jira.properties);
}

/** Sends it, and waits until each has been tried once. */
export async function sendMadeUp(
  prepared: readonly NewDelivery[],
  installation: Installation,
  { webhooks, deliverer }: Services,
): Promise<readonly SentMadeUp[]> {
  const seen = new Map<number | undefined, ObservedDelivery>();
  const stop = deliverer.observe((observed) => void seen.set(observed.delivery.id, observed));
  const ids = await webhooks.dispatch(prepared, installation).finally(stop);
  return ids.flatMap((id) => {
    const delivery = webhooks.deliveries.find(id);
    return delivery === undefined ? [] : [{ delivery, observed: seen.get(id) }];
  });
}
