import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { WebhookLog } from '../../src/storage/webhook-log.ts';
import { signRequest } from '../support/sign.ts';
import { startAddon } from '../support/start-addon.ts';

const running = await startAddon();

test('__ROUTE_PATH__ notes what the product tells of', async () => {
  const addon = await running.installWith('__EVENT__');
  const log = new WebhookLog(running.database, addon.clientKey);
  const before = (await log.list()).length;
  const fired = await addon.fire('__EVENT__');
  assert.equal(fired.status, 204);
  const [delivery, ...others] = await log.list();
  assert.deepEqual([delivery?.event, others.length], ['__EVENT__', before]);
});

test('__ROUTE_PATH__ notes a delivery that is repeated once, and nothing that is not signed for it', async () => {
  const addon = await running.installWith('__EVENT__');
  const secret = (await addon.sharedSecret()) ?? '';
  const id = randomUUID();
  const send = async (token: string) => {
    const headers = { 'Content-Type': 'application/json', 'X-Atlassian-Webhook-Identifier': id };
    const url = `${running.baseUrl}__ROUTE_PATH__`;
    const init = { method: 'POST', headers: { ...headers, Authorization: `JWT ${token}` }, body: '{}' };
    return (await fetch(url, init)).status;
  };
  const sign = (key: string, method: string) => signRequest(key, addon.clientKey, method, '__ROUTE_PATH__');
  assert.deepEqual(
    [await send(await sign('guessed', 'POST')), await send(await sign(secret, 'GET'))],
    [401, 401],
  );
  const token = await sign(secret, 'POST');
  assert.deepEqual([await send(token), await send(token)], [204, 204]);
  const noted = await new WebhookLog(running.database, addon.clientKey).list();
  assert.equal(noted.filter((delivery) => delivery.id === id).length, 1);
});
