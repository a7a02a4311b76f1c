import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__MODULE_KEY__ shows the space that it stands on, and no other', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { space: 'DS' });
  assert.equal(page.status, 200);
  assert.match(page.text(), /id="space-key">DS</);
  const another = page.url.replace(/([?&]space=)[^&]*/, '$1PRIV');
  assert.notEqual(another, page.url);
  assert.equal((await fetch(another)).status, 401);
});

test('__MODULE_KEY__ is refreshed about the space of its context token', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { space: 'DS' });
  const refreshed = await running.getAsPage('/api__ROUTE_PATH__?space=PRIV', await page.contextToken());
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="space-key">DS</);
});
