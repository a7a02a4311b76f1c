import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__MODULE_KEY__ opens in a frame that only its own site may have', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const page = await addon.openModule('__MODULE_KEY__');
  assert.equal(page.status, 200);
  assert.match(page.text(), /<h1>/);
  const policy = page.headers.get('Content-Security-Policy') ?? '';
  assert.ok(policy.endsWith(`frame-ancestors ${running.instance.url}`), policy);
});
