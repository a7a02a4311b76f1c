import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAt, textAt } from '../../src/json.ts';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

async function firstPage(): Promise<{ readonly id: string; readonly title: string }> {
  const { body } = await running.instance.asAdmin().get('/wiki/rest/api/content?type=page&limit=1');
  const [page] = listAt(body, 'results');
  return { id: textAt(page, 'id') ?? '', title: textAt(page, 'title') ?? '' };
}

test('__MODULE_KEY__ shows the content that it stands on, and no other', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const { id, title } = await firstPage();
  const page = await addon.openModule('__MODULE_KEY__', { content: id });
  assert.equal(page.status, 200);
  assert.ok(page.text().includes(`id="content-title">${title}<`));
  const another = page.url.replace(/([?&]content=)[^&]*/, '$12');
  assert.notEqual(another, page.url);
  assert.equal((await fetch(another)).status, 401);
});

test('__MODULE_KEY__ is refreshed about the content of its context token', async () => {
  const addon = await running.installWith('__MODULE_KEY__');
  const { id, title } = await firstPage();
  const page = await addon.openModule('__MODULE_KEY__', { content: id });
  const refreshed = await running.getAsPage('/api__ROUTE_PATH__?content=2', await page.contextToken());
  assert.equal(refreshed.status, 200);
  assert.ok((await refreshed.text()).includes(`id="content-title">${title}<`));
});
