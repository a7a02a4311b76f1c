import { CompactSign } from 'jose';
import type { SigningKey } from './algorithms.ts';
import { encodeSecret, importPrivateKey } from './keys.ts';

/** Claims of a token. Times (`iat`, `exp`, `nbf`) are seconds since the epoch. */
export interface Claims {
  readonly iss?: string | undefined;
  readonly sub?: string | undefined;
  readonly aud?: string | readonly string[] | undefined;
  readonly iat?: number | undefined;
  readonly exp?: number | undefined;
  readonly qsh?: string | undefined;
  readonly [name: string]: unknown;
}

/**
 * Signs `claims` exactly as given, in their order; nothing is added, and those that are undefined are left out.
 * @returns the compact serialisation, `header.payload.signature`
 * @throws {UsageError} when the key cannot be used
 */
export async function signToken(claims: Claims, key: SigningKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  const kid = key.algorithm === 'RS256' && key.kid !== undefined ? { kid: key.kid } : {};
  return new CompactSign(payload)
    .setProtectedHeader({ typ: 'JWT', alg: key.algorithm, ...kid })
    .sign(key.algorithm === 'RS256' ? importPrivateKey(key.privateKey) : encodeSecret(key.secret));
}
