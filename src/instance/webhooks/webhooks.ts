import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Product } from '../../catalog/products.ts';
import type { Clock } from '../../core/context.ts';
import { isRecord } from '../../core/json.ts';
import type { Deliverer } from '../addons/deliver.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import type { EntityProperties } from '../properties/entity-properties.ts';
import type { Site } from '../site.ts';
import type { Database } from '../store/database.ts';
import { Courier, type WebhookRequest } from './courier.ts';
import { Deliveries } from './deliveries.ts';
import type { NewDelivery } from './delivery.ts';
import { DynamicWebhooks } from './dynamic-webhooks.ts';
import type { Payload, WebhookMessage } from './message.ts';
import type { RetryWait } from './retry-policy.ts';
import { type Subscription, subscriptionsTo } from './subscriptions.ts';

export interface WebhookDeps {
  readonly database: Database;
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly wait: RetryWait;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** Tells add-ons what has happened in the products. */
export class Webhooks {
  readonly deliveries: Deliveries;
  readonly dynamic: DynamicWebhooks;
  readonly #installations: InstallationStore;
  readonly #courier: Courier;
  readonly #onBug: (error: unknown) => void;
  readonly #trace = new AsyncLocalStorage<string>();

  constructor({ database, installations, ...deps }: WebhookDeps) {
    const now = () => deps.clock.now();
    this.deliveries = new Deliveries(database, now);
    this.dynamic = new DynamicWebhooks(database, now);
    this.#installations = installations;
    this.#onBug = deps.onBug;
    this.#courier = new Courier({ ...deps, installations, deliveries: this.deliveries });
  }

  /** Goes on with what was left when the site ended. */
  resume(): void {
    this.#courier.resume();
  }

  /**
   * Sends a message to whoever listens to it. Who that is and what they get is settled at once, as the data are now.
   * @param properties what add-ons keep with the things of the product
   */
  announce(product: Product, message: WebhookMessage, properties?: EntityProperties): void {
    try {
      this.#announce(product, message, properties);
    } catch (error) {
      // What has happened has happened, whether it can be told or not.
      this.#onBug(error);
    }
  }

  #announce(product: Product, message: WebhookMessage, properties: EntityProperties | undefined): void {
    // What goes to several is told of once.
    let payload: Payload | undefined;
    const once = { ...message, payload: () => (payload ??= message.payload()) };
    for (const installation of this.#installations.list(product)) {
      const deliveries = this.prepare(installation, once, properties);
      if (deliveries.length > 0) this.#send(deliveries, installation);
    }
  }

  /** What an add-on would be sent of a message: one for each of its webhooks that listen to it. */
  prepare(
    installation: Installation,
    message: WebhookMessage,
    properties?: EntityProperties,
  ): readonly NewDelivery[] {
    const { product } = installation;
    const trace = this.#trace.getStore() ?? null;
    const subscriptions = subscriptionsTo(message, installation, this.#registered(installation));
    return subscriptions.map(
      (subscription): NewDelivery => ({
        ...(subscription.problem === undefined
          ? {}
          : { problem: `Not sent, for its filter: ${subscription.problem}` }),
        product,
        addonKey: installation.descriptor.key,
        identifier: randomUUID(),
        event: message.event,
        flow: message.isSecondary === true ? 'Secondary' : 'Primary',
        url: subscription.url,
        actor: message.actor,
        trace,
        body: subscription.excludeBody ? null : bodyFor(subscription, message.payload(), message, properties),
        webhookIds: subscription.webhookIds,
      }),
    );
  }

  /** Sends what was prepared, and waits until each has been tried. @returns their numbers */
  async dispatch(deliveries: readonly NewDelivery[], installation: Installation): Promise<readonly number[]> {
    const ids = this.#send(deliveries, installation);
    await Promise.all(ids.map((id) => this.#courier.attempted(id)));
    return ids;
  }

  /** What a prepared delivery would be, as it goes over the wire. */
  async requestFor(delivery: NewDelivery, installation: Installation): Promise<WebhookRequest> {
    return this.#courier.requestFor(delivery, installation, 1);
  }

  #send(deliveries: readonly NewDelivery[], { product, descriptor }: Installation): readonly number[] {
    const ids = this.deliveries.add(deliveries);
    this.#courier.wake({ product, addonKey: descriptor.key });
    return ids;
  }

  /** What `work` causes is sent with this beside it. */
  traced<T>(trace: string, work: () => T): T {
    return this.#trace.run(trace, work);
  }

  /** Tries a delivery once more, now. @returns false while it is on its way, and where there is none */
  async retry(id: number): Promise<boolean> {
    return this.#courier.retry(id);
  }

  /** What ends with an add-on. */
  forget({ product, descriptor: { key } }: Installation): void {
    if (product === 'jira') this.dynamic.removeAll(key);
    this.deliveries.giveUpAll({ product, addonKey: key }, 'The add-on was removed.');
  }

  /** Resolves when nothing is to be sent but what waits for its next try. */
  async settled(): Promise<void> {
    await this.#courier.settled();
  }

  #registered({ product, descriptor }: Installation) {
    return product === 'jira' ? this.dynamic.allOf(descriptor.key) : [];
  }
}

function bodyFor(
  { propertyKeys, webhookIds }: Subscription,
  body: Payload,
  { propertiesOf }: WebhookMessage,
  properties: EntityProperties | undefined,
): string {
  const matched = webhookIds.length === 0 ? {} : { matchedWebhookIds: webhookIds };
  const entity = propertiesOf === undefined ? undefined : body[propertiesOf.field];
  if (propertyKeys.length === 0 || propertiesOf === undefined || !isRecord(entity)) {
    return JSON.stringify({ ...body, ...matched });
  }
  const found = propertyKeys.flatMap((key) => {
    const property = properties?.find(propertiesOf, key);
    return property === undefined ? [] : [[key, property.value] as const];
  });
  const withProperties = { ...entity, properties: Object.fromEntries(found) };
  return JSON.stringify({ ...body, [propertiesOf.field]: withProperties, ...matched });
}
