import type { Clock, Fetch } from '../core/context.ts';
import { EnvironmentError, rootCodeOf } from '../core/errors.ts';
import { offline, WITHOUT_NETWORK } from './offline.ts';
import type { ProviderName } from './provider.ts';
import { isServed, type ServedDescriptor } from './served-descriptor.ts';

export interface PublicOptions {
  /** Public address of the descriptor. */
  readonly url: string;
  readonly provider: ProviderName;
  readonly served: ServedDescriptor;
  /** Where the tunnel must lead. */
  readonly localPort: number;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const INTERVAL_MS = 500;
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Asks for the descriptor at its public address until that answers it. A tunnel is often announced before its name is
 * known everywhere; a site that is asked too early would fail the install.
 * @throws {EnvironmentError} `public-silent` with what came instead, or `offline`
 */
export async function waitUntilPublic(options: PublicOptions): Promise<void> {
  const { timeoutMs, clock, signal } = options;
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    const problem = await ask(options);
    if (problem === undefined) return;
    if (clock.now() >= deadline) throw silent(options, problem);
    await clock.sleep(INTERVAL_MS, signal);
  }
}

interface Problem {
  readonly text: string;
  readonly code?: string | undefined;
  readonly status?: number;
}

async function ask({ url, served, fetch, signal }: PublicOptions): Promise<Problem | undefined> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      // ngrok's free addresses show browsers a page of their own first, unless this is sent.
      headers: { Accept: 'application/json', 'ngrok-skip-browser-warning': 'connect-kit' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await response.text();
    if (response.ok && isServed(text, served)) return undefined;
    const { status } = response;
    return {
      status,
      text: response.ok ? 'it answers something else than this descriptor' : `it answers ${status}`,
    };
  } catch (error) {
    signal.throwIfAborted();
    const code = rootCodeOf(error);
    return {
      code,
      text: timeout.aborted ? 'it does not answer' : `it cannot be reached (${code ?? 'no answer'})`,
    };
  }
}

function silent(
  { url, provider, localPort, timeoutMs }: PublicOptions,
  { text, code, status }: Problem,
): Error {
  if (code === 'ENETUNREACH' || code === 'EAI_AGAIN') return offline(new URL(url).host, code);
  return new EnvironmentError(
    'public-silent',
    `The public address did not answer the descriptor within ${timeoutMs / 1000} s: ${text}.`,
    { where: url, nextSteps: adviceFor(provider, localPort, code, status) },
  );
}

function adviceFor(
  provider: ProviderName,
  localPort: number,
  code: string | undefined,
  status: number | undefined,
): readonly string[] {
  const steps: string[] = [];
  if (provider === 'url') {
    steps.push(
      `The address must lead to http://localhost:${localPort}, where connect-kit stands in front of the add-on; --local-port keeps that port the same each time.`,
    );
  }
  if (code !== undefined && /CERT|SSL|TLS|SELF_SIGNED|ISSUER/.test(code)) {
    steps.push(
      'Its certificate is not trusted here; a site in the cloud trusts it even less. For a CA of your own: NODE_EXTRA_CA_CERTS.',
    );
  }
  if (status === 401 || status === 403 || status === 302) {
    steps.push(
      'Something in front of the tunnel wants a sign-in: the site has none, so the add-on must be open to it.',
    );
  }
  if (code === 'ENOTFOUND') steps.push('The name may need longer to be known: raise --timeout.');
  if (code === 'ENOTFOUND') steps.push(WITHOUT_NETWORK);
  return [...steps, 'Open the address in a browser to see what answers there.'];
}
