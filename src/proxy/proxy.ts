import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../core/context.ts';
import { messageOf, rootCodeOf } from '../core/errors.ts';
import { loopbackPortOf } from '../core/loopback.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import type { Exchange, ExchangeKind, Verdict } from './exchange.ts';
import { endToEndHeaders, forwardedRequestHeaders } from './headers.ts';
import { type Message, redactUrl } from './message.ts';
import { headOf, listenIn } from './recorder.ts';
import { askForWholeText, passRewritten, type Rewrite } from './rewrite.ts';
import { forwardUpgrade } from './upgrade.ts';

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
  readonly product?: 'jira' | 'confluence';
  /** Faults that had a part in it, in words. */
  readonly faults?: readonly string[];
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
  readonly rewrite?: (path: string) => Rewrite | undefined;
}

/**
 * A reverse proxy on loopback in front of an add-on. Bodies pass as streams, untouched; web sockets pass as well.
 * The `Host` header stays that of the proxy, which is where the add-on believes itself to be; requests under other
 * names than this machine's own are turned away, for they come from a page that was led here.
 */
export async function startProxy(options: ProxyOptions): Promise<LoopbackServer> {
  const tunnels = new Set<Duplex>();
  const server = await listenOnLoopback(() => {
    const one = createServer((incoming, response) => {
      if (isForUs(incoming)) forward(incoming, response, options);
      else refuse(response);
    });
    one.on('upgrade', (incoming, socket, head) => {
      if (isForUs(incoming)) forwardUpgrade(incoming, socket, head, options.targetPort, tunnels);
      else socket.destroy();
    });
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

function isForUs({ headers }: IncomingMessage): boolean {
  return loopbackPortOf(headers.host) !== undefined;
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end('connect-kit: this proxy answers to no other name than localhost.\n');
}

function forward(incoming: IncomingMessage, response: ServerResponse, options: ProxyOptions): void {
  const { method = 'GET', url = '/' } = incoming;
  const messages: Recorded = { request: listenIn(incoming), response: undefined };
  const report = createReport(incoming, messages, options);
  const isRead = method === 'GET' || method === 'HEAD';
  const rewrite = isRead ? options.rewrite?.(url.split('?')[0] ?? '') : undefined;
  const headers = forwardedRequestHeaders(incoming);
  let answer: IncomingMessage | undefined;
  let failure: { readonly status: number | null; readonly note: string } | undefined;

  const outgoing = request({
    host: 'localhost',
    port: options.targetPort,
    method,
    path: url,
    headers: rewrite === undefined ? headers : askForWholeText(headers),
    setHost: false,
    // A connection that is kept could be one that a restarted add-on has just closed.
    agent: false,
  });
  outgoing.on('response', (received) => {
    answer = received;
    if (rewrite !== undefined) {
      messages.response = () => headOf(received);
      passRewritten(received, response, rewrite).catch(fail);
      return;
    }
    received.on('error', fail);
    messages.response = listenIn(received);
    response.writeHead(received.statusCode ?? 502, received.statusMessage, [...endToEndHeaders(received)]);
    received.pipe(response);
  });
  outgoing.on('error', (error) => {
    // An add-on may answer, and close, before it has read the whole request: its answer stands.
    if (answer === undefined) fail(error);
  });
  response.on('close', () => {
    outgoing.destroy();
    if (failure !== undefined) report(failure.status, failure.note);
    else if (answer === undefined) report(null, 'the client went away before the add-on answered');
    else if (response.writableFinished) report(answer.statusCode ?? null);
    else report(answer.statusCode ?? null, 'the client went away before the answer ended');
  });
  incoming.pipe(outgoing);

  function fail(error: unknown): void {
    if (response.destroyed) return;
    const reason = rootCodeOf(error) ?? messageOf(error);
    if (response.headersSent) {
      failure = { status: answer?.statusCode ?? null, note: `the add-on's answer broke off: ${reason}` };
      response.destroy();
      return;
    }
    failure = { status: null, note: `the add-on's server does not answer: ${reason}` };
    response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`connect-kit: the add-on's server does not answer (${reason}).\n`);
  }
}

/** What is kept of a request and of its answer. */
interface Recorded {
  readonly request: () => Message;
  /** Undefined as long as none has come. */
  response: (() => Message) | undefined;
}

/** @returns a function that reports how the request ended */
function createReport(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  messages: Recorded,
  { clock, judge, onExchange }: ProxyOptions,
): (status: number | null, note?: string) => void {
  const started = clock.now();
  const judgement = judge({ method, url, headers }).catch(
    (error: unknown): Judgement => ({ kind: 'other', addonKey: null, verdict: unjudged(error) }),
  );
  return (status, note) => {
    const durationMs = clock.now() - started;
    const request = messages.request();
    const response = messages.response?.();
    void judgement.then((found) => {
      if (found === undefined) return;
      onExchange({
        time: new Date(started).toISOString(),
        direction: 'to-addon',
        method,
        url: redactUrl(url),
        status,
        durationMs,
        ...found,
        ...(note === undefined ? {} : { note }),
        request,
        ...(response === undefined ? {} : { response }),
      });
    });
  };
}

function unjudged(error: unknown): Verdict {
  return { valid: false, reason: 'malformed', message: `The token could not be judged: ${messageOf(error)}` };
}
