import type { Clock, Fetch } from '../../core/context.ts';
import { messageOf, rootCodeOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import type { TrafficLog } from '../traffic.ts';

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
  return {
    isUnderWay: (token) => underWay.has(token),
    send: async (delivery) => {
      const started = clock.now();
      const token = delivery.headers['Authorization'];
      count(token, 1);
      const result = await post(delivery, fetch, signal);
      count(token, -1);
      traffic.add({
        time: new Date(started).toISOString(),
        direction: 'to-addon',
        kind: delivery.kind,
        method: 'POST',
        url: redact(delivery.url),
        status: result.answered ? result.status : null,
        durationMs: clock.now() - started,
        addonKey: delivery.addonKey,
        verdict:
          delivery.tokenKind === undefined
            ? null
            : { valid: true, reason: 'valid', message: delivery.tokenKind },
        ...(result.answered ? {} : { note: result.message }),
      });
      return result;
    },
  };
}

async function post(delivery: Delivery, fetch: Fetch, signal: AbortSignal): Promise<DeliveryResult> {
  const timeout = AbortSignal.timeout(delivery.timeoutMs);
  try {
    const response = await fetch(delivery.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        ...(delivery.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...delivery.headers,
      },
      ...(delivery.body === undefined ? {} : { body: JSON.stringify(delivery.body) }),
    });
    // The answer's body is of no interest, but an unread one would hold the connection.
    await response.body?.cancel().catch(() => {});
    return { answered: true, status: response.status };
  } catch (error) {
    return { answered: false, ...describeFailure(error, timeout, delivery.timeoutMs) };
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
