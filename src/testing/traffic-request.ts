import { HOST_PARAMETERS } from '../catalog/context-variables.ts';
import { matchesGlob } from '../core/glob.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { Message } from '../proxy/message.ts';
import { pathOf } from '../proxy/traffic-filter.ts';
import type { TrafficMatch, TrafficMessage, TrafficRequest } from './api.ts';
import { type Realm, toRealm } from './realm.ts';

/** An exchange as tests look at it. */
export function toRequest(exchange: Exchange, realm: Realm): TrafficRequest {
  const { direction, kind, method, url, status, addonKey, product, verdict, time, note } = exchange;
  return {
    from: direction === 'to-product' ? 'addon' : 'host',
    ...{ kind, method, url, path: pathOf(url) },
    status: status ?? undefined,
    addon: addonKey ?? undefined,
    product,
    verdict: verdict === null ? undefined : toRealm(realm, verdict),
    time: new Date(time),
    request: toMessage(exchange.request, realm),
    response: toMessage(exchange.response, realm),
    note,
  };
}

function toMessage(message: Message | undefined, realm: Realm): TrafficMessage {
  return { headers: toRealm(realm, message?.headers ?? {}), body: message?.body };
}

/** What the products add to every address of a page. */
const HOST_PARAMETER = new RegExp(`(?<=[?&])(?:${[...HOST_PARAMETERS].join('|')})=[^&]*(?:&|$)`, 'g');

const FIELDS = ['from', 'kind', 'method', 'path', 'status', 'addon', 'product', 'where'];

/** The fields of a match that nobody knows. */
export function unknownFields(match: TrafficMatch): readonly string[] {
  return Object.keys(match).filter((name) => !FIELDS.includes(name));
}

export const MATCH_FIELDS: readonly string[] = FIELDS;

export function fits(request: TrafficRequest, match: TrafficMatch): boolean {
  const { from, kind, method, path, status, addon, product, where } = match;
  return (
    (from === undefined || request.from === from) &&
    (kind === undefined || request.kind === kind) &&
    (method === undefined || request.method === method.toUpperCase()) &&
    (path === undefined || hasPath(request, path)) &&
    (status === undefined || hasStatus(request, status)) &&
    (addon === undefined || request.addon === addon) &&
    (product === undefined || request.product === product) &&
    (where === undefined || where(request))
  );
}

function hasPath({ path }: TrafficRequest, wanted: string | RegExp): boolean {
  if (typeof wanted === 'string') return matchesGlob(wanted, path);
  // One with the flag g remembers where it was.
  wanted.lastIndex = 0;
  return wanted.test(path);
}

function hasStatus({ status }: TrafficRequest, wanted: number | string): boolean {
  if (typeof wanted === 'number') return status === wanted;
  if (wanted === 'none') return status === undefined;
  return status !== undefined && (wanted === String(status) || wanted === `${Math.floor(status / 100)}xx`);
}

/** A match in words, for what a failed assertion says. */
export function describeMatch({ where, path, ...rest }: TrafficMatch): string {
  const parts = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  if (path !== undefined) parts.push(`path ${path}`);
  if (where !== undefined) parts.push('a condition of the test');
  return parts.length === 0 ? 'anything' : parts.join(', ');
}

export function describeRequest({ from, kind, method, url, status, verdict, note }: TrafficRequest): string {
  const answer = status === undefined ? `no answer${note === undefined ? '' : ` (${note})`}` : String(status);
  const shown = url.replace(HOST_PARAMETER, '').replace(/[?&]$/, '');
  const token = verdict === undefined || verdict.valid ? '' : `; token: ${verdict.message}`;
  return `${from} → ${from === 'addon' ? 'host' : 'addon'}  ${kind}  ${method} ${shown} → ${answer}${token}`;
}
