import { UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import { splitUrl } from '../../jwt/canonical-request.ts';
import type { DeliveredAnswer, Delivery } from '../delivery.ts';

export function isHar(value: unknown): value is { readonly log: { readonly entries: readonly unknown[] } } {
  return isRecord(value) && isRecord(value['log']) && Array.isArray(value['log']['entries']);
}

/**
 * The POST requests of a HAR file (version 1.1 or 1.2).
 * @throws {UsageError} for an entry that is none
 */
export function parseHar(
  { log }: { readonly log: { readonly entries: readonly unknown[] } },
  file: string,
): { readonly deliveries: readonly Delivery[]; readonly skipped: readonly string[] } {
  const deliveries: Delivery[] = [];
  let others = 0;
  for (const [index, entry] of log.entries.entries()) {
    const where = `${file}#/log/entries/${index}`;
    const request = isRecord(entry) ? entry['request'] : undefined;
    if (!isRecord(entry) || !isRecord(request) || typeof request['url'] !== 'string') {
      throw new UsageError('har-invalid', 'An entry of the HAR file has no request with a URL.', { where });
    }
    const method = (stringAt(request, 'method') ?? 'GET').toUpperCase();
    if (method !== 'POST') others += 1;
    else deliveries.push(toDelivery(entry, request, method, where));
  }
  const skipped =
    others === 0 ? [] : [`${others} ${others === 1 ? 'request that is' : 'requests that are'} no POST`];
  return { deliveries, skipped };
}

function toDelivery(
  entry: Readonly<Record<string, unknown>>,
  request: Readonly<Record<string, unknown>>,
  method: string,
  where: string,
): Delivery {
  const startedAt = Date.parse(stringAt(entry, 'startedDateTime') ?? '');
  if (Number.isNaN(startedAt)) {
    throw new UsageError('har-invalid', 'startedDateTime is no time.', { where: `${where}/startedDateTime` });
  }
  const { path, query } = splitUrl(stringAt(request, 'url') ?? '');
  const hasQuery = (stringAt(request, 'url') ?? '').split('#')[0]?.includes('?') === true;
  return {
    startedAt,
    request: {
      method,
      target: `${path === '' ? '/' : path}${hasQuery ? `?${query}` : ''}`,
      headers: readHeaders(request['headers']),
      ...readPostData(request['postData'], request['bodySize']),
    },
    answer: readResponse(entry),
    verdict: null,
  };
}

function readHeaders(headers: unknown, dropped?: string): readonly string[] {
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header: unknown) => {
    const name = stringAt(header, 'name') ?? '';
    const value = stringAt(header, 'value') ?? '';
    // HTTP/2 has its request line in headers that begin with a colon.
    return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && name.toLowerCase() !== dropped
      ? [name, value.replaceAll(/[\r\n\0]+/g, ' ')]
      : [];
  });
}

function readPostData(
  postData: unknown,
  size: unknown,
): { readonly body: Uint8Array; readonly omitted?: string } {
  const text = stringAt(postData, 'text');
  if (text !== undefined) {
    const encoding = stringAt(postData, '_encoding') ?? stringAt(postData, 'encoding');
    return { body: Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8') };
  }
  const params = isRecord(postData) && Array.isArray(postData['params']) ? postData['params'] : [];
  if (params.length > 0) {
    const pairs = params.map((one: unknown): [string, string] => [
      stringAt(one, 'name') ?? '',
      stringAt(one, 'value') ?? '',
    ]);
    return { body: Buffer.from(new URLSearchParams(pairs).toString()) };
  }
  const isMissing = typeof size === 'number' && size > 0;
  return isMissing
    ? { body: new Uint8Array(), omitted: 'the HAR file does not have it' }
    : { body: new Uint8Array() };
}

function readResponse(entry: Readonly<Record<string, unknown>>): DeliveredAnswer | null {
  const response = entry['response'];
  if (!isRecord(response)) return null;
  const status = response['status'];
  // Browsers write 0 where no answer came.
  if (typeof status !== 'number' || status < 100 || status > 599) return null;
  const { content, headers } = response;
  const time = entry['time'];
  const text = stringAt(content, 'text') ?? '';
  return {
    status,
    // The content of a HAR file is decompressed.
    headers: readHeaders(headers, 'content-encoding'),
    body: Buffer.from(text, stringAt(content, 'encoding') === 'base64' ? 'base64' : 'utf8'),
    latencyMs: typeof time === 'number' && time > 0 ? time : 0,
  };
}
