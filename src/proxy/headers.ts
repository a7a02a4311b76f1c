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

/** The headers of a message that are for its receiver, without those that its `Connection` header names. */
export function endToEndHeaders({ rawHeaders, headers }: IncomingMessage): RawHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  return withoutHeaders(rawHeaders, new Set([...HOP_BY_HOP, ...named]));
}

/** The headers of a request as the add-on gets them. */
export function forwardedRequestHeaders(incoming: IncomingMessage): RawHeaders {
  const { headers } = incoming;
  // The server has answered `Expect: 100-continue` itself.
  const kept = withoutHeaders(endToEndHeaders(incoming), new Set(['expect', 'x-forwarded-for']));
  // The body comes without its framing, so its new framing must be named where its length is not.
  const framing = headers['transfer-encoding'] === undefined ? [] : ['Transfer-Encoding', 'chunked'];
  return [...kept, ...framing, ...forwardingHeaders(incoming)];
}

/** Who asked, and under which address. What a proxy in front of this one has said of it stands. */
export function forwardingHeaders({ headers, socket }: IncomingMessage): RawHeaders {
  const hops = [headers['x-forwarded-for'], socket.remoteAddress ?? '127.0.0.1'];
  return [
    'X-Forwarded-For',
    hops.filter((hop) => hop !== undefined).join(', '),
    ...(headers['x-forwarded-host'] === undefined ? ['X-Forwarded-Host', headers.host ?? ''] : []),
    ...(headers['x-forwarded-proto'] === undefined ? ['X-Forwarded-Proto', 'http'] : []),
  ];
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
