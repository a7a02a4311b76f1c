import {
  AsymmetricAlgorithm,
  createQueryStringHash,
  decodeAsymmetric,
  decodeSymmetric,
  fromMethodAndUrl,
  getKeyId,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import { HttpError } from '../http-error.ts';
import { listAt, textAt, valueAt } from '../json.ts';

/**
 * The tokens that Atlassian signs. A route decides which kind it takes and with which algorithm; the token's own
 * header has no say. https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 */

/** Stands in for the hash in tokens that `AP.context.getToken` gives to the add-on's own pages. */
export const CONTEXT_QSH = 'context-qsh';

/** What a verified token says. */
export interface Claims {
  /** Names the site that the token comes from. */
  readonly clientKey: string;
  /** The base URLs the token is meant for; only install tokens have any. */
  readonly audience: readonly unknown[];
  /** Binds the token to one request: see {@link hashOf}. */
  readonly queryStringHash: string;
  /** Who is looking; undefined for anonymous visitors and for webhooks without an author. */
  readonly accountId: string | undefined;
  /** Where the page stands, for instance `{ jira: { issue: { id, key } } }`. Only context tokens have it. */
  readonly context: unknown;
}

/** The site that a token claims to come from. Proves nothing: use it only to find the secret to verify with. */
export function claimedClientKey(token: string): string | undefined {
  return textAt(
    attempt(() => decodeSymmetric(token, '', SymmetricAlgorithm.HS256, true)),
    'iss',
  );
}

/** The id of the key that an install token claims to be signed with. */
export function claimedKeyId(token: string): string | undefined {
  const keyId: unknown = attempt(() => getKeyId(token));
  return typeof keyId === 'string' ? keyId : undefined;
}

/** Verifies what a site signed with the secret that it shares with the add-on. */
export function verifyShared(token: string, sharedSecret: string, now: number): Claims {
  return readClaims(
    attempt(() => decodeSymmetric(token, sharedSecret, SymmetricAlgorithm.HS256)),
    now,
  );
}

/** Verifies what Atlassian itself signed: the `installed` and `uninstalled` events. */
export function verifyInstall(token: string, publicKey: string, now: number): Claims {
  return readClaims(
    attempt(() => decodeAsymmetric(token, publicKey, AsymmetricAlgorithm.RS256)),
    now,
  );
}

/**
 * The query string hash of a request.
 * @param url as it arrived, `request.originalUrl`: a parsed query has lost what was signed
 * @param basePath the path of the add-on's base URL, which is no part of the hash
 */
export function hashOf(method: string, url: string, basePath: string): string {
  const request = fromMethodAndUrl(method, url);
  const path = request.pathname ?? '/';
  // The library strips any prefix, `/app` from `/apple` too; a base path ends where a segment ends.
  const isBelow = path === basePath || path.startsWith(`${basePath}/`);
  return createQueryStringHash({ ...request, pathname: isBelow ? path.slice(basePath.length) : path });
}

function readClaims(payload: unknown, now: number): Claims {
  if (payload === undefined) throw new HttpError(401, 'The token or its signature is not valid.');
  const expiry = valueAt(payload, 'exp');
  if (typeof expiry !== 'number') throw new HttpError(401, 'The token does not say when it expires.');
  if (expiry * 1000 <= now) throw new HttpError(401, 'The token has expired.');
  const clientKey = textAt(payload, 'iss');
  const queryStringHash = textAt(payload, 'qsh');
  if (clientKey === undefined) throw new HttpError(401, 'The token does not say who issued it.');
  if (queryStringHash === undefined) throw new HttpError(401, 'The token has no query string hash.');
  return {
    clientKey,
    audience: listAt(payload, 'aud'),
    queryStringHash,
    accountId: textAt(payload, 'sub'),
    context: valueAt(payload, 'context'),
  };
}

/** The library's errors quote the token, which must not get into logs. */
function attempt<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
