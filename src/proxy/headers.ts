import type { IncomingMessage } from 'node:http';

/** Names and values by turns, in their order and spelling: an object would join or drop what is repeated. */
export type RawHeaders = readonly string[];

/** Headers that concern one connection only. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a `Connection` header cannot take away: it would change whose message this is, or where it ends. */
const NEVER_DROPPED = new Set([
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'authorization',
  'cookie',
  'set-cookie',
  'location',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

/** The headers of a message that are for its receiver, without those that its `Connection` header names. */
export function endToEndHeaders({ rawHeaders, headers }: IncomingMessage): RawHeaders {
  const { connection } = headers;
  // Nearly always; nothing is to be taken apart then.
  if (connection === undefined || /^(?:keep-alive|close)$/i.test(connection)) {
    return withoutHeaders(rawHeaders, HOP_BY_HOP);
  }
  const named = connection
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => !NEVER_DROPPED.has(name));
  return withoutHeaders(rawHeaders, new Set([...HOP_BY_HOP, ...named]));
}

export interface Forwarding {
  /** The address that the world knows, when the request may have come by it. */
  readonly publicUrl?: URL | undefined;
  /** Left to the receiver to answer, where this side has not done so. */
  readonly keepsExpect?: boolean;
}

const REPLACED = new Set(['x-forwarded-for', 'forwarded']);
const REPLACED_AND_EXPECT = new Set([...REPLACED, 'expect']);

/** The headers of a request as the add-on gets them. */
export function forwardedRequestHeaders(incoming: IncomingMessage, forwarding: Forwarding = {}): RawHeaders {
  const { headers } = incoming;
  const replaced = forwarding.keepsExpect === true ? REPLACED : REPLACED_AND_EXPECT;
  const kept = withoutHeaders(endToEndHeaders(incoming), replaced);
  // The body comes without its framing, so its new framing must be named where its length is not.
  const framing = headers['transfer-encoding'] === undefined ? [] : ['Transfer-Encoding', 'chunked'];
  return [...kept, ...framing, ...trailerOf(incoming), ...forwardingHeaders(incoming, forwarding)];
}

/** Names what comes after the body; only bodies in chunks have something after them. */
export function trailerOf({ headers }: IncomingMessage): RawHeaders {
  const { trailer } = headers;
  const isChunked = headers['transfer-encoding'] !== undefined;
  return trailer !== undefined && isChunked ? ['Trailer', trailer] : [];
}

/** Who asked, and under which address. What a proxy in front of this one has said of it stands. */
export function forwardingHeaders(
  { headers, socket }: IncomingMessage,
  { publicUrl }: Forwarding,
): RawHeaders {
  const { host = '' } = headers;
  const ownHop = socket.remoteAddress ?? '127.0.0.1';
  const before = textOf(headers['x-forwarded-for']);
  const shownHost = textOf(headers['x-forwarded-host']);
  const shownProto = textOf(headers['x-forwarded-proto']);
  // A tunnel that says nothing still came by its own address.
  const proto =
    shownProto ?? (publicUrl?.host === host.toLowerCase() ? publicUrl.protocol.slice(0, -1) : 'http');
  return [
    'X-Forwarded-For',
    before === undefined ? ownHop : `${before}, ${ownHop}`,
    ...(shownHost === undefined ? ['X-Forwarded-Host', host] : []),
    ...(shownProto === undefined ? ['X-Forwarded-Proto', proto] : []),
    'Forwarded',
    forwarded(textOf(headers.forwarded), { before, ownHop, host: shownHost ?? host, proto }),
  ];
}

/** As RFC 7239 has it; what only the older headers said is said in it as well. */
function forwarded(
  said: string | undefined,
  hops: {
    readonly before: string | undefined;
    readonly ownHop: string;
    readonly host: string;
    readonly proto: string;
  },
): string {
  if (said !== undefined) return `${said}, for=${node(hops.ownHop)}`;
  const [client = '', ...others] = [...(hops.before?.split(',') ?? []), hops.ownHop].map((hop) => hop.trim());
  const [host = ''] = hops.host.split(',');
  const [proto = ''] = hops.proto.split(',');
  return [
    `for=${node(client)};host=${quoted(host.trim())};proto=${quoted(proto.trim())}`,
    ...others.map((hop) => `for=${node(hop)}`),
  ].join(', ');
}

/** Addresses of IPv6 stand in brackets, and with any other mark than that of a token, in quotes. */
function node(address: string): string {
  return /^[\da-f:]*:[\da-f:.]*:[\da-f:.]*$/i.test(address) ? `"[${address}]"` : quoted(address);
}

function quoted(text: string): string {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

/** @param names lower case */
export function withoutHeaders(headers: RawHeaders, names: ReadonlySet<string>): RawHeaders {
  const kept: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!names.has(name.toLowerCase())) kept.push(name, headers[index + 1] ?? '');
  }
  return kept;
}

/** Names with their values. */
export function headerPairs(raw: RawHeaders): readonly [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return pairs;
}
