import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const path = '__ROUTE_PATH__';

test(`${path} shows the issue that the product has signed, and no other`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const token = await running.sign(addon, 'GET', `${path}?issue=DEMO-1`);
  const page = await fetch(`${running.baseUrl}${path}?issue=DEMO-1&jwt=${token}`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /id="issue-key">DEMO-1</);
  const another = await fetch(`${running.baseUrl}${path}?issue=DEMO-2&jwt=${token}`);
  assert.equal(another.status, 401);
});

test(`${path} is refreshed about the issue of its context token`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const claims = { qsh: 'context-qsh', context: { jira: { issue: { key: 'DEMO-1' } } } };
  const token = await running.sign(addon, 'GET', '/', claims);
  const refreshed = await running.getAsPage(`/api${path}?issue=DEMO-2`, token);
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="issue-key">DEMO-1</);
});
