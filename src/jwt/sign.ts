import { importPKCS8, SignJWT } from 'jose';
import type { SigningKey } from './algorithms.ts';

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
 * Signs `claims` exactly as given, in their order; nothing is added.
 * @returns the compact serialisation, `header.payload.signature`
 */
export async function signToken(claims: Claims, key: SigningKey): Promise<string> {
  const payload = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  if (key.algorithm === 'RS256') {
    const header = { typ: 'JWT', alg: key.algorithm, ...(key.kid === undefined ? {} : { kid: key.kid }) };
    return new SignJWT(payload).setProtectedHeader(header).sign(await importPKCS8(key.privateKey, 'RS256'));
  }
  return new SignJWT(payload)
    .setProtectedHeader({ typ: 'JWT', alg: key.algorithm })
    .sign(new TextEncoder().encode(key.secret));
}
