import type { KeyObject } from 'node:crypto';
import type { VerificationKey } from './algorithms.ts';
import { type DecodedToken, decodeToken, MalformedTokenError } from './decode.ts';
import { quote } from './describe.ts';
import { assertSecret, importPublicKey, isKid } from './keys.ts';
import { isHmacValid, isRsaValid } from './signature.ts';
import { type ClaimExpectations, checkClaims, type Failure, type InvalidReason } from './verify-claims.ts';

export { INVALID_REASONS, type InvalidReason } from './verify-claims.ts';

export interface VerifyOptions extends ClaimExpectations {
  readonly key: VerificationKey;
}

export type Verification =
  | ({ readonly valid: true } & DecodedToken)
  | {
      readonly valid: false;
      readonly reason: InvalidReason;
      readonly message: string;
      /** What could be read of the token, unverified. */
      readonly token: DecodedToken | undefined;
    };

type RsaKey = Extract<VerificationKey, { readonly algorithm: 'RS256' }>;
type HmacKey = Exclude<VerificationKey, RsaKey>;

/**
 * Checks a token: form, algorithm, signature, times, issuer, audience and query string hash, in this order.
 * Whatever is wrong with the token is returned.
 * @throws {UsageError} when the key cannot be used
 * @throws {EnvironmentError} when the key cannot be looked up
 */
export async function verifyToken(token: string, options: VerifyOptions): Promise<Verification> {
  let decoded: DecodedToken;
  try {
    decoded = decodeToken(token);
  } catch (error) {
    if (!(error instanceof MalformedTokenError)) throw error;
    return { valid: false, reason: 'malformed', message: error.message, token: undefined };
  }
  const failure =
    checkHeader(decoded, options.key) ??
    (options.key.algorithm === 'RS256'
      ? await checkRsa(token, decoded, options.key)
      : checkHmac(token, options.key)) ??
    checkClaims(decoded.claims, options);
  return failure === undefined ? { valid: true, ...decoded } : { valid: false, ...failure, token: decoded };
}

function checkHeader({ header }: DecodedToken, key: VerificationKey): Failure | undefined {
  if (header['alg'] !== key.algorithm) {
    return {
      reason: 'algorithm-mismatch',
      message: `The token says alg ${quote(header['alg'])}; ${key.algorithm} is expected here.`,
    };
  }
  // An extension that is not understood must not be ignored (RFC 7515, section 4.1.11); Connect uses none.
  if (header['crit'] !== undefined) {
    return {
      reason: 'header-unsupported',
      message: `The header asks for extensions (crit ${quote(header['crit'])}) that Connect does not use.`,
    };
  }
  return undefined;
}

function checkHmac(token: string, { algorithm, secret }: HmacKey): Failure | undefined {
  const end = token.lastIndexOf('.');
  return isHmacValid(algorithm, token.slice(0, end), token.slice(end + 1), assertSecret(secret))
    ? undefined
    : mismatch('shared secret is another one');
}

async function checkRsa(token: string, { header }: DecodedToken, key: RsaKey): Promise<Failure | undefined> {
  const publicKey = await findPublicKey(header['kid'], key);
  if ('reason' in publicKey) return publicKey;
  return (await isRsaValid(token, publicKey)) ? undefined : mismatch('public key does not match');
}

function mismatch(what: string): Failure {
  return {
    reason: 'signature-mismatch',
    message: `The signature is wrong: the ${what}, or the token was altered.`,
  };
}

async function findPublicKey(kid: unknown, key: RsaKey): Promise<Failure | KeyObject> {
  if ('publicKey' in key) return importPublicKey(key.publicKey);
  if (kid === undefined) {
    return { reason: 'kid-missing', message: 'The header has no kid, so it names no key to look up.' };
  }
  if (!isKid(kid)) {
    return {
      reason: 'kid-malformed',
      message: `The kid ${quote(kid)} cannot be the name of a key: letters, digits and -._~ only.`,
    };
  }
  const publicKey = await key.findPublicKey(kid);
  if (publicKey === undefined) {
    return { reason: 'key-not-found', message: `There is no key for the kid ${quote(kid)}.` };
  }
  return importPublicKey(publicKey);
}
