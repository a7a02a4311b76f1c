import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Secrets } from '../src/storage/secrets.ts';

const newKey = () => randomBytes(32).toString('base64');

test('decrypts what it encrypted, for the same tenant only', async () => {
  const secrets = await Secrets.create([newKey()]);
  const encrypted = await secrets.encrypt('shared', 'acme');
  assert.doesNotMatch(encrypted, /shared/);
  assert.equal(await secrets.decrypt(encrypted, 'acme'), 'shared');
  await assert.rejects(secrets.decrypt(encrypted, 'globex'));
});

test('encrypts the same text differently each time', async () => {
  const secrets = await Secrets.create([newKey()]);
  assert.notEqual(await secrets.encrypt('shared', 'acme'), await secrets.encrypt('shared', 'acme'));
});

test('notices what was tampered with', async () => {
  const secrets = await Secrets.create([newKey()]);
  const encrypted = await secrets.encrypt('shared', 'acme');
  const last = encrypted.at(-2) === 'A' ? 'B' : 'A';
  await assert.rejects(secrets.decrypt(encrypted.slice(0, -2) + last + encrypted.slice(-1), 'acme'));
});

test('goes on with an older key for what is encrypted with it', async () => {
  const [older, newer] = [newKey(), newKey()];
  const encrypted = await (await Secrets.create([older])).encrypt('shared', 'acme');
  const both = await Secrets.create([newer, older]);
  assert.equal(await both.decrypt(encrypted, 'acme'), 'shared');
  assert.equal(both.isCurrent(encrypted), false);
  assert.equal(both.isCurrent(await both.encrypt('shared', 'acme')), true);
  await assert.rejects((await Secrets.create([newer])).decrypt(encrypted, 'acme'), /ENCRYPTION_KEY/);
});

test('says how to make a key where there is none that will do', async () => {
  for (const key of ['', 'short', 'not base64!', `${newKey()}${newKey()}`]) {
    await assert.rejects(Secrets.create([key]), /openssl rand -base64 32/);
  }
  await assert.rejects(Secrets.create([]), /no encryption key/);
});
