// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.js';

test('__MODULE_KEY__ answers storage format', async () => {
  const input = { site: { get: async () => ({ displayName: '<b>Mia</b>' }) } };
  const { text } = await __ROUTE_EXPORT__.render(/** @type {any} */ (input));
  assert.match(text, /^<p>.*&lt;b&gt;Mia.*<\/p>$/);
});
