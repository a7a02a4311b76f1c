// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ shows the page that it is about', async () => {
  const input = {
    about: { content: '7' },
    deliveries: { list: async () => [] },
    site: {
      get: async (/** @type {string} */ url) => {
        assert.ok(url.startsWith('/rest/api/content/7?'));
        return { id: '7', title: '<b>Plan</b>', version: { number: 2, by: { displayName: 'Mia' } } };
      },
    },
  };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /&lt;b&gt;Plan/);
});
