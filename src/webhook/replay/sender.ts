import { Client, type Dispatcher } from 'undici';
import { messageOf, rootCodeOf, UsageError } from '../../core/errors.ts';

/** What is sent, down to its bytes. */
export interface OutgoingRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** How it ended. */
export interface SendResult {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** Empty unless bodies are kept. */
  readonly body: Uint8Array;
  readonly latencyMs: number;
  /** Why no answer came, or not all of it. */
  readonly error: string | undefined;
}

/** One connection, which is kept: one request at a time. */
export interface Sender {
  send(request: OutgoingRequest): Promise<SendResult>;
  /** Breaks off what is under way. */
  destroy(): Promise<void>;
}

export interface SenderOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly keepBodies: boolean;
  /** Milliseconds, to a fraction of one; from any start. */
  readonly timer: () => number;
}

/** What the products wait for a connection. */
const CONNECT_TIMEOUT = 5000;
const EMPTY = new Uint8Array();

export function createSender(origin: string, { timeout, keepBodies, timer }: SenderOptions): Sender {
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect: { timeout: Math.min(timeout, CONNECT_TIMEOUT) },
  });
  return {
    send: ({ method, target, headers, body }) =>
      new Promise((resolve) => {
        const handler = new AnswerHandler(keepBodies, timer, resolve);
        const isBodiless = body.length === 0;
        client.dispatch(
          {
            method: asMethod(method),
            path: target,
            headers: [...headers],
            body: isBodiless ? null : body,
          },
          handler,
        );
      }),
    destroy: () => client.destroy(),
  };
}

/** The type knows some methods; the client sends any token. */
function asMethod(method: string): Dispatcher.HttpMethod {
  const known = METHODS.find((one) => one === method);
  if (known === undefined) {
    throw new UsageError('method-unknown', `A recording has the method ${method}, which is none of HTTP.`);
  }
  return known;
}
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'] as const;

/** Collects an answer, or only counts its time. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #keepBodies: boolean;
  readonly #timer: () => number;
  readonly #resolve: (result: SendResult) => void;
  readonly #startedAt: number;
  #chunks: Uint8Array[] | undefined;
  #status: number | undefined;

  constructor(keepBodies: boolean, timer: () => number, resolve: (result: SendResult) => void) {
    this.#keepBodies = keepBodies;
    this.#timer = timer;
    this.#resolve = resolve;
    this.#startedAt = timer();
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, statusCode: number): void {
    // 1xx come before the answer.
    if (statusCode >= 200) this.#status = statusCode;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#keepBodies) return;
    this.#chunks ??= [];
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(describeError(error));
  }

  #end(error: string | undefined): void {
    this.#resolve({
      status: error === undefined ? this.#status : undefined,
      body: this.#chunks === undefined ? EMPTY : Buffer.concat(this.#chunks),
      latencyMs: this.#timer() - this.#startedAt,
      error,
    });
  }
}

function describeError(error: Error): string {
  const code = rootCodeOf(error);
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return 'no answer in time';
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'no connection in time';
    default:
      return code ?? messageOf(error);
  }
}
