import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSite, signContext, signShared } from './fake-site.ts';
import { startAddon } from './start-addon.ts';

const URL = '/webhooks/issue';
const site = createSite('acme');

test('notes a verified webhook once, however often it is delivered', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  assert.equal((await addon.deliver(site, 'delivery-1')).status, 204);
  assert.equal((await addon.deliver(site, 'delivery-1')).status, 204);
  const panel = await (await addon.get('/api/issue-panel', signContext(site))).text();
  assert.match(panel, /id="webhook-count">1</);
  assert.match(panel, /priority/);
});

test('notes nothing of what is not signed for it', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const body = { webhookEvent: 'jira:issue_updated', issue: { id: '10001', key: 'DEMO-1' } };
  const forged = signShared({ ...site, sharedSecret: 'guessed' }, 'POST', URL);
  const statuses = [
    await addon.post(URL, undefined, body),
    await addon.post(URL, forged, body),
    await addon.post(URL, signShared(site, 'GET', URL), body),
    await addon.post(`${URL}?issue=DEMO-1`, signShared(site, 'POST', URL), body),
    await addon.post(URL, signShared(site, 'POST', URL), { webhookEvent: 'jira:issue_updated' }),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [401, 401, 401, 401, 400]);
  const panel = await (await addon.get('/api/issue-panel', signContext(site))).text();
  assert.match(panel, /id="webhook-count">0</);
});
