import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebhookLog } from '../../src/storage/webhook-log.ts';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const { database, instance } = running;

test('__MODULE_KEY__ shows each site what happened there', async () => {
  const own = await running.installWith('__MODULE_KEY__');
  const other = await running.installWith('__MODULE_KEY__', instance.site('globex'));
  await new WebhookLog(database, other.clientKey).record({
    id: 'delivery-of-the-other-site',
    event: 'something_secret_happened',
    subjectId: '1',
    subjectName: 'SECRET-1',
    changedFields: [],
    receivedAt: new Date(),
  });
  assert.match((await other.openModule('__MODULE_KEY__')).text(), /SECRET-1/);
  const page = await own.openModule('__MODULE_KEY__');
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text(), /SECRET-1/);

  const refreshed = await running.getAsPage('/api__ROUTE_PATH__', await page.contextToken());
  assert.equal(refreshed.status, 200);
  assert.doesNotMatch(await refreshed.text(), /SECRET-1/);
});
