import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const target = '__ROUTE_PATH__?content=4711';

test(`${target} tells the macro which page it stands on`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const token = await running.sign(addon, 'GET', target);
  const page = await fetch(`${running.baseUrl}${target}&jwt=${token}`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), />4711</);
});
