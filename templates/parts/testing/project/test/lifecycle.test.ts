import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrivateKey, type Forgery, signRequest } from './support/sign.ts';
import { startAddon } from './support/start-addon.ts';

const running = await startAddon();
const { baseUrl, database, instance } = running;
const site = instance.site('globex');
const INSTALLED = '/lifecycle/installed';
const UNINSTALLED = '/lifecycle/uninstalled';

async function stored(clientKey: string) {
  const [row] = await database.query('select * from tenants where client_key = $1', [clientKey]);
  return row;
}

/** Products do not wait for the answer to every event. */
async function waitUntil(clientKey: string, column: string, value: unknown): Promise<void> {
  while ((await stored(clientKey))?.[column] !== value) await sleep(10);
}

function bodyOf(clientKey: string, more: Readonly<Record<string, unknown>> = {}) {
  const key = running.descriptors[0]?.key;
  const baseUrl = 'https://attacker.atlassian.net';
  return { key, clientKey, baseUrl, productType: 'jira', sharedSecret: 'stolen', ...more };
}

test('is installed, enabled, disabled, uninstalled and installed again', async () => {
  const addon = await running.install(site);
  const { clientKey } = addon;
  const secret = (await stored(clientKey))?.['shared_secret'];
  await waitUntil(clientKey, 'is_enabled', true);
  await addon.disable();
  await waitUntil(clientKey, 'is_enabled', false);
  await addon.enable();
  await waitUntil(clientKey, 'is_enabled', true);
  await addon.uninstall();
  await waitUntil(clientKey, 'shared_secret', null);
  await running.install(site);
  const renewed = (await stored(clientKey))?.['shared_secret'];
  assert.ok(typeof renewed === 'string' && renewed !== secret);
});

test('takes the latest secret, and no longer the one before', async () => {
  const addon = await running.install(site);
  const before = (await addon.sharedSecret()) ?? '';
  await addon.rotateSecret();
  const after = (await addon.sharedSecret()) ?? '';
  const statuses = await Promise.all(
    [before, after].map(async (secret) => {
      const token = await signRequest(secret, addon.clientKey, 'POST', '/lifecycle/enabled');
      return (await running.post('/lifecycle/enabled', token, {})).status;
    }),
  );
  assert.deepEqual(statuses, [401, 204]);
});

/** Installs as nobody but Atlassian could send them, but for one thing. */
const forgeries: Readonly<Record<string, Forgery>> = {
  'with a key that Atlassian does not know': { keyId: 'unknown' },
  'with a key id that leads elsewhere': { keyId: '../../lifecycle' },
  'without a key id': {},
};

for (const [name, forgery] of Object.entries(forgeries)) {
  test(`refuses an install ${name}`, async () => {
    const { clientKey } = await running.install(site);
    const before = await stored(clientKey);
    const claims = { aud: [baseUrl] };
    const token = await signRequest(await createPrivateKey(), clientKey, 'POST', INSTALLED, {
      ...forgery,
      claims,
    });
    assert.equal((await running.post(INSTALLED, token, bodyOf(clientKey))).status, 401);
    assert.deepEqual(await stored(clientKey), before);
  });
}

test("refuses an install with Atlassian's key id and somebody else's key, or with the shared secret", async () => {
  const addon = await running.install(site);
  const { clientKey } = addon;
  const [sent] = (await site.traffic.requests({ path: INSTALLED })).slice(-1);
  const header = (sent?.request.headers['authorization'] ?? '').replace('JWT ', '').split('.')[0] ?? '';
  const keyId: string = JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  const claims = { aud: [baseUrl] };
  for (const key of [await createPrivateKey(), (await addon.sharedSecret()) ?? '']) {
    for (const path of [INSTALLED, UNINSTALLED]) {
      const token = await signRequest(key, clientKey, 'POST', path, { keyId, claims });
      assert.equal((await running.post(path, token, bodyOf(clientKey))).status, 401);
    }
  }
  assert.equal((await running.post(UNINSTALLED, undefined, bodyOf(clientKey))).status, 401);
  assert.notEqual((await stored(clientKey))?.['shared_secret'], null);
});

test('believes tokens of a site about that site only', async () => {
  const own = await running.install(site);
  const other = await running.install(instance.site('acme'));
  await waitUntil(other.clientKey, 'is_enabled', true);
  const token = await signRequest(
    (await own.sharedSecret()) ?? '',
    other.clientKey,
    'POST',
    '/lifecycle/disabled',
  );
  assert.equal((await running.post('/lifecycle/disabled', token, {})).status, 401);
  assert.equal((await stored(other.clientKey))?.['is_enabled'], true);
});
