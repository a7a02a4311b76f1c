import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAt, textAt } from '../../src/json.ts';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const path = '__ROUTE_PATH__';

/** A page of the site, as it should be shown. */
async function findPage() {
  const { body } = await running.instance.asAdmin().get('/wiki/rest/api/content?type=page&limit=1');
  const [page] = listAt(body, 'results');
  return { id: textAt(page, 'id') ?? '', shown: `id="content-title">${textAt(page, 'title')}<` };
}

test(`${path} shows the content that the product has signed, and no other`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const { id, shown } = await findPage();
  const token = await running.sign(addon, 'GET', `${path}?content=${id}`);
  const page = await fetch(`${running.baseUrl}${path}?content=${id}&jwt=${token}`);
  assert.equal(page.status, 200);
  assert.ok((await page.text()).includes(shown));
  const another = await fetch(`${running.baseUrl}${path}?content=${id}0&jwt=${token}`);
  assert.equal(another.status, 401);
});

test(`${path} is refreshed about the content of its context token`, async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const { id, shown } = await findPage();
  const claims = { qsh: 'context-qsh', context: { confluence: { content: { id } } } };
  const token = await running.sign(addon, 'GET', '/', claims);
  const refreshed = await running.getAsPage(`/api${path}?content=${id}0`, token);
  assert.equal(refreshed.status, 200);
  assert.ok((await refreshed.text()).includes(shown));
});
