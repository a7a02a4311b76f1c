import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from '../../core/context.ts';
import { EnvironmentError, messageOf, rootCodeOf } from '../../core/errors.ts';
import { isLoopbackUrl, loopbackPortOf } from '../../core/loopback.ts';
import { listenOnLoopback } from '../../core/loopback-server.ts';
import type { Verdict } from '../../proxy/exchange.ts';
import {
  endToEndHeaders,
  forwardedRequestHeaders,
  type RawHeaders,
  withoutHeaders,
} from '../../proxy/headers.ts';
import type { DeliveredAnswer, Delivery } from '../delivery.ts';

/** No webhook is as long; longer bodies pass, and are not kept. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/** What the token of a request is worth; null where it carries none or nobody can tell. */
export type JudgeRequest = (
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
) => Promise<Verdict | null>;

export interface ListenOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where deliveries go on to; its path comes before theirs. */
  readonly forward: URL | undefined;
  /** The answer where nothing is forwarded. */
  readonly answer: number;
  /** Path of the base URL that the product knows. */
  readonly basePath: string;
  readonly clock: Clock;
  readonly judge: JudgeRequest;
  /** Told of each delivery after its answer is on the way. */
  readonly onDelivery: (delivery: Delivery) => void;
  /** Told of what was turned away, or broke off before it was whole. */
  readonly onProblem: (message: string) => void;
}

export interface Listener {
  readonly port: number;
  /** Stops listening; what is under way is broken off, and reported. */
  close(): Promise<void>;
}

/**
 * Takes deliveries on loopback: passes them on untouched, or answers them, and reports each as it was.
 * @throws {EnvironmentError} when the port cannot be had
 */
export async function listenForDeliveries(options: ListenOptions): Promise<Listener> {
  const underWay = new Set<Promise<void>>();
  const server = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        if (isFromPage(incoming)) {
          options.onProblem('turned a request away that a web page made');
          response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
          response.end(
            'connect-kit: this listener takes deliveries of products, not requests of web pages.\n',
          );
          return;
        }
        const done = take(incoming, response, options).catch((error: unknown) => {
          options.onProblem(`a delivery broke off: ${rootCodeOf(error) ?? messageOf(error)}`);
          response.destroy();
        });
        underWay.add(done);
        void done.then(() => underWay.delete(done));
      }),
    options.port,
  ).catch((error: unknown) => {
    throw withOwnFlag(error);
  });
  return {
    port: server.port,
    close: async () => {
      await server.close();
      await Promise.all(underWay);
    },
  };
}

/** Other commands name their port otherwise. */
function withOwnFlag(error: unknown): unknown {
  if (!(error instanceof EnvironmentError)) return error;
  return new EnvironmentError(error.code, error.message, {
    cause: error,
    nextSteps: ['Choose another port with --listen, or --listen 0 for any free one.'],
  });
}

/**
 * Behind a tunnel, requests come under any name, so the name tells nothing. But products are no browsers: a page of another
 * site could make requests to this port, and read the answers where its name was led here.
 */
