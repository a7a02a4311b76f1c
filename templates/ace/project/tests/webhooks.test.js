// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseUrl, database, install } from './addon-under-test.js';

test('webhooks are kept once, and those that the site has not signed not at all', async () => {
  for (const addon of await install()) {
    const { webhooks = [] } = /** @type {{ webhooks?: { event: string, url: string }[] }} */ (
      addon.descriptor.modules
    );
    for (const { event, url } of webhooks) {
      const count = async () => {
        const rows = await database.query('SELECT 1 FROM deliveries WHERE client_key = $1', [
          addon.clientKey,
        ]);
        return rows.length;
      };
      const earlier = await count();
      const { request, status } = await addon.fire(event);
      assert.equal(status, 204);
      assert.equal(await count(), earlier + 1);

      const again = (/** @type {Record<string, string>} */ headers) =>
        fetch(`${baseUrl}${url}`, { method: 'POST', headers, body: JSON.stringify(request.body) });
      const sent = Object.fromEntries(request.headers);
      assert.equal((await again({ 'Content-Type': 'application/json' })).status, 401);
      assert.equal((await again({ ...sent, authorization: `${sent.authorization}x` })).status, 401);
      assert.equal(await count(), earlier + 1);
    }
  }
});
