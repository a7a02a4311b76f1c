import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  atlassianKeys,
  createKeys,
  createSite,
  KEY_ID,
  lifecycleBody,
  signInstall,
  signInstallWithSecret,
  signShared,
} from './fake-site.ts';
import { startAddon } from './start-addon.ts';

const INSTALLED = '/lifecycle/installed';
const site = createSite('acme');

test('accepts a signed install, and keeps the secret that came last', async (t) => {
  const addon = await startAddon(t, [site]);
  assert.equal((await addon.install(site)).status, 204);
  const renewed = { ...site, sharedSecret: 'renewed' };
  assert.equal((await addon.install(renewed)).status, 204);

  const url = '/lifecycle/enabled';
  const old = await addon.post(url, signShared(site, 'POST', url), {});
  const current = await addon.post(url, signShared(renewed, 'POST', url), {});
  assert.deepEqual([old.status, current.status], [401, 204]);
});

const refused: Readonly<Record<string, () => string | undefined>> = {
  'without a token': () => undefined,
  'signed with another key': () => signInstall(site, INSTALLED, {}, createKeys()),
  'with a key that Atlassian does not know': () => signInstall(site, INSTALLED, {}, { kid: 'unknown' }),
  'with a key id that leads elsewhere': () => signInstall(site, INSTALLED, {}, { kid: `../${KEY_ID}` }),
  'signed for another URL': () => signInstall(site, '/lifecycle/uninstalled'),
  'meant for another add-on': () => signInstall(site, INSTALLED, { aud: ['https://other.example.test'] }),
  'from another site': () => signInstall(createSite('other'), INSTALLED),
  'that has expired': () => signInstall(site, INSTALLED, { exp: Math.floor(Date.now() / 1000) }),
  'that never expires': () => signInstall(site, INSTALLED, { exp: undefined }),
  'with a context token': () => signInstall(site, INSTALLED, { qsh: 'context-qsh' }),
  'that uses the public key as a secret': () =>
    signInstallWithSecret(site, INSTALLED, atlassianKeys.publicKey),
  'whose claims were changed': () => {
    const [header, , signature] = signInstall(site, INSTALLED).split('.');
    const [, claims] = signInstall(site, INSTALLED, { sub: 'somebody-else' }).split('.');
    return [header, claims, signature].join('.');
  },
  'without a signature': () => {
    const [, claims] = signInstall(site, INSTALLED).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: KEY_ID })).toString('base64url');
    return `${header}.${claims}.`;
  },
};

for (const [name, token] of Object.entries(refused)) {
  test(`refuses an install ${name}`, async (t) => {
    const addon = await startAddon(t, [site]);
    const response = await addon.post(INSTALLED, token(), lifecycleBody(site, addon.key, 'installed'));
    assert.equal(response.status, 401);
    await assert.rejects(addon.storedTenants(), { code: 'ENOENT' });
  });
}

test('refuses an install signed with the secret that the site has shared before', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const token = signInstallWithSecret(site, INSTALLED, site.sharedSecret);
  assert.equal((await addon.install({ ...site, sharedSecret: 'stolen' }, token)).status, 401);
  assert.doesNotMatch(await addon.storedTenants(), /stolen/);
});

test('forgets a site that uninstalled the add-on', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const url = '/lifecycle/uninstalled';
  const body = lifecycleBody(site, addon.key, 'uninstalled');
  assert.equal((await addon.post(url, signShared(site, 'POST', url), body)).status, 401);
  assert.match(await addon.storedTenants(), /secret-of-acme/);
  assert.equal((await addon.post(url, signInstall(site, url), body)).status, 204);
  assert.doesNotMatch(await addon.storedTenants(), /secret-of-acme/);
});

test('notes whether the add-on is enabled', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  for (const [event, isEnabled] of [
    ['enabled', true],
    ['disabled', false],
  ] as const) {
    const url = `/lifecycle/${event}`;
    const body = lifecycleBody(site, addon.key, event);
    assert.equal((await addon.post(url, signShared(site, 'POST', url), body)).status, 204);
    assert.equal(JSON.parse(await addon.storedTenants())[0].isEnabled, isEnabled);
  }
});
