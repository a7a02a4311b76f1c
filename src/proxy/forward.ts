import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { hasCode, messageOf, rootCodeOf } from '../core/errors.ts';
import {
  endToEndHeaders,
  forwardedRequestHeaders,
  headerPairs,
  type RawHeaders,
  trailerOf,
  withoutHeaders,
} from './headers.ts';
import { headOf, listenIn } from './keep.ts';
import { answerOneself, type OwnAnswer } from './own-answer.ts';
import type { Report } from './report.ts';
import { askForWholeText, passRewritten, type Rewrite } from './rewrite.ts';
import type { Upstream } from './upstream.ts';

export interface Passage {
  readonly upstream: Upstream;
  readonly publicUrl: URL | undefined;
  /** Hand the add-on its own address as `Host`. */
  readonly hidesHost: boolean;
  /** Where the answer is a text that does not pass as it is. */
  readonly rewrite: Rewrite | undefined;
  readonly report: Report;
  /** Told of an answer before whoever asked is. */
  readonly onAnswer: ((status: number) => void) | undefined;
  /** Where a web socket is asked for: takes over when the add-on agrees. */
  readonly onUpgrade?: (answer: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Sends a request on to the add-on and its answer back. Bodies pass as streams, no faster than they are taken.
 * @param body where the request's body comes, when that is not the request itself
 */
export function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  passage: Passage,
  body: Readable = incoming,
): void {
  const { upstream, report, rewrite } = passage;
  const { method = 'GET', url = '/' } = incoming;
  report.request = listenIn(incoming, body);
  const headers = headersFor(incoming, passage);
  const isRepeatable = SAFE_METHODS.includes(method) && !hasBody(incoming);
  let outgoing = send(isRepeatable && passage.onUpgrade === undefined);
  let answer: IncomingMessage | undefined;
  let failure: { readonly status: number | null; readonly note: string } | undefined;
  let hasTimedOut = false;

  if (isRepeatable) {
    body.resume();
    outgoing.end();
  } else {
    // What waits for leave to send its body, or sends it slowly, has its head passed on before.
    flushUnlessBegun(body, () => outgoing.flushHeaders());
    body.on('end', () => passTrailers(incoming, outgoing));
    body.pipe(outgoing);
  }
  response.on('close', () => {
    outgoing.destroy();
    // What is still to come of the request has nowhere to go, but the next one comes behind it.
    body.unpipe();
    body.resume();
    if (failure !== undefined) report.end(failure.status, failure.note);
    else if (answer === undefined) report.end(null, 'the client went away before the add-on answered');
    else if (response.writableFinished) report.end(answer.statusCode ?? null);
    else report.end(answer.statusCode ?? null, 'the client went away before the answer ended');
  });

  function send(mayReuse: boolean): ClientRequest {
    const one = upstream.send({ method, path: url, headers, mayReuse });
    one.on('continue', () => response.writeContinue());
    one.on('response', receive);
    if (passage.onUpgrade !== undefined) {
      one.on('upgrade', (received, socket, head) => {
        socket.setTimeout(0);
        passage.onUpgrade?.(received, socket, head);
      });
    }
    one.on('timeout', () => {
      // A stream of events may be quiet for as long as it likes.
      if (answer !== undefined) return;
      hasTimedOut = true;
      one.destroy();
    });
    one.on('error', (error) => {
      // An add-on may answer, and close, before it has read the whole request: its answer stands.
      if (answer !== undefined || one !== outgoing) return;
      if (mayReuse && one.reusedSocket && !hasTimedOut && hasCode(error, 'ECONNRESET', 'EPIPE')) {
        // It has closed the connection that was kept, before it could see this request.
        outgoing = send(false);
        outgoing.end();
      } else fail(error);
    });
    return one;
  }

  function receive(received: IncomingMessage): void {
    answer = received;
    const { statusCode = 502, statusMessage } = received;
    passage.onAnswer?.(statusCode);
    report.answered(received);
    if (rewrite !== undefined) {
      report.response = headOf(received);
      passRewritten(received, response, rewrite).catch(fail);
      return;
    }
    received.on('error', fail);
    report.response = listenIn(received);
    response.writeHead(statusCode, statusMessage, [...answerHeaders(received, incoming)]);
    // A stream whose first event is a minute away has begun all the same.
    flushUnlessBegun(received, () => response.flushHeaders());
    received.on('end', () => passTrailers(received, response));
    received.pipe(response);
  }

  function fail(error: unknown): void {
    if (response.destroyed) return;
    const reason = rootCodeOf(error) ?? messageOf(error);
    if (response.headersSent) {
      failure = { status: answer?.statusCode ?? null, note: `the add-on's answer broke off: ${reason}` };
      response.destroy();
      return;
    }
    const own = hasTimedOut ? TOO_SLOW : unreachable(reason);
    failure = { status: null, note: own.message };
    answerOneself(incoming, response, own);
  }
}

const TOO_SLOW: OwnAnswer = {
  status: 504,
  code: 'addon-too-slow',
  message: "the add-on's server does not answer in time.",
  nextSteps: ['Look at what the add-on is waiting for: it took the request and said nothing.'],
};

function unreachable(reason: string): OwnAnswer {
  return {
    status: 502,
    code: 'addon-unreachable',
    message: `the add-on's server does not answer: ${reason}`,
    nextSteps: ['Start the add-on, or start it again, and look at its last lines.'],
  };
}

function headersFor(
  incoming: IncomingMessage,
  { rewrite, publicUrl, hidesHost, upstream, onUpgrade }: Passage,
): RawHeaders {
  const headers = forwardedRequestHeaders(incoming, { publicUrl, keepsExpect: true });
  const named = hidesHost
    ? ['Host', upstream.url.host, ...withoutHeaders(headers, new Set(['host']))]
    : headers;
  if (onUpgrade !== undefined) return ['Connection', 'Upgrade', 'Upgrade', 'websocket', ...named];
  return rewrite === undefined ? named : askForWholeText(named);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Trailers are announced only where the answer goes on in chunks. */
function answerHeaders(received: IncomingMessage, { method, httpVersion }: IncomingMessage): RawHeaders {
  const headers = endToEndHeaders(received);
  const isChunked = method !== 'HEAD' && httpVersion === '1.1';
  return isChunked ? [...headers, ...trailerOf(received)] : headers;
}

/** A head goes together with the beginning of its body, where that comes at once. */
function flushUnlessBegun(body: Readable, flush: () => void): void {
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
  };
  body.once('data', begin).once('end', begin);
  setImmediate(() => {
    if (!hasBegun) flush();
  });
}

function passTrailers({ rawTrailers }: IncomingMessage, to: ClientRequest | ServerResponse): void {
  if (rawTrailers.length > 0) to.addTrailers([...headerPairs(rawTrailers)]);
}
