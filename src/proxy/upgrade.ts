import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { rootCodeOf } from '../core/errors.ts';
import { forwardingHeaders } from './headers.ts';

/**
 * Hands a request to upgrade (a web socket) to the add-on and joins both connections, whatever the add-on answers.
 * @param tunnels holds both sockets for as long as they are open
 */
export function forwardUpgrade(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  targetPort: number,
  tunnels: Set<Duplex>,
): void {
  const upstream = connect(targetPort, 'localhost', () => {
    upstream.write(requestHead(incoming));
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  let isConnected = false;
  upstream.once('connect', () => {
    isConnected = true;
  });
  upstream.on('error', (error) => {
    if (isConnected || client.destroyed) client.destroy();
    else client.end(badGateway(rootCodeOf(error) ?? error.message));
  });
  client.on('error', () => upstream.destroy());
  client.on('close', () => upstream.destroy());
  for (const side of [client, upstream]) {
    tunnels.add(side);
    side.on('close', () => tunnels.delete(side));
  }
}

function requestHead(incoming: IncomingMessage): string {
  const headers = [...incoming.rawHeaders, ...forwardingHeaders(incoming)];
  const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
  for (let index = 0; index < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function badGateway(reason: string): string {
  const body = `connect-kit: the add-on's server does not answer (${reason}).\n`;
  return [
    'HTTP/1.1 502 Bad Gateway',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
