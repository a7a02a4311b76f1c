import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTrustedSite } from '../src/connect/host.ts';
import { textAt } from '../src/json.ts';
import { modules } from '../src/modules/index.ts';
import { signRequest } from './support/sign.ts';
import { startAddon } from './support/start-addon.ts';

const running = await startAddon();
const { baseUrl, descriptors } = running;

test('serves its descriptors with its own address filled in', async () => {
  for (const { path } of descriptors) {
    const descriptor: unknown = await (await fetch(baseUrl + path)).json();
    assert.equal(textAt(descriptor, 'baseUrl'), baseUrl);
    assert.doesNotMatch(JSON.stringify(descriptor), /\{\{/);
  }
});

test('serves its style, script and icon', async () => {
  for (const file of ['addon.css', 'addon.js', 'icon.svg']) {
    const response = await fetch(`${baseUrl}/assets/${file}`);
    assert.equal(response.status, 200, file);
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
  }
});

test('answers nobody who does not say who it is', async () => {
  for (const { kind, path } of modules) {
    const response = await fetch(baseUrl + path, { method: kind === 'webhook' ? 'POST' : 'GET' });
    assert.equal(response.status, 401, path);
    if (kind === 'page') assert.equal((await fetch(`${baseUrl}/api${path}`)).status, 401, path);
  }
  for (const event of ['installed', 'uninstalled', 'enabled', 'disabled']) {
    assert.equal((await running.post(`/lifecycle/${event}`, undefined, {})).status, 401, event);
  }
});

test('takes a token for nothing but what it was signed for', async () => {
  const addon = await running.install();
  const secret = (await addon.sharedSecret()) ?? '';
  const sign = (method: string, target: string, qsh?: string) =>
    signRequest(secret, addon.clientKey, method, target, qsh === undefined ? {} : { claims: { qsh } });
  const context = await sign('GET', '/', 'context-qsh');
  for (const { kind, path } of modules) {
    if (kind !== 'page') {
      assert.equal((await running.post(path, context, {})).status === 204, false, path);
      continue;
    }
    const token = await sign('GET', path);
    const refused = [
      await fetch(`${baseUrl}${path}?jwt=${context}`),
      await fetch(`${baseUrl}${path}?extra=1&jwt=${token}`),
      await fetch(`${baseUrl}${path}?jwt=${token}&jwt=${token}`),
      await fetch(`${baseUrl}/api${path}?jwt=${context}`),
      await running.getAsPage(path, token),
      await running.getAsPage(`/api${path}`, await sign('GET', `/api${path}`)),
    ].map(({ status }) => status);
    assert.deepEqual(refused, [401, 401, 401, 401, 401, 401], path);
  }
});

test('refuses what is too large or no JSON, once it knows the sender', async () => {
  const addon = await running.install();
  const path = '/lifecycle/enabled';
  const token = await running.sign(addon, 'POST', path);
  assert.equal((await running.post(path, token, {})).status, 204);
  const large = await running.post('/lifecycle/installed', undefined, { text: 'x'.repeat(6_000_000) });
  assert.equal(large.status, 401);
});

test('says in words what is wrong: a page to people, a line to programs', async () => {
  const line = await fetch(`${baseUrl}/nothing`);
  assert.deepEqual([line.status, await line.text()], [404, 'There is nothing at this address.\n']);
  const page = await fetch(`${baseUrl}/nothing`, { headers: { Accept: 'text/html' } });
  assert.match(await page.text(), /<main[^>]*role="alert"/);
  assert.match(page.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/);
});

test("lets calls go to Atlassian's sites only, where Atlassian's keys are used", () => {
  const cloud = 'https://connect-install-keys.atlassian.com';
  const trusted = (url: string, keys = cloud) => isTrustedSite(url, keys);
  assert.equal(trusted('https://acme.atlassian.net/wiki'), true);
  for (const url of [
    'http://acme.atlassian.net',
    'https://atlassian.net.example.com',
    'http://localhost:2990',
  ]) {
    assert.equal(trusted(url), false, url);
  }
  assert.equal(trusted('http://localhost:2990', 'http://localhost:2990/install-keys'), true);
});
