import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const path = '__ROUTE_PATH__';

test(`${path} opens in a frame that only its own site may have`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const token = await running.sign(addon, 'GET', path);
  const page = await fetch(`${running.baseUrl}${path}?jwt=${token}`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<h1>/);
  const policy = page.headers.get('Content-Security-Policy') ?? '';
  assert.ok(policy.endsWith(`frame-ancestors ${running.instance.url}`), policy);
});
