import type { Clock } from '../../core/context.ts';
import { productHeaders } from '../../webhook/product-headers.ts';
import type { Deliverer, DeliveryResult } from '../addons/deliver.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import { baseUrlOf, type Installation, type InstallationStore, joinUrl } from '../addons/installation.ts';
import type { Site } from '../site.ts';
import type { Deliveries } from './deliveries.ts';
import {
  type Addressee,
  type Delivery,
  FLOWS,
  type Flow,
  type NewDelivery,
  type Outcome,
} from './delivery.ts';
import { judge, nextTryAt, type RetryWait, type Verdict } from './retry-policy.ts';

/** Jira gives up on an answer after this long. */
const TIMEOUT_MS = 20_000;

/** How many requests an add-on gets at once: Jira keeps fewer places for what may come later. */
const PLACES: Readonly<Record<Flow, number>> = { Primary: 20, Secondary: 10 };

/** A webhook as it is sent. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface CourierDeps {
  readonly deliveries: Deliveries;
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  readonly clock: Clock;
  /** Ends everything; what was on its way then is taken up by whoever opens the database next. */
  readonly signal: AbortSignal;
  readonly wait: RetryWait;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** Brings deliveries to add-ons, in the order in which they came, several at a time, and again where the product does so. */
export class Courier {
  readonly #deps: CourierDeps;
  readonly #underWay = new Set<Promise<void>>();
  readonly #taken = new Map<string, number>();
  readonly #failingSince = new Map<string, number | undefined>();
  #alarm: { readonly at: number; readonly cancel: AbortController } | undefined;

  constructor(deps: CourierDeps) {
    this.#deps = deps;
  }

