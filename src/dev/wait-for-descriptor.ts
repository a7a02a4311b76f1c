import type { Clock, Fetch } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';

export interface WaitOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Decides whether a descriptor that has been answered is the one that is waited for; any one unless given. */
  readonly accept?: (text: string) => boolean;
}

const INTERVAL_MS = 150;
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Asks for the descriptor until the add-on answers it.
 * @returns its text
 * @throws {EnvironmentError} `addon-silent` when the time is over
 */
export async function waitForDescriptor(options: WaitOptions): Promise<string> {
  const { url, timeoutMs, clock, signal } = options;
  const deadline = clock.now() + timeoutMs;
  let last = 'nothing answers there';
  for (;;) {
    // At least a moment, so that a deadline that has just passed still gets a last, real try.
    const remaining = Math.max(deadline - clock.now(), INTERVAL_MS);
    const answer = await ask(options, Math.min(remaining, REQUEST_TIMEOUT_MS));
    if (answer.text !== undefined) return answer.text;
    last = answer.problem;
    if (clock.now() >= deadline) break;
    await clock.sleep(INTERVAL_MS, signal);
  }
  throw new EnvironmentError(
    'addon-silent',
    `The add-on did not answer its descriptor within ${timeoutMs / 1000} s: ${last}.`,
    {
      where: url,
      nextSteps: [
        'It must listen on the port in PORT; if it listens elsewhere, name its descriptor with --url.',
        'If its descriptor has another path, name it with --descriptor-path.',
        'If it only needs longer to start, raise --timeout.',
      ],
    },
  );
}

type Answer = { readonly text: string } | { readonly text: undefined; readonly problem: string };

async function ask({ url, fetch, signal, accept }: WaitOptions, requestTimeoutMs: number): Promise<Answer> {
  const timeout = AbortSignal.timeout(requestTimeoutMs);
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await response.text();
    if (!response.ok) return { text: undefined, problem: `it answers ${response.status}` };
    if (accept !== undefined && !accept(text)) return { text: undefined, problem: 'it is still the same' };
    return { text };
  } catch {
    signal.throwIfAborted();
    const problem = timeout.aborted
      ? 'something listens there, but does not answer'
      : 'nothing answers there';
    return { text: undefined, problem };
  }
}
