import { randomUUID } from 'node:crypto';
import type { Product } from '../../catalog/products.ts';
import type { Deliverer } from '../addons/deliver.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import { baseUrlOf, type Installation, type InstallationStore, joinUrl } from '../addons/installation.ts';
import type { Site } from '../site.ts';
import type { Payload, WebhookMessage } from './message.ts';
import { type Subscription, subscriptionsTo } from './subscriptions.ts';
import { fillUrlVariables } from './url-variables.ts';

/** Jira gives up on an answer after this long. */
const TIMEOUT_MS = 20_000;

export interface WebhookDeps {
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** Tells add-ons what has happened in the products. */
export class Webhooks {
  readonly #deps: WebhookDeps;
  readonly #underWay = new Set<Promise<void>>();

  constructor(deps: WebhookDeps) {
    this.#deps = deps;
  }

  /** Sends a message to whoever listens to it. */
  announce(product: Product, message: WebhookMessage): void {
    let body: Payload | undefined;
    for (const installation of this.#deps.installations.list(product)) {
      for (const subscription of subscriptionsTo(message, installation)) {
        body ??= message.payload();
        this.#start(installation, subscription, message, body);
      }
    }
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #start(
    installation: Installation,
    subscription: Subscription,
    message: WebhookMessage,
    body: Payload,
  ): void {
    const sending = this.#send(installation, subscription, message, body)
      .catch(this.#deps.onBug)
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async #send(
    installation: Installation,
    subscription: Subscription,
    { variables, actor }: WebhookMessage,
    body: Payload,
  ): Promise<void> {
    const { site, signer, deliverer } = this.#deps;
    const baseUrl = baseUrlOf(installation);
    const relative =
      variables === undefined ? subscription.url : fillUrlVariables(subscription.url, variables);
    const url = joinUrl(baseUrl, relative);
    const host = site.products[installation.product];
    const token = await signer.signRequest(
      host,
      installation,
      { method: 'POST', url, baseUrl },
      actor ?? undefined,
    );
    await deliverer.send({
      kind: 'webhook',
      addonKey: installation.descriptor.key,
      url,
      body: subscription.excludeBody ? undefined : body,
      headers: {
        ...(token === undefined ? {} : { Authorization: `JWT ${token}` }),
        'User-Agent': 'Atlassian Webhook HTTP Client',
        'X-Atlassian-Webhook-Identifier': randomUUID(),
        'X-Atlassian-Webhook-Flow': 'Primary',
      },
      timeoutMs: TIMEOUT_MS,
      tokenKind: token === undefined ? undefined : 'HS256, shared secret',
    });
  }
}
