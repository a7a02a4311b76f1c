// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ shows the project that it is about', async () => {
  const input = {
    about: { project: 'DEMO' },
    site: {
      get: async (/** @type {string} */ url) => {
        assert.ok(url.startsWith('/rest/api/3/project/DEMO?'));
        return { key: 'DEMO', name: '<b>Demo</b>', lead: { displayName: 'Mia' } };
      },
    },
  };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /&lt;b&gt;Demo/);
});
