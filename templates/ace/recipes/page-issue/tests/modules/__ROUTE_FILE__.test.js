// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ shows the issue that it is about', async () => {
  const input = {
    about: { issue: 'DEMO-1' },
    deliveries: { list: async () => [] },
    site: {
      get: async (/** @type {string} */ url) => {
        assert.ok(url.startsWith('/rest/api/3/issue/DEMO-1?'));
        return { key: 'DEMO-1', fields: { summary: '<b>Plan</b>', status: { name: 'Done' } } };
      },
    },
  };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /&lt;b&gt;Plan/);
});
