import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__MODULE_KEY__ shows the issue that it stands on, and no other', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { issue: 'DEMO-1' });
  assert.equal(page.status, 200);
  assert.match(page.text(), /id="issue-key">DEMO-1</);
  const another = page.url.replace(/([?&]issue=)[^&]*/, '$1DEMO-2');
  assert.notEqual(another, page.url);
  assert.equal((await fetch(another)).status, 401);
});

test('__MODULE_KEY__ is refreshed about the issue of its context token', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { issue: 'DEMO-1' });
  const refreshed = await running.getAsPage('/api__ROUTE_PATH__?issue=DEMO-2', await page.contextToken());
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="issue-key">DEMO-1</);
});