function isFromPage({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  if (origin !== undefined && !isLoopbackUrl(origin)) return true;
  if (loopbackPortOf(headers.host) !== undefined) return false;
  return headers['sec-fetch-site'] !== undefined || /^Mozilla\//.test(headers['user-agent'] ?? '');
}

async function take(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: ListenOptions,
): Promise<void> {
  const { clock, forward } = options;
  const startedAt = clock.now();
  const verdict = options.judge(incoming).catch((): null => null);
  const body = keepStream(incoming);
  // Looked at below, when the answer is on its way.
  body.catch(() => {});
  const { answer, note } =
    forward === undefined
      ? await answerItself(incoming, response, options, startedAt)
      : await passOn(incoming, response, forward, clock);
  await isSent(response);
  const kept = await body;
  const { method = 'POST', url = '/' } = incoming;
  options.onDelivery({
    startedAt,
    request: {
      method,
      target: url,
      basePath: options.basePath,
      headers: endToEndHeaders(incoming),
      ...kept,
    },
    answer,
    note,
    verdict: await verdict,
  });
}

interface Outcome {
  readonly answer: DeliveredAnswer | null;
  readonly note?: string;
}

async function answerItself(
  incoming: IncomingMessage,
  response: ServerResponse,
  { answer: status, clock }: ListenOptions,
  startedAt: number,
): Promise<Outcome> {
  await ended(incoming);
  response.writeHead(status);
  response.end();
  return {
    answer: { status, headers: [], body: new Uint8Array(), latencyMs: clock.now() - startedAt },
    note: 'answered by the listener, which forwards to no add-on',
  };
}

/** Sends the request on and its answer back, both as they come. */
async function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  forward: URL,
  clock: Clock,
): Promise<Outcome> {
  const { method = 'POST', url = '/' } = incoming;
  const send = forward.protocol === 'https:' ? requestHttps : requestHttp;
  const sentAt = clock.now();
  const outgoing = send(forward, {
    method,
    path: `${forward.pathname.replace(/\/$/, '')}${url}`,
    headers: [...headersFor(forward, incoming)],
    setHost: false,
    // A connection that is kept could be one that a restarted add-on has just closed.
    agent: false,
  });
  incoming.pipe(outgoing);
  response.on('close', () => outgoing.destroy());
  let received: IncomingMessage;
  try {
    received = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
      response.on('close', () => reject(new Error('the sender went away')));
    });
  } catch (error) {
    const reason = rootCodeOf(error) ?? messageOf(error);
    if (!response.headersSent && !response.destroyed) {
      // What is still to come of the request has nowhere to go, but is part of the recording.
      incoming.unpipe(outgoing);
      incoming.resume();
      response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`connect-kit: the add-on does not answer (${reason}).\n`);
    }
    return { answer: null, note: `no answer: ${reason}` };
  }
  const body = keepStream(received);
  // Looked at below, and only when the answer is whole.
  body.catch(() => {});
  const headers = endToEndHeaders(received);
  response.writeHead(received.statusCode ?? 502, received.statusMessage, [...headers]);
  received.pipe(response);
  const broken = await ended(received).then(
    () => undefined,
    (error: unknown) => rootCodeOf(error) ?? messageOf(error),
  );
  if (broken !== undefined) response.destroy();
  const kept = broken === undefined ? await body : { body: new Uint8Array(), omitted: 'it broke off' };
  const answer = { status: received.statusCode ?? 502, headers, ...kept, latencyMs: clock.now() - sentAt };
  return broken === undefined ? { answer } : { answer, note: `the answer broke off: ${broken}` };
}

/** On this machine, the add-on sees the name that it believes to have; elsewhere, names tell servers apart. */
function headersFor(forward: URL, incoming: IncomingMessage): RawHeaders {
  const headers = forwardedRequestHeaders(incoming);
  if (isLoopbackUrl(forward.href)) return headers;
  return ['Host', forward.host, ...withoutHeaders(headers, new Set(['host']))];
}

/** The whole of a stream that others read as well. */
async function keepStream(
  stream: IncomingMessage,
): Promise<{ readonly body: Uint8Array; readonly omitted?: string }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  stream.on('data', (chunk: Uint8Array) => {
    size += chunk.length;
    if (size <= MAX_KEPT_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  });
  await ended(stream);
  return size <= MAX_KEPT_BYTES
    ? { body: Buffer.concat(chunks) }
    : { body: new Uint8Array(), omitted: `it is longer than ${MAX_KEPT_BYTES / 1024 / 1024} MiB` };
}

/** Resolves when the answer is out of our hands, or nobody is there to take it. */
async function isSent(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.destroyed) return;
  await new Promise<void>((resolve) => {
    response.once('finish', resolve);
    response.once('close', resolve);
  });
}

async function ended(stream: IncomingMessage): Promise<void> {
  if (stream.readableEnded) return;
  await new Promise<void>((resolve, reject) => {
    stream.once('end', resolve);
    stream.once('error', reject);
    stream.once('close', () => {
      if (stream.readableEnded) resolve();
      else reject(new Error('the connection was closed'));
    });
  });
}
