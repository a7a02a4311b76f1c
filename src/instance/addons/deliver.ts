import type { Clock, Fetch } from '../../core/context.ts';
import { messageOf, rootCodeOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import type { TrafficLog } from '../traffic.ts';
import { type ObservedAnswer, readAnswer } from './observed-answer.ts';

export interface Delivery {
  readonly kind: ExchangeKind;
  readonly addonKey: string;
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
   * Tells of everything that is sent from now on. Only while somebody listens are answers read.
   * @returns a function that ends it
   */
  observe(observer: DeliveryObserver): () => void;
}

/** Sends requests of the products to add-ons, and records each. Redirects are not followed: the token fits one URL. */
export function createDeliverer(deps: {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly traffic: TrafficLog;
  readonly signal: AbortSignal;
}): Deliverer {
  const { fetch, clock, traffic, signal } = deps;
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
      const startedAt = clock.now();
      const token = delivery.headers['Authorization'];
      const outgoing = toOutgoing(delivery);
      count(token, 1);
      const { result, answer } = await post(delivery, outgoing, fetch, signal, async (response) =>
        observers.size === 0 ? undefined : readAnswer(response, () => clock.now() - startedAt),
      );
      count(token, -1);
      traffic.add({
        time: new Date(startedAt).toISOString(),
        direction: 'to-addon',
        kind: delivery.kind,
        method: 'POST',
        url: redact(delivery.url),
        status: result.answered ? result.status : null,
        durationMs: clock.now() - startedAt,
        addonKey: delivery.addonKey,
        verdict:
          delivery.tokenKind === undefined
            ? null
            : { valid: true, reason: 'valid', message: delivery.tokenKind },
        ...(result.answered ? {} : { note: result.message }),
      });
      if (result.answered && answer === undefined) return result;
      const note = result.answered ? undefined : `no answer: ${result.message}`;
      for (const observe of observers) {
        const { headers, body } = outgoing;
        observe({
          ...{ delivery, startedAt, note, answer: answer ?? null },
          headers: Object.entries(headers).flat(),
          body: Buffer.from(body ?? ''),
        });
      }
      return result;
    },
  };
}

interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function toOutgoing({ headers, body }: Delivery): Outgoing {
  if (body === undefined) return { headers, body };
  return { headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

async function post(
  { url, timeoutMs }: Delivery,
  { headers, body }: Outgoing,
  fetch: Fetch,
  signal: AbortSignal,
  read: (response: Response) => Promise<ObservedAnswer | undefined>,
): Promise<{ readonly result: DeliveryResult; readonly answer?: ObservedAnswer | undefined }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const answer = await read(response);
    // The answer's body is of no interest, but an unread one would hold the connection.
    await response.body?.cancel().catch(() => {});
    return { result: { answered: true, status: response.status }, answer };
  } catch (error) {
    return { result: { answered: false, ...describeFailure(error, timeout, timeoutMs) } };
  }
}

function describeFailure(
  error: unknown,
  timeout: AbortSignal,
  timeoutMs: number,
): { readonly reason: DeliveryFailure; readonly message: string } {
  if (timeout.aborted) return { reason: 'timeout', message: `no answer within ${timeoutMs / 1000} s` };
  const code = rootCodeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { reason: 'bad.domain', message: 'unknown host' };
  if (code !== undefined && isTlsFailure(code)) return { reason: 'ssl', message: code };
  return { reason: 'unreachable', message: code ?? messageOf(error) };
}

/** Codes of Node and OpenSSL that speak of certificates and handshakes. */
export function isTlsFailure(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED/.test(code);
}
