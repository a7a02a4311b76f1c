import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__MODULE_KEY__ shows the project that it stands on, and no other', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { project: 'DEMO' });
  assert.equal(page.status, 200);
  assert.match(page.text(), /id="project-key">DEMO</);
  const another = page.url.replace(/([?&]project=)[^&]*/, '$1PRIV');
  assert.notEqual(another, page.url);
  assert.equal((await fetch(another)).status, 401);
});

test('__MODULE_KEY__ is refreshed about the project of its context token', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__', { project: 'DEMO' });
  const refreshed = await running.getAsPage('/api__ROUTE_PATH__?project=PRIV', await page.contextToken());
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="project-key">DEMO</);
});
