import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../core/context.ts';
import { rootCodeOf } from '../core/errors.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import { redact } from '../core/redact.ts';
import type { Exchange, ExchangeKind, Verdict } from './exchange.ts';

/** A request on its way to the add-on, as far as judging it goes. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query as they came in. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Whose request it is and what its token is worth; undefined when somebody else reports it. */
export type Judge = (request: ProxiedRequest) => Promise<Judgement | undefined>;
export interface Judgement {
  readonly kind: ExchangeKind;
  readonly addonKey: string | null;
  readonly verdict: Verdict | null;
}

export interface ProxyOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** The add-on's own server, on loopback. */
  readonly targetPort: number;
  readonly clock: Clock;
  readonly judge: Judge;
  readonly onExchange: (exchange: Omit<Exchange, 'id'>) => void;
  /**
   * Asked for every GET: a function that turns the answer's text into the one to pass on, or undefined to let it
   * stream through untouched.
   */
  readonly rewrite?: (path: string) => ((text: string) => string) | undefined;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * A reverse proxy on loopback in front of an add-on. Bodies pass as streams, untouched; web sockets pass as well.
 * The `Host` header stays that of the proxy, which is where the add-on believes itself to be.
 */
export async function startProxy(options: ProxyOptions): Promise<LoopbackServer> {
  const tunnels = new Set<Duplex>();
  const server = await listenOnLoopback(() => {
    const one = createServer((incoming, response) => forward(incoming, response, options));
    one.on('upgrade', (incoming, socket, head) => forwardUpgrade(incoming, socket, head, options, tunnels));
    return one;
  }, options.port);
  return {
    port: server.port,
    close: async () => {
      // Upgraded sockets are no longer the server's to close.
      for (const socket of tunnels) socket.destroy();
      await server.close();
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, options: ProxyOptions): void {
  const started = options.clock.now();
  const { method = 'GET', url = '/', headers } = incoming;
  const judgement = options.judge({ method, url, headers });
  const rewrite = method === 'GET' ? options.rewrite?.(url.split('?')[0] ?? '') : undefined;
  const outgoing = request(
    {
      host: 'localhost',
      port: options.targetPort,
      method,
      path: url,
      headers: {
        ...forwardedHeaders(incoming),
        // What is rewritten must be readable.
        ...(rewrite === undefined ? {} : { 'accept-encoding': 'identity' }),
      },
      setHost: false,
    },
    (answer) => {
      if (rewrite === undefined) {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHopByHop(answer.headers));
        answer.pipe(response);
      } else {
        void passRewritten(answer, response, rewrite);
      }
      answer.on('error', () => response.destroy());
      response.on('close', () => report(answer.statusCode ?? null));
    },
  );
  outgoing.on('error', (error) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const reason = rootCodeOf(error) ?? error.message;
    response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`connect-kit: the add-on's server does not answer (${reason}).\n`);
    report(null, `the add-on's server does not answer: ${reason}`);
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);

  function report(status: number | null, note?: string): void {
    const durationMs = options.clock.now() - started;
    void judgement.then((found) => {
      if (found === undefined) return;
      options.onExchange({
        time: new Date(started).toISOString(),
        direction: 'to-addon',
        method,
        url: redact(url),
        status,
        durationMs,
        ...found,
        ...(note === undefined ? {} : { note }),
      });
    });
  }
}

async function passRewritten(
  answer: IncomingMessage,
  response: ServerResponse,
  rewrite: (text: string) => string,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = rewrite(Buffer.concat(chunks).toString('utf8'));
  const { etag: _stale, ...headers } = withoutHopByHop(answer.headers);
  response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function forwardUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { targetPort }: ProxyOptions,
  tunnels: Set<Duplex>,
): void {
  const upstream: Socket = connect(targetPort, 'localhost', () => {
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    }
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  for (const side of [socket, upstream]) {
    tunnels.add(side);
    side.on('error', () => end());
    side.on('close', () => end());
  }
  function end(): void {
    for (const side of [socket, upstream]) {
      side.destroy();
      tunnels.delete(side);
    }
  }
}

function forwardedHeaders(incoming: IncomingMessage): IncomingHttpHeaders {
  const host = incoming.headers.host ?? '';
  return {
    ...withoutHopByHop(incoming.headers),
    'x-forwarded-for': incoming.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-host': host,
    'x-forwarded-proto': 'http',
  };
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