  /** Goes on with what was left when the site ended. */
  resume(): void {
    for (const addressee of this.#deps.deliveries.resume()) this.wake(addressee);
    this.#setAlarm();
  }

  /** Sends what is to be sent to an add-on, as far as there are places. */
  wake(addressee: Addressee): void {
    if (this.#deps.signal.aborted) return;
    for (const flow of FLOWS) {
      while (this.#placesLeft(addressee, flow) > 0) {
        const delivery = this.#deps.deliveries.takeNext(addressee, flow);
        if (delivery === undefined) break;
        void this.#start(delivery);
      }
    }
  }

  /**
   * Tries once more, now, whatever has become of the delivery. An end that is no success ends it again, unless more
   * tries were to come.
   * @returns false while it is on its way, and where there is none
   */
  async retry(id: number): Promise<boolean> {
    const before = this.#deps.deliveries.find(id);
    const delivery = this.#deps.deliveries.take(id);
    if (before === undefined || delivery === undefined) return false;
    await this.#start(delivery, before.finished === null);
    return true;
  }

  /** Resolves when nothing is to be sent but what waits for its next try. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #start(delivery: Delivery, mayTryAgain = true): Promise<void> {
    const place = placeOf(delivery, delivery.flow);
    this.#taken.set(place, (this.#taken.get(place) ?? 0) + 1);
    const sending = this.#try(delivery, mayTryAgain)
      .catch(this.#deps.onBug)
      .finally(() => {
        this.#underWay.delete(sending);
        this.#taken.set(place, (this.#taken.get(place) ?? 1) - 1);
        this.wake(delivery);
      });
    this.#underWay.add(sending);
    return sending;
  }

  #placesLeft(addressee: Addressee, flow: Flow): number {
    return PLACES[flow] - (this.#taken.get(placeOf(addressee, flow)) ?? 0);
  }

  async #try(delivery: Delivery, mayTryAgain: boolean): Promise<void> {
    const { deliveries, installations, clock, signal } = this.#deps;
    const installation = installations.find(delivery.product, delivery.addonKey);
    if (installation?.isEnabled !== true) {
      deliveries.giveUp(delivery, 'The add-on is not installed and enabled any more.');
      return;
    }
    const number = deliveries.tries(delivery.id).length + 1;
    const at = clock.now();
    const result = await this.#send(delivery, installation, number);
    if (signal.aborted) return;
    const verdict = judge(result);
    const durationMs = clock.now() - at;
    const status = result.answered ? result.status : null;
    deliveries.record(
      delivery,
      { number, at, durationMs, status, verdict, message: messageOf(result, verdict) },
      this.#outcome(delivery, verdict, number, mayTryAgain),
    );
    this.#setAlarm();
  }

  async #send(delivery: Delivery, installation: Installation, number: number): Promise<DeliveryResult> {
    const { url, headers, body } = await this.requestFor(delivery, installation, number);
    return this.#deps.deliverer.send({
      kind: 'webhook',
      product: delivery.product,
      addonKey: delivery.addonKey,
      id: delivery.id,
      url,
      body: body === null ? undefined : JSON.parse(body),
      headers,
      timeoutMs: TIMEOUT_MS,
      tokenKind: headers['Authorization'] === undefined ? undefined : 'HS256, shared secret',
    });
  }

  /** What goes over the wire, with a token of this moment. @param number of the try, from 1 */
  async requestFor(
    { product, actor, body, url: path, ...facts }: Omit<NewDelivery, 'problem'>,
    installation: Installation,
    number: number,
  ): Promise<WebhookRequest> {
    const { site, signer } = this.#deps;
    const baseUrl = baseUrlOf(installation);
    const url = joinUrl(baseUrl, path);
    // Anew for every try: a token is older than its end when the last try is made.
    const token = await signer.signRequest(
      site.products[product],
      installation,
      { method: 'POST', url, baseUrl },
      actor ?? undefined,
    );
    return {
      url,
      headers: {
        ...(token === undefined ? {} : { Authorization: `JWT ${token}` }),
        ...productHeaders(product, { ...facts, retries: number - 1 }),
      },
      body,
    };
  }

  /** Resolves when the delivery has been tried, or is not going to be. */
  async attempted(id: number): Promise<void> {
    for (;;) {
      const state = this.#deps.deliveries.find(id)?.state;
      if ((state !== 'queued' && state !== 'sending') || this.#underWay.size === 0) return;
      await Promise.race(this.#underWay);
    }
  }

  #outcome(delivery: Delivery, verdict: Verdict, tries: number, mayTryAgain: boolean): Outcome {
    const failingSince = this.#noteFailure(delivery, verdict);
    if (verdict === 'delivered') return { state: 'delivered' };
    if (verdict === 'refused') return { state: 'failed', isExhausted: false };
    const now = this.#deps.clock.now();
    const nextTry = nextTryAt(delivery.product, { tries, now, failingSince }, this.#deps.wait);
    return nextTry === undefined || !mayTryAgain
      ? { state: 'failed', isExhausted: delivery.product === 'jira' }
      : { state: 'waiting', nextTry };
  }

  /** @returns since when the add-on had been failing before */
  #noteFailure(addressee: Addressee, verdict: Verdict): number | undefined {
    const key = `${addressee.product}/${addressee.addonKey}`;
    const before = this.#failingSince.has(key)
      ? this.#failingSince.get(key)
      : this.#deps.deliveries.failingSince(addressee);
    const now = verdict === 'failed' ? (before ?? this.#deps.clock.now()) : undefined;
    this.#failingSince.set(key, now);
    return before;
  }

  /** Wakes up when the next delivery has waited long enough. */
  #setAlarm(): void {
    const { deliveries, clock, signal } = this.#deps;
    const at = deliveries.nextDue();
    if (at === this.#alarm?.at) return;
    this.#alarm?.cancel.abort();
    this.#alarm = undefined;
    if (at === undefined) return;
    const alarm = { at, cancel: new AbortController() };
    this.#alarm = alarm;
    clock
      .sleep(Math.max(0, at - clock.now()), AbortSignal.any([signal, alarm.cancel.signal]))
      .then(() => this.#ring(alarm.cancel.signal))
      .catch((error: unknown) => {
        if (!signal.aborted && !alarm.cancel.signal.aborted) this.#deps.onBug(error);
      });
  }

  #ring(cancelled: AbortSignal): void {
    if (cancelled.aborted || this.#deps.signal.aborted) return;
    this.#alarm = undefined;
    for (const addressee of this.#deps.deliveries.releaseDue()) this.wake(addressee);
    this.#setAlarm();
  }
}

function placeOf({ product, addonKey }: Addressee, flow: Flow): string {
  return `${product}/${addonKey}/${flow}`;
}

function messageOf(result: DeliveryResult, verdict: Verdict): string {
  if (!result.answered) return result.message;
  return verdict === 'delivered' ? 'accepted' : `answered ${result.status}`;
}
