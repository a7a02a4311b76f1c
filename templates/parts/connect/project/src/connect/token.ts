import { type CryptoKey, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { HttpError } from '../http-error.ts';
import { textAt, valueAt } from '../json.ts';

/**
 * The tokens of Connect. A route decides which kind it takes and with which algorithm; the token's own header has
 * no say. https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 */

/** How far the clocks of both sides may be apart. */
const LEEWAY_S = 30;
/** Atlassian's tokens live for 15 minutes; what claims to live longer is not believed. */
const MAX_AGE_S = 3600;
/** Atlassian advises three minutes for the tokens of add-ons. */
const OWN_LIFETIME_S = 180;

/** What a verified token says. */
export interface Claims {
  /** Names the site that the token comes from. */
  readonly clientKey: string;
  /** Binds the token to one request, see `query-hash.ts`. */
  readonly queryHash: string;
  /** The base URLs that the token is meant for; only install tokens have any. */
  readonly audience: readonly string[];
  /** Who is looking; undefined for anonymous visitors and for what nobody caused. */
  readonly accountId: string | undefined;
  /** Where the page stands, `{ jira: { issue: { id, key } } }` and the like. Only context tokens have it. */
  readonly context: unknown;
}

/** The site that a token claims to come from. Proves nothing: use it only to find the secret to verify with. */
export function claimedClientKey(token: string): string | undefined {
  return attempt(() => decodeJwt(token).iss);
}

/** The id of the key that an install token claims to be signed with. */
export function claimedKeyId(token: string): string | undefined {
  return attempt(() => decodeProtectedHeader(token).kid);
}

/** Verifies what a site signed with the secret that it shares with the add-on. */
export function verifyShared(token: string, sharedSecret: string, now: number): Promise<Claims> {
  return verify(token, new TextEncoder().encode(sharedSecret), 'HS256', now);
}

/** Verifies what Atlassian itself signed: the `installed` and `uninstalled` events. */
export function verifyInstall(token: string, publicKey: CryptoKey, now: number): Promise<Claims> {
  return verify(token, publicKey, 'RS256', now);
}

/** A token for a call of the add-on to a site. */
export function signOwn(
  claims: Readonly<Record<string, string>>,
  sharedSecret: string,
  now: number,
  lifetimeInSeconds = OWN_LIFETIME_S,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeInSeconds)
    .sign(new TextEncoder().encode(sharedSecret));
}

async function verify(
  token: string,
  key: Uint8Array | CryptoKey,
  algorithm: 'HS256' | 'RS256',
  now: number,
): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      clockTolerance: LEEWAY_S,
      currentDate: new Date(now),
      maxTokenAge: MAX_AGE_S,
      requiredClaims: ['exp', 'iat', 'iss', 'qsh'],
    });
    return readClaims(payload);
  } catch (cause) {
    // The reason names a claim at most, never the token.
    throw new HttpError(401, 'The token is not valid.', { cause });
  }
}

function readClaims(payload: unknown): Claims {
  const clientKey = textAt(payload, 'iss');
  const queryHash = textAt(payload, 'qsh');
  if (clientKey === undefined || queryHash === undefined) throw new Error('"iss" and "qsh" must be texts.');
  return {
    clientKey,
    queryHash,
    audience: [valueAt(payload, 'aud')].flat().filter((url) => typeof url === 'string'),
    accountId: textAt(payload, 'sub'),
    context: valueAt(payload, 'context'),
  };
}

function attempt<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
