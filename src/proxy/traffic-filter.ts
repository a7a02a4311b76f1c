import { PRODUCTS } from '../catalog/products.ts';
import { parseDuration } from '../core/duration.ts';
import { matchesGlob } from '../core/glob.ts';
import { EXCHANGE_KINDS, type Exchange, type ExchangeKind } from './exchange.ts';

/** Which exchanges are wanted; what is left out is not looked at. */
export interface TrafficFilter {
  readonly addon?: string;
  readonly product?: 'jira' | 'confluence';
  readonly direction?: Exchange['direction'];
  readonly kinds?: readonly ExchangeKind[];
  readonly status?: StatusFilter;
  /** A pattern for the path. */
  readonly path?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  /** How many of the latest. */
  readonly last?: number;
}

/** A status code, a class of them, or `failed`: no answer, 400 and above, or a token that is not valid. */
type StatusFilter = number | `${1 | 2 | 3 | 4 | 5}xx` | 'failed';

/** What was asked for is not to be understood. */
export class TrafficFilterError extends Error {
  override readonly name = 'TrafficFilterError';
}

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
const DIRECTIONS = ['to-addon', 'to-product'] as const;

/** Names of the fields of a filter in a query, which are the flags of the command as well. */
const FILTER_NAMES = ['addon', 'product', 'direction', 'kind', 'status', 'path', 'since', 'last'] as const;
export type FilterFields = Readonly<Partial<Record<(typeof FILTER_NAMES)[number], string>>>;

/**
 * @param fields as they stand in a query or behind flags
 * @param now milliseconds since the epoch, which lengths of time count back from
 * @throws {TrafficFilterError}
 */
export function parseTrafficFilter(fields: FilterFields, now: number): TrafficFilter {
  const { addon, product, direction, kind, status, path, since, last } = fields;
  return {
    ...(addon === undefined ? {} : { addon }),
    ...(product === undefined ? {} : { product: parseProduct(product) }),
    ...(direction === undefined ? {} : { direction: parseOneOf('direction', direction, DIRECTIONS) }),
    ...(kind === undefined
      ? {}
      : { kinds: kind.split(',').map((one) => parseOneOf('kind', one.trim(), EXCHANGE_KINDS)) }),
    ...(status === undefined ? {} : { status: parseStatus(status) }),
    ...(path === undefined ? {} : { path }),
    ...(since === undefined ? {} : { since: parseSince(since, now) }),
    ...(last === undefined ? {} : { last: parseLast(last) }),
  };
}

/** The fields that a filter is asked for by. */
export function filterFieldsOf(query: Readonly<Record<string, string>>): FilterFields {
  return Object.fromEntries(
    FILTER_NAMES.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
  );
}

/** Whether it is one of those that are wanted, however many that are. */
export function isWanted(exchange: Exchange, filter: TrafficFilter): boolean {
  const { addon, product, direction, kinds, status, path, since } = filter;
  return (
    (addon === undefined || exchange.addonKey === addon) &&
    (product === undefined || exchange.product === product) &&
    (direction === undefined || exchange.direction === direction) &&
    (kinds === undefined || kinds.includes(exchange.kind)) &&
    (status === undefined || hasStatus(exchange, status)) &&
    (path === undefined || matchesGlob(path, pathOf(exchange.url))) &&
    (since === undefined || Date.parse(exchange.time) >= since)
  );
}

/** Those that are wanted, oldest first. */
export function filterExchanges(exchanges: readonly Exchange[], filter: TrafficFilter): readonly Exchange[] {
  const wanted = exchanges.filter((exchange) => isWanted(exchange, filter));
  return filter.last === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - filter.last));
}

/** True when it did not end as it should. */
export function hasFailed({ status, verdict }: Exchange): boolean {
  return status === null || status >= 400 || verdict?.valid === false;
}

/** The path of an absolute or relative URL, without its query. */
export function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '';
  return path === '' ? '/' : path;
}

function hasStatus(exchange: Exchange, wanted: StatusFilter): boolean {
  if (wanted === 'failed') return hasFailed(exchange);
  if (typeof wanted === 'number') return exchange.status === wanted;
  return exchange.status !== null && `${Math.floor(exchange.status / 100)}xx` === wanted;
}

function parseProduct(text: string): 'jira' | 'confluence' {
  return parseOneOf('product', text, PRODUCTS);
}

function parseOneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === text);
  if (found !== undefined) return found;
  throw new TrafficFilterError(`${name} is one of ${choices.join(', ')}, not ${JSON.stringify(text)}.`);
}

function parseStatus(text: string): StatusFilter {
  if (text === 'failed') return text;
  const group = CLASSES.find((one) => one === text.toLowerCase());
  if (group !== undefined) return group;
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new TrafficFilterError(
    `status is a code such as 401, a class such as 4xx, or failed, not ${JSON.stringify(text)}.`,
  );
}

function parseSince(text: string, now: number): number {
  const duration = parseDuration(text);
  if (duration !== undefined) return now - duration;
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new TrafficFilterError(
    `since is a length of time such as 10m, or a moment such as 2026-11-21T10:00:00Z, not ${JSON.stringify(text)}.`,
  );
}

function parseLast(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new TrafficFilterError(`last is a number, not ${JSON.stringify(text)}.`);
}
