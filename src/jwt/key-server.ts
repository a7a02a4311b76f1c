import type { KeyObject } from 'node:crypto';
import type { Fetch } from '../core/context.ts';
import { EnvironmentError, messageOf, rootCodeOf, UsageError } from '../core/errors.ts';
import type { FindPublicKey } from './algorithms.ts';
import { importPublicKey } from './keys.ts';

const TIMEOUT_MS = 10_000;
/** File stores answer 403 for a name that is not there, unless one may list the names. */
const NO_SUCH_KEY: readonly number[] = [403, 404, 410];
const NEXT_STEPS = ['Check the address and the connection, or use a public key from a file instead.'];

export interface KeyServer {
  /** Base URL; the key of a token is at `<url>/<kid>`, as PEM. */
  readonly url: string;
  readonly fetch: Fetch;
  /** Gives up when it aborts. */
  readonly signal: AbortSignal;
}

/**
 * Finds public keys on a server that serves them by `kid`, as the products' key server does. Of the answers, 403,
 * 404 and 410 mean that there is no such key; anything else that goes wrong rejects with an {@link EnvironmentError}.
 * @see https://developer.atlassian.com/cloud/jira/platform/security-for-connect-apps/
 * @throws {UsageError} when the URL is not one of HTTP
 */
export function createKeyFinder(server: KeyServer): FindPublicKey {
  const base = parseServerUrl(server.url);
  return async (kid) => {
    const url = `${base}/${encodeURIComponent(kid)}`;
    const response = await request(url, server);
    if (NO_SUCH_KEY.includes(response.status)) return undefined;
    if (!response.ok) throw failed(url, `The key server answered with status ${response.status}.`);
    return readKey(await response.text(), url);
  };
}

function parseServerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(
      'bad-key-server',
      'The key server must be a URL that starts with https:// or http://.',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}

async function request(url: string, { fetch, signal }: KeyServer): Promise<Response> {
  try {
    // A redirect could lead the question for a trusted key anywhere.
    return await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (cause) {
    throw failed(url, `The key server cannot be reached: ${rootCodeOf(cause) ?? messageOf(cause)}.`, cause);
  }
}

function readKey(pem: string, url: string): KeyObject {
  try {
    return importPublicKey(pem, url);
  } catch (cause) {
    throw failed(url, `The key server's answer cannot be used. ${messageOf(cause)}`, cause);
  }
}

function failed(where: string, message: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError('key-server-failed', message, { where, nextSteps: NEXT_STEPS, cause });
}
