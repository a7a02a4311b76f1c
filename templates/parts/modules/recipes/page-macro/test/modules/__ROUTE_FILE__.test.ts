import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__MODULE_KEY__ knows the page that it stands on', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const { searchParams } = new URL((await addon.openModule('__MODULE_KEY__')).url);
  const page = await addon.openModule('__MODULE_KEY__', { 'page.id': '4711' });
  assert.equal(page.status, 200);
  assert.match(page.text(), searchParams.has('content') ? />4711</ : /<h1>/);
});
