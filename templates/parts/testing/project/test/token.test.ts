import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CryptoKey } from 'jose';
import { verifyShared } from '../src/connect/token.ts';
import { createPrivateKey, type Forgery, signRequest } from './support/sign.ts';

const SECRET = 'a secret that a site shares with the add-on';
const NOW = Date.parse('2026-01-01T00:00:00Z');
const seconds = (from: number) => Math.floor(NOW / 1000) + from;

test('reads what a token of the site says', async () => {
  const token = await sign({ claims: { qsh: 'hash', sub: 'account-1', context: { jira: {} } } });
  assert.deepEqual(await verifyShared(token, SECRET, NOW), {
    clientKey: 'acme',
    queryHash: 'hash',
    audience: [],
    accountId: 'account-1',
    context: { jira: {} },
  });
});

test('bears clocks that are a little apart', async () => {
  await verifyShared(await sign({ claims: { iat: seconds(20), exp: seconds(920) } }), SECRET, NOW);
  await verifyShared(await sign({ claims: { exp: seconds(-20) } }), SECRET, NOW);
});

const refused: Readonly<Record<string, Forgery>> = {
  'that has expired': { claims: { exp: seconds(-60) } },
  'that never expires': { claims: { exp: undefined } },
  'from the future': { claims: { iat: seconds(600), exp: seconds(900) } },
  'that does not say when it was made': { claims: { iat: undefined } },
  'that lives for years': { claims: { iat: seconds(-100_000), exp: seconds(100_000) } },
  'that names no site': { claims: { iss: undefined } },
  'that is bound to no request': { claims: { qsh: undefined } },
  'with another algorithm': { algorithm: 'HS512' },
};

for (const [name, forgery] of Object.entries(refused)) {
  test(`refuses a token ${name}`, async () => {
    await assert.rejects(verifyShared(await sign(forgery), SECRET, NOW), { status: 401 });
  });
}

test('refuses tokens that somebody else has signed, or nobody', async () => {
  const token = await sign();
  const [header, payload, signature] = token.split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  const changed = Buffer.from(JSON.stringify({ iss: 'globex' })).toString('base64url');
  const forged = [
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${header}.${changed}.${signature}`,
    await sign({}, 'guessed'),
    await sign({}, await createPrivateKey()),
    'nonsense',
    '',
  ];
  for (const one of forged) await assert.rejects(verifyShared(one, SECRET, NOW), { status: 401 });
});

test('names the token in no error', async () => {
  const token = await sign({ claims: { exp: seconds(-60) } });
  await assert.rejects(verifyShared(token, SECRET, NOW), (error: Error) => {
    const signature = token.slice(token.lastIndexOf('.') + 1);
    return !`${error.stack} ${String(error.cause)}`.includes(signature);
  });
});

function sign(forgery: Forgery = {}, key: string | CryptoKey = SECRET): Promise<string> {
  const claims = { iat: seconds(0), exp: seconds(900), ...forgery.claims };
  return signRequest(key, 'acme', 'GET', '/', { ...forgery, claims });
}
