import type { Product } from '../../catalog/products.ts';
import type { Clock, Fetch } from '../../core/context.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import { type Message, recordMessage, redactUrl } from '../../proxy/message.ts';
import type { TrafficLog } from '../../proxy/traffic-log.ts';
import type { FaultRules, Hit } from '../faults/fault-rules.ts';
import type { TokenMark } from '../faults/faulty-signer.ts';
import { holdBack } from '../faults/hold-back.ts';
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
}

export type DeliveryResult =
  | { readonly answered: true; readonly status: number }
  | { readonly answered: false; readonly reason: DeliveryFailure; readonly message: string };

export type DeliveryFailure = 'timeout' | 'bad.domain' | 'ssl' | 'unreachable';

export interface Deliverer {
  send(delivery: Delivery): Promise<DeliveryResult>;
  /** True while a request with this token is on its way, so that a proxy need not report it again. */
  isUnderWay(token: string): boolean;
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
  return {
    isUnderWay: (token) => underWay.has(token),
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
      const result = await sendOnce(delivery, hits, deps);
      if (hits.some(({ effect }) => effect.type === 'duplicate')) await sendOnce(delivery, hits, deps);
      count(token, -1);
      return result;
    },
  };
}

async function sendOnce(
  delivery: Delivery,
  hits: readonly Hit[],
  deps: DelivererDeps,
): Promise<DeliveryResult> {
  const started = deps.clock.now();
  const post = postOf(delivery);
  const { result, response } = await sendAmidFaults(post, hits, deps);
  record(delivery, post, hits, { result, ...(response === undefined ? {} : { response }) }, started, deps);
  return result;
}

async function sendAmidFaults(
  post: Post,
  hits: readonly Hit[],
  { fetch, signal }: DelivererDeps,
): Promise<Sent> {
  const isAsked = (type: 'drop' | 'truncate') => hits.some(({ effect }) => effect.type === type);
  if (isAsked('drop')) return { result: lost('never sent') };
  if (!isAsked('truncate')) return sendPost(post, fetch, signal);
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
