import { UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import type { DeliveredAnswer, Delivery } from '../delivery.ts';
import { parseRawMessage } from './raw-http.ts';

/** What the agent answers at `/api/requests/http` has a list of requests; at `/api/requests/http/<id>` it is one. */
export function isNgrok(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && requestsIn(value).length > 0;
}

function requestsIn(value: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (Array.isArray(value['requests'])) return value['requests'];
  return isRecord(value['request']) && typeof value['request']['raw'] === 'string' ? [value] : [];
}

/**
 * The POST requests that an ngrok agent has captured, oldest first.
 * @throws {UsageError} for one that cannot be read
 */
export function parseNgrok(
  value: Readonly<Record<string, unknown>>,
  file: string,
): { readonly deliveries: readonly Delivery[]; readonly skipped: readonly string[] } {
  const deliveries: Delivery[] = [];
  let others = 0;
  for (const [index, captured] of requestsIn(value).entries()) {
    const where = `${file}#/requests/${index}`;
    const request = isRecord(captured) ? captured['request'] : undefined;
    if (!isRecord(captured) || !isRecord(request)) {
      throw new UsageError('ngrok-invalid', 'A captured request has no request in it.', { where });
    }
    const delivery = toDelivery(captured, request, where);
    if (delivery.request.method === 'POST') deliveries.push(delivery);
    else others += 1;
  }
  const skipped =
    others === 0 ? [] : [`${others} ${others === 1 ? 'request that is' : 'requests that are'} no POST`];
  return { deliveries: deliveries.toSorted((a, b) => a.startedAt - b.startedAt), skipped };
}

function toDelivery(
  captured: Readonly<Record<string, unknown>>,
  request: Readonly<Record<string, unknown>>,
  where: string,
): Delivery {
  const startedAt = Date.parse(stringAt(captured, 'start') ?? '');
  const raw = stringAt(request, 'raw');
  const message = raw === undefined ? undefined : parseRawMessage(Buffer.from(raw, 'base64'));
  if (Number.isNaN(startedAt) || message === undefined) {
    const what = message === undefined ? 'raw, the request in base64' : 'start, the time';
    throw new UsageError('ngrok-invalid', `A captured request lacks ${what}.`, { where });
  }
  const [method = '', target = '/'] = message.firstLine.split(' ');
  const { headers, body, missingBytes } = message;
  return {
    startedAt,
    request: { method, target, headers, ...bodyOrGap(body, missingBytes) },
    answer: toAnswer(captured),
    verdict: null,
  };
}

/** Half a body must not be taken for one. */
export function bodyOrGap(
  body: Uint8Array,
  missingBytes: number | undefined,
): { readonly body: Uint8Array; readonly omitted?: string } {
  return missingBytes === undefined
    ? { body }
    : { body: new Uint8Array(), omitted: `the capture lacks the last ${missingBytes} bytes of it or more` };
}

function toAnswer(captured: Readonly<Record<string, unknown>>): DeliveredAnswer | null {
  const response = captured['response'];
  const raw = stringAt(response, 'raw');
  const message = raw === undefined ? undefined : parseRawMessage(Buffer.from(raw, 'base64'));
  const status = Number(message?.firstLine.split(' ')[1]);
  if (message === undefined || !(status >= 100 && status <= 599)) return null;
  const nanoseconds = captured['duration'];
  return {
    status,
    headers: message.headers,
    ...bodyOrGap(message.body, message.missingBytes),
    latencyMs: typeof nanoseconds === 'number' && nanoseconds > 0 ? nanoseconds / 1e6 : 0,
  };
}
