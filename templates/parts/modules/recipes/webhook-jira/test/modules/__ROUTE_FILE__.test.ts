import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { WebhookLog } from '../../src/storage/webhook-log.ts';
import { signRequest } from '../support/sign.ts';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();
const path = '__ROUTE_PATH__';
const body = {
  webhookEvent: '__EVENT__',
  issue: { id: '10001', key: 'DEMO-1' },
  changelog: { items: [{ field: 'priority' }] },
};

test(`${path} notes what the product tells of, once for each delivery`, async () => {
  const addon = await running.installFor('jira');
  const secret = (await addon.sharedSecret()) ?? '';
  const id = randomUUID();
  const send = async (key: string, method: string) => {
    const token = await signRequest(key, addon.clientKey, method, path);
    return (await running.post(path, token, body, { 'X-Atlassian-Webhook-Identifier': id })).status;
  };
  assert.deepEqual([await send('guessed', 'POST'), await send(secret, 'GET')], [401, 401]);
  assert.deepEqual([await send(secret, 'POST'), await send(secret, 'POST')], [204, 204]);

  const noted = await new WebhookLog(running.database, addon.clientKey).list();
  const [delivery, ...repeated] = noted.filter((one) => one.id === id);
  assert.deepEqual([delivery?.event, delivery?.subjectName], ['__EVENT__', 'DEMO-1']);
  assert.equal(repeated.length, 0);
});
