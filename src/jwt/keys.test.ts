import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { assertSecret, importPrivateKey, importPublicKey } from './keys.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const smallRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });

const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const encrypted = rsa.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' })
  .toString();

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.code;
    throw error;
  }
  return 'none';
}

describe('private keys', () => {
  test.each([
    ['PKCS #8', pkcs8(rsa.privateKey)],
    ['PKCS #1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['a parsed key', rsa.privateKey],
  ])('takes %s', (_, key) => {
    expect(importPrivateKey(key).equals(rsa.privateKey)).toBe(true);
  });

  test.each([
    ['', 'key-unreadable'],
    ['hello', 'key-unreadable'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'key-unreadable'],
    [spki(rsa.publicKey), 'key-is-public'],
    [encrypted, 'key-encrypted'],
    [pkcs8(smallRsa.privateKey), 'key-too-small'],
    [pkcs8(ec.privateKey), 'key-not-rsa'],
    [pkcs8(pss.privateKey), 'key-not-rsa'],
    [rsa.publicKey, 'key-type'],
  ])('refuses others (%#)', (key, code) => {
    expect(codeOf(() => importPrivateKey(key))).toBe(code);
  });
});

describe('public keys', () => {
  test.each([
    ['SPKI', spki(rsa.publicKey)],
    ['PKCS #1', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['a parsed key', rsa.publicKey],
  ])('takes %s', (_, key) => {
    expect(importPublicKey(key).equals(rsa.publicKey)).toBe(true);
  });

  test.each([
    ['', 'key-unreadable'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'key-unreadable'],
    [pkcs8(rsa.privateKey), 'key-is-private'],
    [spki(smallRsa.publicKey), 'key-too-small'],
    [spki(ec.publicKey), 'key-not-rsa'],
    [rsa.privateKey, 'key-type'],
  ])('refuses others (%#)', (key, code) => {
    expect(codeOf(() => importPublicKey(key))).toBe(code);
  });
});

test('an error says which file it is about and holds nothing of it', () => {
  const text = 'not a key but confidential';
  try {
    importPrivateKey(text, 'some/key.pem');
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ where: 'some/key.pem' });
    expect(JSON.stringify(error) + String(error)).not.toContain('confidential');
  }
});

test('an empty secret signs nothing', () => {
  expect(codeOf(() => assertSecret(''))).toBe('secret-empty');
});
