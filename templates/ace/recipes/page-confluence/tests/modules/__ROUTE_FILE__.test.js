// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ shows what the person who is looking has worked on', async () => {
  const input = {
    accountId: 'someone',
    siteUrl: 'https://example.atlassian.net/wiki',
    site: {
      get: async (/** @type {string} */ url) => {
        const { searchParams } = new URL(url, 'https://example.atlassian.net');
        assert.match(searchParams.get('cql') ?? '', /contributor = "someone"/);
        return { results: [{ url: '/x', content: { title: '<b>Plan</b>' }, friendlyLastModified: 'today' }] };
      },
    },
  };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /&lt;b&gt;Plan/);
});
