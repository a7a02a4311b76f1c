import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__ROUTE_PATH__ is answered to the product, and to nobody else', async () => {
  const addon = await running.install();
  const token = await running.sign(addon, 'GET', '__ROUTE_PATH__');
  const url = `${running.baseUrl}__ROUTE_PATH__`;
  const inHeader = await fetch(url, { headers: { Authorization: `JWT ${token}` } });
  const inUrl = await fetch(`${url}?jwt=${token}`);
  assert.deepEqual([inHeader.status, inUrl.status, (await fetch(url)).status], [200, 200, 401]);
  assert.match(await inHeader.text(), /^<p>/);
});
