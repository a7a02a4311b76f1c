import { randomUUID } from 'node:crypto';
import { type Due, type DueOptions, dueDeliveries } from './due-deliveries.ts';
import { type Expectations, judgeAnswer } from './expectations.ts';
import { createRequestSigner, type ReplaySigner, type SignRequest } from './prepare.ts';
import { nextWait, type RetryPolicy } from './retry-policy.ts';
import { createSender, type Sender, type SendResult } from './sender.ts';
import { type ReplaySummary, SummaryBuilder } from './summary.ts';

export interface ReplayOptions extends DueOptions {
  /** Scheme, host and port of the target. */
  readonly origin: string;
  /** Without it, deliveries carry no token. */
  readonly signer: ReplaySigner | undefined;
  /** How many may be under way at a time. */
  readonly concurrency: number;
  readonly expectations: Expectations;
  readonly retry: RetryPolicy | undefined;
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
  readonly onResult: (result: DeliveryResult) => void;
}

/** How a delivery ended, after its last try. */
export interface DeliveryResult {
  /** Counted from 1 in the order in which they were sent. */
  readonly number: number;
  /** Index of its entry. */
  readonly entry: number;
  readonly event: string | null;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly latencyMs: number;
  readonly attempts: number;
  /** What is not as expected, in words. */
  readonly problems: readonly string[];
}

/** Retries that wait hold nothing up, until there are this many of them. */
const MAX_WAITING = 10_000;

/**
 * Sends deliveries again and compares what is answered with what is expected. Memory does not grow with their number.
 * When the signal aborts, what is under way is broken off, and the summary is of what was done.
 */
export async function replay(options: ReplayOptions): Promise<ReplaySummary> {
  const { concurrency, timer, signal } = options;
  const summary = new SummaryBuilder();
  const sign = createRequestSigner(options.signer);
  const senders = Array.from({ length: concurrency }, () =>
    createSender(options.origin, {
      timeout: options.timeout,
      keepBodies: options.expectations.body !== undefined || options.expectations.compare,
      timer,
    }),
  );
  const destroy = () => void Promise.all(senders.map((sender) => sender.destroy().catch(() => {})));
  signal.addEventListener('abort', destroy, { once: true });
  const waiting = new Set<Promise<void>>();
  const source = dueDeliveries(options);
  const startedAt = timer();
  const finish = (due: Due, result: SendResult, attempts: number) => {
    const { status, error, latencyMs } = result;
    const problems =
      status === undefined
        ? [error?.startsWith('not sent') === true ? error : `no answer: ${error ?? 'unknown'}`]
        : judgeAnswer({ ...result, status }, due.recording.response, options.expectations);
    const { number, entry, prepared } = due;
    const shown: DeliveryResult = {
      ...{ number, entry, event: prepared.event },
      ...{ status, error, latencyMs, attempts, problems },
    };
    summary.add(shown);
    options.onResult(shown);
  };
  const work = async (sender: Sender) => {
    for (;;) {
      const { value, done } = await source.next();
      if (done === true || value === undefined || signal.aborted) return;
      const due = options.retry === undefined ? value : withIdentifier(value);
      const result = await attempt(due, 0, sender, sign, options);
      if (isInterrupted(result, signal)) {
        summary.addInterrupted();
        return;
      }
      const wait = retryAfter(result, due, 0, options);
      if (wait === undefined) finish(due, result, 1);
      else {
        const retried = retryLater(due, wait, sender, sign, options).then(({ result: last, attempts }) =>
          isInterrupted(last, signal) ? summary.addInterrupted() : finish(due, last, attempts),
        );
        waiting.add(retried);
        void retried.finally(() => waiting.delete(retried));
        if (waiting.size >= MAX_WAITING) await Promise.race(waiting);
      }
    }
  };
  try {
    await Promise.all(senders.map(work));
    await Promise.all(waiting);
  } finally {
    signal.removeEventListener('abort', destroy);
    await source.return(undefined);
    destroy();
  }
  return summary.build(timer() - startedAt);
}

async function attempt(
  { prepared, recording }: Due,
  retries: number,
  sender: Sender,
  sign: SignRequest,
  { clock, retry }: ReplayOptions,
): Promise<SendResult> {
  const { omitted } = recording.request.body;
  if (omitted !== undefined) {
    const error = `not sent, for its body was not kept: ${omitted}`;
    return { status: undefined, body: new Uint8Array(), latencyMs: 0, error };
  }
  const { target, headers } = await sign(prepared, clock.now());
  const marks = retry === undefined || retries === 0 ? [] : ['X-Atlassian-Webhook-Retry', String(retries)];
  return sender.send({
    method: prepared.method,
    target,
    headers: marks.length === 0 ? headers : [...headers, ...marks],
    body: prepared.body,
  });
}

async function retryLater(
  due: Due,
  firstWait: number,
  sender: Sender,
  sign: SignRequest,
  options: ReplayOptions,
): Promise<{ readonly result: SendResult; readonly attempts: number }> {
  const { clock, signal } = options;
  let wait: number | undefined = firstWait;
  for (let retries = 1; ; retries += 1) {
    await clock.sleep(wait, signal).catch(() => {});
    const result = signal.aborted ? INTERRUPTED : await attempt(due, retries, sender, sign, options);
    wait = isInterrupted(result, signal) ? undefined : retryAfter(result, due, retries, options);
    if (wait === undefined) return { result, attempts: retries + 1 };
  }
}

/** All tries of a delivery go by one identifier. */
function withIdentifier(due: Due): Due {
  const { headers } = due.prepared;
  const hasId = headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === IDENTIFIER.toLowerCase());
  if (hasId) return due;
  return { ...due, prepared: { ...due.prepared, headers: [...headers, IDENTIFIER, randomUUID()] } };
}

const IDENTIFIER = 'X-Atlassian-Webhook-Identifier';
const INTERRUPTED: SendResult = {
  status: undefined,
  body: new Uint8Array(),
  latencyMs: 0,
  error: 'interrupted',
};

function retryAfter(result: SendResult, { prepared }: Due, retries: number, { retry }: ReplayOptions) {
  const isSent = result.error?.startsWith('not sent') !== true;
  return retry === undefined || !isSent ? undefined : nextWait(result, prepared.body, retries, retry);
}

function isInterrupted({ status }: SendResult, signal: AbortSignal): boolean {
  return signal.aborted && status === undefined;
}
