// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ shows the issues of the person who is looking', async () => {
  const input = {
    accountId: 'some"one',
    siteUrl: 'https://example.atlassian.net',
    site: {
      get: async (/** @type {string} */ url) => {
        const { searchParams } = new URL(url, 'https://example.atlassian.net');
        assert.match(searchParams.get('jql') ?? '', /^assignee = "some\\"one" AND /);
        return { issues: [{ key: 'DEMO-1', fields: { summary: '<b>Plan</b>', status: { name: 'Done' } } }] };
      },
    },
  };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /&lt;b&gt;Plan/);
});
