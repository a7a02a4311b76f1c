import { type BinaryLike, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { HmacAlgorithm } from './algorithms.ts';

/**
 * Signatures of the compact serialisation, RFC 7515. HMAC is Node's own: it is synchronous, which is ten times as
 * fast as Web Crypto for texts as short as a token. RSA is jose's, and is loaded where it is needed.
 */

const HASHES = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const satisfies Record<
  HmacAlgorithm,
  string
>;

/** The signature of `input`, in base64url. */
export function signHmac(algorithm: HmacAlgorithm, input: string, secret: BinaryLike): string {
  return createHmac(HASHES[algorithm], secret).update(input).digest('base64url');
}

/** Compares texts, not bytes: base64url allows several texts for the same bytes, and only one was signed. */
export function isHmacValid(
  algorithm: HmacAlgorithm,
  input: string,
  signature: string,
  secret: string,
): boolean {
  const wanted = Buffer.from(signHmac(algorithm, input, secret));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** A whole token: header and payload are encoded here. */
export async function signRsa(
  header: { readonly typ: 'JWT'; readonly alg: 'RS256'; readonly kid?: string },
  payload: string,
  key: KeyObject,
): Promise<string> {
  const { CompactSign } = await import('jose');
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(header).sign(key);
}

export async function isRsaValid(token: string, key: KeyObject): Promise<boolean> {
  const { compactVerify, errors } = await import('jose');
  try {
    await compactVerify(token, key, { algorithms: ['RS256'] });
    return isCanonical(token.slice(token.lastIndexOf('.') + 1));
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

function isCanonical(base64url: string): boolean {
  return Buffer.from(base64url, 'base64url').toString('base64url') === base64url;
}
