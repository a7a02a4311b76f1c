import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { hasCode, messageOf, rootCodeOf } from '../../core/errors.ts';
import { AnswerReader, MalformedAnswerError } from './answer-reader.ts';
import { createRequestEncoder, type EncodedRequest, type OutgoingRequest } from './encode-request.ts';

/** How it ended. */
export interface SendResult {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** Empty unless bodies are kept; undefined when it was longer than is kept. */
  readonly body: Uint8Array | undefined;
  /** What the body is compressed with, in lower case. */
  readonly encoding?: string | undefined;
  readonly latencyMs: number;
  /** Why no answer came, or not all of it. */
  readonly error: string | undefined;
}

/** One connection, which is kept: one request at a time, others wait. */
export interface Sender {
  send(request: OutgoingRequest): Promise<SendResult>;
  /** Breaks off what is under way, and what waits. */
  destroy(): void;
}

export interface SenderOptions {
  /** Milliseconds that an answer may take, from the request to its end. */
  readonly timeout: number;
  readonly keepBodies: boolean;
  /** Milliseconds, to a fraction of one; from any start. */
  readonly timer: () => number;
}

/** What the products wait for a connection. */
const CONNECT_TIMEOUT = 5000;
/** Timers are no longer. */
const MAX_TIMEOUT = 2 ** 31 - 1;
/** Whoever answers with more is not held to it; recordings have no longer bodies. */
const MAX_BODY = 32 * 1024 * 1024;
/** A connection on which nothing went so long is not used again, unless the server said that it keeps it for longer. */
const MAX_IDLE = 1000;

/**
 * Senders to one server. They speak HTTP/1.1 themselves: a client for everything spends more time on a request than the
 * rest of a replay together, and an add-on that is to be put under load should be what is slow.
 */
export function createSenders(origin: string, count: number, options: SenderOptions): readonly Sender[] {
  const url = new URL(origin);
  const encode = createRequestEncoder(url.host);
  const open = () => openSocket(url);
  return Array.from({ length: count }, () => new KeptConnection(encode, open, options));
}

interface Job {
  readonly request: OutgoingRequest;
  readonly resolve: (result: SendResult) => void;
}

class KeptConnection implements Sender {
  readonly #encode: (request: OutgoingRequest) => EncodedRequest;
  readonly #open: () => Socket;
  readonly #options: SenderOptions;
  readonly #waiting: Job[] = [];
  #socket: Socket | undefined;
  /** Undefined while nothing is under way. */
  #job: Job | undefined;
  #reader = new AnswerReader(false, 0);
  #startedAt = 0;
  /** When the socket is too old to be used again. */
  #usableUntil = 0;
  #connecting: NodeJS.Timeout | undefined;
  /** One for all answers, started again for each. */
  #answering: NodeJS.Timeout | undefined;
  #isDestroyed = false;

  constructor(
    encode: (request: OutgoingRequest) => EncodedRequest,
    open: () => Socket,
    options: SenderOptions,
  ) {
    this.#encode = encode;
    this.#open = open;
    this.#options = options;
  }

