import type { DeliveredAnswer, DeliveredRequest, Delivery } from '../delivery.ts';
import { findEventName } from '../event-name.ts';
import {
  type HeaderList,
  headerOf,
  NO_BODY,
  type RecordedBody,
  type Recording,
} from '../recording/recording.ts';
import { bodyOf } from '../recording/serialize.ts';
import { Redactor } from '../redact/redactor.ts';
import type { Rules } from '../redact/rules.ts';
import { decodeContent } from './decode-content.ts';

/** What concerns one connection, is written anew whenever something is sent, or tells who passed it on. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
  'date',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'x-original-host',
]);
const DROPPED_PREFIXES = ['x-forwarded-', 'cf-', 'cdn-loop', 'fly-', 'ngrok-', 'x-envoy-'];

/**
 * What is kept of a delivery, without what must not be. Everything that gets into a file comes through here.
 * @param id unique to the delivery
 */
export async function toRecording(delivery: Delivery, id: string, rules: Rules): Promise<Recording> {
  const redactor = new Redactor(rules);
  const { request, answer } = delivery;
  const [path = '/', query] = splitTarget(request.target);
  const keptPath = redactor.path(path, 'request.path');
  const keptQuery = query === undefined ? null : redactor.query(query, 'request.query');
  const kept = await keepMessage(request, 'request', redactor);
  const response =
    answer === null
      ? null
      : {
          status: answer.status,
          latencyMs: Math.max(0, Math.round(answer.latencyMs * 10) / 10),
          ...(await keepMessage(answer, 'response', redactor)),
        };
  const event = delivery.event ?? findEventName(kept.body.bytes);
  const { verdict } = delivery;
  return {
    id,
    time: new Date(delivery.startedAt).toISOString(),
    event: event === undefined ? null : redactor.remark(event),
    addonKey: delivery.addonKey ?? null,
    request: {
      method: request.method.toUpperCase(),
      path: keptPath,
      query: keptQuery,
      basePath: request.basePath ?? '',
      ...kept,
    },
    response,
    note: delivery.note === undefined ? undefined : redactor.remark(delivery.note),
    verdict: verdict === null ? null : { ...verdict, message: redactor.remark(verdict.message) },
    redactions: redactor.redactions,
  };
}

/** A request line may hold a whole URL, or a path with characters that no path has. */
function splitTarget(target: string): readonly [string, string?] {
  const [withoutFragment = ''] = target.split('#');
  const local = withoutFragment.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  const path = (mark === -1 ? local : local.slice(0, mark)).replaceAll(/\s/g, '%20');
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return mark === -1 ? [rooted] : [rooted, local.slice(mark + 1)];
}

async function keepMessage(
  { headers, body, omitted }: Pick<DeliveredRequest | DeliveredAnswer, 'headers' | 'body' | 'omitted'>,
  name: 'request' | 'response',
  redactor: Redactor,
): Promise<{ readonly headers: HeaderList; readonly body: RecordedBody }> {
  const all = pairsOf(headers);
  const encoding = headerOf(all, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  const kept = all
    .filter(([header]) => isKept(header, encoding))
    .map(([header, value]): readonly [string, string] => [
      header,
      redactor.header(header, value, `${name}.headers`),
    ]);
  if (omitted !== undefined) return { headers: kept, body: { ...NO_BODY, omitted } };
  return { headers: kept, body: await keepBody(body, encoding, all, name, redactor) };
}

async function keepBody(
  body: Uint8Array,
  encoding: string,
  headers: HeaderList,
  name: string,
  redactor: Redactor,
): Promise<RecordedBody> {
  if (body.length === 0) return NO_BODY;
  const decoded = await decodeContent(body, encoding);
  if ('problem' in decoded) return { ...NO_BODY, omitted: decoded.problem };
  const type = headerOf(headers, 'content-type') ?? '';
  const charset = /charset="?([^\s;"]+)/i.exec(type)?.[1];
  if (isWideText(decoded.bytes, charset)) {
    return { ...NO_BODY, omitted: 'it is in a charset in which nothing is looked for' };
  }
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  return bodyOf(redactor.body(decoded.bytes, `${name}.body`, isForm));
}

/** UTF-16, UTF-32 and the like, where no expression finds anything. */
function isWideText(bytes: Uint8Array, charset: string | undefined): boolean {
  if (charset !== undefined && !/^(?:utf-?8|us-ascii|iso-8859-\d+|windows-125\d|latin-?1)$/i.test(charset))
    return true;
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  let zeros = 0;
  const sample = bytes.subarray(0, 400);
  for (const byte of sample) if (byte === 0) zeros += 1;
  return sample.length >= 8 && zeros * 4 > sample.length;
}

function isKept(header: string, encoding: string): boolean {
  const name = header.toLowerCase();
  if (name === 'content-encoding') return encoding === 'identity';
  return !DROPPED.has(name) && !DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix));
}

function pairsOf(raw: readonly string[]): HeaderList {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
