import type { HmacAlgorithm, SigningKey } from './algorithms.ts';
import { assertSecret, importPrivateKey } from './keys.ts';
import { signHmac, signRsa } from './signature.ts';

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
  const payload = JSON.stringify(claims);
  if (key.algorithm === 'RS256') {
    const kid = key.kid === undefined ? {} : { kid: key.kid };
    return signRsa({ typ: 'JWT', alg: 'RS256', ...kid }, payload, importPrivateKey(key.privateKey));
  }
  const input = `${HMAC_HEADERS[key.algorithm]}.${encodeBase64url(payload)}`;
  return `${input}.${signHmac(key.algorithm, input, assertSecret(key.secret))}`;
}

const HMAC_HEADERS: Readonly<Record<HmacAlgorithm, string>> = {
  HS256: encodeHeader('HS256'),
  HS384: encodeHeader('HS384'),
  HS512: encodeHeader('HS512'),
};

function encodeHeader(algorithm: HmacAlgorithm): string {
  return encodeBase64url(JSON.stringify({ typ: 'JWT', alg: algorithm }));
}

function encodeBase64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
