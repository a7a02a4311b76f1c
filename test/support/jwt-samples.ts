import { createHmac, generateKeyPairSync } from 'node:crypto';

/** What the tests of tokens sign with, and the moment they happen at. */
export const SECRET = 'S3CRET-of-the-tests';
export const NOW = Date.parse('2026-11-21T10:00:00Z');
export const NOW_SECONDS = NOW / 1000;

/** A token with any header and payload, signed with HMAC SHA-256. */
export function forgeToken(header: unknown, payload: unknown, secret = SECRET): string {
  const input = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

export interface PemPair {
  readonly privatePem: string;
  readonly publicPem: string;
}

export function createRsaPair(modulusLength = 2048): PemPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
