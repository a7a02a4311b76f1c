import type { Product } from '../../catalog/products.ts';
import type { Clock, Fetch } from '../../core/context.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import { type Message, recordMessage, redactUrl } from '../../proxy/message.ts';
import type { TrafficLog } from '../../proxy/traffic-log.ts';
import type { FaultRules, Hit } from '../faults/fault-rules.ts';
import type { TokenMark } from '../faults/faulty-signer.ts';
import { holdBack } from '../faults/hold-back.ts';

import type { ObservedAnswer } from './observed-answer.ts';

import { type Post, postOf, type Sent, sendHalf, sendPost } from './send.ts';

export interface Delivery {
  readonly kind: ExchangeKind;
  readonly addonKey: string;
  /** Which product sends it. */
  readonly product?: Product;
  readonly url: string;
  /** Sent as JSON; a POST without a body when undefined. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until an unanswered request counts as failed. */
  readonly timeoutMs: number;
  /** Which token the request carries, for the log. */
  readonly tokenKind: string | undefined;
  /** What it is about, for whoever observes: the number of a webhook's delivery. */
  readonly id?: number;
}

/** A request as it went out, and the answer. */
export interface ObservedDelivery {
  readonly delivery: Delivery;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Names and values by turns, those of the HTTP client left out. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** Null when no answer came. */
  readonly answer: ObservedAnswer | null;
  readonly note: string | undefined;
}

export type DeliveryObserver = (observed: ObservedDelivery) => void;

export type DeliveryResult =
  | { readonly answered: true; readonly status: number }
  | { readonly answered: false; readonly reason: DeliveryFailure; readonly message: string };

export type DeliveryFailure = 'timeout' | 'bad.domain' | 'ssl' | 'unreachable';

export interface Deliverer {
  send(delivery: Delivery): Promise<DeliveryResult>;
  /** True while a request with this token is on its way, so that a proxy need not report it again. */
  isUnderWay(token: string): boolean;
  /**
   * Tells of everything that is sent from now on. Only while somebody listens are answers read to their end.
   * @returns a function that ends it
   */
  observe(observer: DeliveryObserver): () => void;
}

export interface DelivererDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly traffic: TrafficLog;
  readonly signal: AbortSignal;
  readonly faults: FaultRules;
  /** What faults have done to a token. */
  readonly markOf: (token: string) => TokenMark | undefined;
}

/** Sends requests of the products to add-ons, and records each; the faults that they meet on the way are met here. */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { clock, faults, signal } = deps;
  /** How many requests carry a token: two to one address in the same second carry the same. */
  const underWay = new Map<string, number>();
  const count = (token: string | undefined, change: 1 | -1) => {
    if (token === undefined) return;
    const now = (underWay.get(token) ?? 0) + change;
    if (now === 0) underWay.delete(token);
    else underWay.set(token, now);
  };
  const observers = new Set<DeliveryObserver>();
  return {
    isUnderWay: (token) => underWay.has(token),
    observe: (observer) => {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
    send: async (delivery) => {
      const { kind, addonKey, product, url } = delivery;
      const hits = faults.take({ direction: 'to-addon', kind, addonKey, product, method: 'POST', url }, [
        'latency',
        'drop',
        'truncate',
        'duplicate',
      ]);
      await holdBack(hits, clock, signal);
      const token = delivery.headers['Authorization'];
      count(token, 1);
      const result = await sendOnce(delivery, hits, deps, observers);
      if (hits.some(({ effect }) => effect.type === 'duplicate'))
        await sendOnce(delivery, hits, deps, observers);
      count(token, -1);
      return result;
    },
  };
}

async function sendOnce(
  delivery: Delivery,
  hits: readonly Hit[],
  deps: DelivererDeps,
  observers: ReadonlySet<DeliveryObserver>,
): Promise<DeliveryResult> {
  const startedAt = deps.clock.now();
  const post = postOf(delivery);
  const sent = await sendAmidFaults(post, hits, deps, observers.size > 0);
  const { result, answer } = sent;
  record(delivery, post, hits, sent, startedAt, deps);
  const isSent = !hits.some(({ effect }) => effect.type === 'drop');
  // Whoever has begun to listen meanwhile has missed the answer.
  if (!isSent || (result.answered && answer === undefined)) return result;
  for (const observe of observers) {
    observe({
      ...{ delivery, startedAt, answer: answer ?? null },
      headers: Object.entries(post.headers).flat(),
      body: Buffer.from(post.body ?? ''),
      note: result.answered ? undefined : `no answer: ${result.message}`,
    });
  }
  return result;
}

async function sendAmidFaults(
  post: Post,
  hits: readonly Hit[],
  { fetch, signal }: DelivererDeps,
  isObserved: boolean,
): Promise<Sent> {
  const isAsked = (type: 'drop' | 'truncate') => hits.some(({ effect }) => effect.type === type);
  if (isAsked('drop')) return { result: lost('never sent') };
  if (!isAsked('truncate')) return sendPost(post, fetch, signal, isObserved);
  await sendHalf(post, signal);
  return { result: lost('broken off in the middle') };
}

function lost(message: string): DeliveryResult {
  return { answered: false, reason: 'unreachable', message };
}

function record(
  delivery: Delivery,
  post: Post,
  hits: readonly Hit[],
  { result, response }: Sent,
  started: number,
  { traffic, clock, markOf }: DelivererDeps,
): void {
  const { kind, url, addonKey, product, tokenKind } = delivery;
  const mark = markOf((post.headers['Authorization'] ?? '').replace(/^JWT /, ''));
  const texts = [...hits.map(({ text }) => text), ...(mark?.faults ?? [])];
  const good =
    tokenKind === undefined ? null : ({ valid: true, reason: 'valid', message: tokenKind } as const);
  const request: Message = recordMessage(Object.entries(post.headers), post.body);
  traffic.add({
    time: new Date(started).toISOString(),
    direction: 'to-addon',
    kind,
    method: 'POST',
    url: redactUrl(url),
    status: result.answered ? result.status : null,
    durationMs: clock.now() - started,
    addonKey,
    ...(product === undefined ? {} : { product }),
    verdict: mark?.verdict ?? good,
    ...(result.answered ? {} : { note: result.message }),
    ...(texts.length === 0 ? {} : { faults: texts }),
    request,
    ...(response === undefined ? {} : { response }),
  });
}
