import { type CryptoKey, generateKeyPair, SignJWT } from 'jose';
import { createQueryHash } from '../../src/connect/query-hash.ts';

/** Tokens as a host would sign them, and as it never would. */

export interface Forgery {
  readonly algorithm?: string;
  readonly keyId?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** @param key a shared secret, or a private key */
export async function signRequest(
  key: string | CryptoKey,
  clientKey: string,
  method: string,
  target: string,
  { algorithm = typeof key === 'string' ? 'HS256' : 'RS256', keyId, claims = {} }: Forgery = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const qsh = await createQueryHash(method, target);
  return new SignJWT({ iss: clientKey, iat: now, exp: now + 900, qsh, ...claims })
    .setProtectedHeader({ alg: algorithm, ...(keyId !== undefined && { kid: keyId }) })
    .sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);
}

export async function createPrivateKey(): Promise<CryptoKey> {
  return (await generateKeyPair('RS256')).privateKey;
}