  send(request: OutgoingRequest): Promise<SendResult> {
    return new Promise((resolve) => {
      const job = { request, resolve };
      if (this.#job === undefined) this.#begin(job);
      else this.#waiting.push(job);
    });
  }

  destroy(): void {
    this.#isDestroyed = true;
    const waiting = this.#waiting.splice(0);
    this.#drop();
    clearTimeout(this.#answering);
    this.#finish('interrupted');
    for (const job of waiting) this.#begin(job);
  }

  #begin(job: Job): void {
    const { keepBodies, timer } = this.#options;
    this.#job = job;
    this.#startedAt = timer();
    const encoded = this.#isDestroyed ? undefined : this.#encode(job.request);
    if (encoded === undefined || 'problem' in encoded) {
      this.#finish(encoded === undefined ? 'interrupted' : `not sent, for ${encoded.problem}`);
      return;
    }
    this.#reader = new AnswerReader(job.request.method === 'HEAD', keepBodies ? MAX_BODY : 0);
    if (this.#socket !== undefined && this.#startedAt >= this.#usableUntil) this.#drop();
    if (this.#socket === undefined) this.#connect(encoded.bytes);
    else this.#write(this.#socket, encoded.bytes);
  }

  #write(socket: Socket, bytes: Uint8Array): void {
    if (this.#answering === undefined) {
      const timeout = Math.min(this.#options.timeout, MAX_TIMEOUT);
      this.#answering = setTimeout(() => this.#fail('no answer in time'), timeout);
    } else this.#answering.refresh();
    socket.write(bytes);
  }

  #connect(bytes: Uint8Array): void {
    const socket = this.#open();
    this.#socket = socket;
    // It still runs for the answer before.
    clearTimeout(this.#answering);
    this.#answering = undefined;
    this.#connecting = setTimeout(
      () => this.#fail('no connection in time'),
      Math.min(this.#options.timeout, CONNECT_TIMEOUT),
    );
    socket.setNoDelay(true);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      if (socket !== this.#socket) return;
      clearTimeout(this.#connecting);
      this.#write(socket, bytes);
    });
    socket.on('data', (chunk: Buffer) => {
      if (socket === this.#socket) this.#read(socket, chunk);
    });
    socket.on('error', (error) => {
      if (socket === this.#socket) this.#fail(describeError(error, this.#reader));
    });
    const onEnd = () => {
      if (socket !== this.#socket) return;
      if (this.#job !== undefined && this.#reader.end()) {
        this.#drop();
        this.#finish(undefined);
      } else this.#fail(describeEnd(this.#reader));
    };
    socket.on('end', onEnd);
    socket.on('close', onEnd);
  }

  #read(socket: Socket, chunk: Buffer): void {
    if (this.#job === undefined) {
      // Nobody has asked for it, so the next answer would not be the one that it is taken for.
      this.#drop();
      return;
    }
    const reader = this.#reader;
    try {
      if (!reader.read(chunk)) return;
    } catch (error) {
      if (!(error instanceof MalformedAnswerError)) throw error;
      this.#fail(`malformed answer: ${error.message}`);
      return;
    }
    // An answer that came before all of its request was taken says that the rest will not be.
    if (!reader.isKeptAlive || socket.writableLength > 0) this.#drop();
    else this.#usableUntil = this.#options.timer() + usableFor(reader.idleMs);
    this.#finish(undefined);
  }

  #fail(error: string): void {
    this.#drop();
    this.#finish(error);
  }

  #drop(): void {
    clearTimeout(this.#connecting);
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #finish(error: string | undefined): void {
    const job = this.#job;
    if (job === undefined) return;
    this.#job = undefined;
    const { status, body, encoding } = this.#reader;
    job.resolve({
      status: error === undefined ? status : undefined,
      body: error === undefined ? body : undefined,
      encoding,
      latencyMs: this.#options.timer() - this.#startedAt,
      error,
    });
    const next = this.#waiting.shift();
    if (next !== undefined) this.#begin(next);
  }
}

function openSocket({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'http:') return connect({ host, port: Number(port || 80) });
  return connectSecurely({
    ...{ host, port: Number(port || 443), ALPNProtocols: ['http/1.1'] },
    // Addresses are no names.
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
}

/** A server that closes a connection may have begun to while the next request is on its way. */
function usableFor(idleMs: number | undefined): number {
  return idleMs === undefined ? MAX_IDLE : Math.max(idleMs - 1000, idleMs / 2);
}

function describeError(error: Error, reader: AnswerReader): string {
  return hasCode(error, 'ECONNRESET', 'EPIPE') && reader.hasBegun
    ? 'the connection broke off in the middle of the answer'
    : (rootCodeOf(error) ?? messageOf(error));
}

function describeEnd(reader: AnswerReader): string {
  return reader.hasBegun
    ? 'the connection was closed in the middle of the answer'
    : 'the connection was closed without an answer';
}
