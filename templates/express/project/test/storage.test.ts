import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { FileTenantStore } from '../src/storage/tenant-store.ts';
import { FileWebhookLog } from '../src/storage/webhook-log.ts';

async function createFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'addon-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function tenant(name: string) {
  const url = `https://${name}.atlassian.test`;
  return { clientKey: name, baseUrl: url, displayUrl: url, sharedSecret: 'secret', isEnabled: false };
}

test('keeps tenants over a restart, readable by nobody else', async (t) => {
  const folder = await createFolder(t);
  const file = path.join(folder, 'data', 'tenants.json');
  await new FileTenantStore(file).save(tenant('acme'));
  assert.deepEqual(await new FileTenantStore(file).find('acme'), tenant('acme'));
  assert.deepEqual(await readdir(path.dirname(file)), ['tenants.json']);
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o077, 0);
});

test('loses none of many changes made at once', async (t) => {
  const file = path.join(await createFolder(t), 'tenants.json');
  const store = new FileTenantStore(file);
  const names = Array.from({ length: 20 }, (_, index) => `site-${index}`);
  await Promise.all([...names.map((name) => store.save(tenant(name))), store.setEnabled('site-3', true)]);
  assert.equal(JSON.parse(await readFile(file, 'utf8')).length, names.length);
  assert.equal((await store.find('site-3'))?.isEnabled, true);
});

test('leaves a damaged file alone', async (t) => {
  const file = path.join(await createFolder(t), 'tenants.json');
  await writeFile(file, '[{}]');
  const store = new FileTenantStore(file);
  await assert.rejects(store.save(tenant('acme')), /damaged/);
  await assert.rejects(store.find('acme'), /damaged/);
  assert.equal(await readFile(file, 'utf8'), '[{}]');
});

test('keeps a bounded number of deliveries for each tenant', async (t) => {
  const log = new FileWebhookLog(path.join(await createFolder(t), 'webhooks.json'));
  const delivery = {
    event: 'jira:issue_updated',
    issueId: '1',
    issueKey: 'A-1',
    changedFields: [],
    receivedAt: '2026-01-01T00:00:00.000Z',
  };
  await log.record({ ...delivery, id: '0', clientKey: 'quiet' });
  for (let id = 0; id < 120; id += 1) await log.record({ ...delivery, id: String(id), clientKey: 'busy' });
  const kept = await log.list('busy');
  assert.equal(kept.length, 100);
  assert.equal(kept[0]?.id, '119');
  assert.equal((await log.list('quiet')).length, 1);
  await log.removeAll('busy');
  assert.equal((await log.list('busy')).length + (await log.list('quiet')).length, 1);
});
