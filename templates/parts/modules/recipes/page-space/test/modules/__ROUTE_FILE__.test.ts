import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const path = '__ROUTE_PATH__';

test(`${path} shows the space that the product has signed, and no other`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const token = await running.sign(addon, 'GET', `${path}?space=DS`);
  const page = await fetch(`${running.baseUrl}${path}?space=DS&jwt=${token}`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /id="space-key">DS</);
  const another = await fetch(`${running.baseUrl}${path}?space=PRIV&jwt=${token}`);
  assert.equal(another.status, 401);
});

test(`${path} is refreshed about the space of its context token`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const claims = { qsh: 'context-qsh', context: { confluence: { space: { key: 'DS' } } } };
  const token = await running.sign(addon, 'GET', '/', claims);
  const refreshed = await running.getAsPage(`/api${path}?space=PRIV`, token);
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="space-key">DS</);
});
