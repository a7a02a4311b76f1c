import { isRecord, stringAt } from '../../core/json.ts';
import type { DeliveredAnswer, Delivery } from '../delivery.ts';
import type { DeliverySink, DeliverySource } from './record-deliveries.ts';

/** What a dev instance tells of what it sends, one after the other. */
export type SentStream = AsyncIterable<unknown>;

/**
 * Takes deliveries as a dev instance tells of them.
 * @param open begins to listen; the stream ends when the signal aborts
 * @param origin of the site, for people
 */
export async function followStream(
  open: (signal: AbortSignal) => Promise<SentStream>,
  origin: string,
  { onDelivery, onProblem }: DeliverySink,
): Promise<DeliverySource> {
  const stop = new AbortController();
  const iterator = (await open(stop.signal))[Symbol.asyncIterator]();
  // The first tells that nothing is missed from here on.
  await iterator.next();
  const read = async () => {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done === true) return;
      const delivery = toDelivery(value);
      if (delivery !== undefined) onDelivery(delivery);
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!stop.signal.aborted) onProblem(`the dev instance is gone: ${String(error)}`);
  });
  return {
    started: { type: 'following', origin },
    ended,
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

/** A delivery as the dev instance's own API tells of it; undefined for what is none. */
function toDelivery(told: unknown): Delivery | undefined {
  const request = isRecord(told) && told['type'] === 'delivery' ? told['request'] : undefined;
  if (!isRecord(told) || !isRecord(request)) return undefined;
  const headers = textsAt(request, 'headers');
  const isSigned = headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization');
  return {
    startedAt: numberAt(told, 'startedAt'),
    event: stringAt(told, 'event'),
    addonKey: stringAt(told, 'addon'),
    request: {
      method: stringAt(request, 'method') ?? 'POST',
      target: stringAt(request, 'target') ?? '/',
      basePath: stringAt(request, 'basePath'),
      headers,
      body: bytesAt(request, 'body'),
    },
    answer: toAnswer(told['answer']),
    note: stringAt(told, 'note'),
    verdict: isSigned ? { valid: true, reason: 'valid', message: 'signed by the dev instance' } : null,
  };
}

function toAnswer(answer: unknown): DeliveredAnswer | null {
  if (!isRecord(answer)) return null;
  return {
    status: numberAt(answer, 'status'),
    headers: textsAt(answer, 'headers'),
    body: bytesAt(answer, 'body'),
    omitted: stringAt(answer, 'omitted'),
    latencyMs: numberAt(answer, 'latencyMs'),
  };
}

function numberAt(value: Record<string, unknown>, name: string): number {
  const found = value[name];
  return typeof found === 'number' ? found : 0;
}

function textsAt(value: Record<string, unknown>, name: string): readonly string[] {
  const found = value[name];
  return Array.isArray(found) ? found.map(String) : [];
}

function bytesAt(value: Record<string, unknown>, name: string): Uint8Array {
  return Buffer.from(stringAt(value, name) ?? '', 'base64');
}
