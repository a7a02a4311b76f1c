import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signToken } from './sign.ts';
import { isHmacValid, isRsaValid, signHmac } from './signature.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

test('signs the example of RFC 7515, appendix A.1', () => {
  const key = Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  );
  const input =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  expect(signHmac('HS256', input, key)).toBe('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
});

/** The text whose last character differs in bits that decoding drops. */
function respell(base64url: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = `${base64url.slice(0, -1)}${alphabet[alphabet.indexOf(base64url.at(-1) ?? '') + 1]}`;
  expect(Buffer.from(other, 'base64url')).toEqual(Buffer.from(base64url, 'base64url'));
  return other;
}

describe('a signature has one spelling', () => {
  test('of HMAC', () => {
    const signature = signHmac('HS256', 'a.b', 'secret');
    expect(isHmacValid('HS256', 'a.b', signature, 'secret')).toBe(true);
    expect(isHmacValid('HS256', 'a.b', respell(signature), 'secret')).toBe(false);
  });

  test('of RSA', async () => {
    const token = await signToken({ iss: 'me' }, { algorithm: 'RS256', privateKey: rsa.privateKey });
    const [header, payload, signature = ''] = token.split('.');
    expect(await isRsaValid(token, rsa.publicKey)).toBe(true);
    expect(await isRsaValid(`${header}.${payload}.${respell(signature)}`, rsa.publicKey)).toBe(false);
  });
});

test.each(['', 'x', 'é'.repeat(43), 'A'.repeat(100_000)])(
  'a signature of another length is wrong (%#)',
  (text) => {
    expect(isHmacValid('HS256', 'a.b', text, 'secret')).toBe(false);
  },
);
