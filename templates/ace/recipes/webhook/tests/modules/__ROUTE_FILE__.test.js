// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__ROUTE_PATH__ keeps what it is told', async () => {
  /** @type {unknown[]} */
  const kept = [];
  const deliveries = { record: async (/** @type {unknown[]} */ ...record) => void kept.push(record) };
  const input = {
    clientKey: 'site',
    id: 'delivery',
    query: {},
    body: { webhookEvent: '__EVENT__', issue: { key: 'DEMO-1' } },
    deliveries,
  };
  await __ROUTE_EXPORT__.receive(/** @type {any} */ (input));
  const [[clientKey, { receivedAt, ...delivery }]] = /** @type {any} */ (kept);
  assert.equal(clientKey, 'site');
  assert.deepEqual(delivery, { id: 'delivery', event: '__EVENT__', about: 'DEMO-1' });
});
