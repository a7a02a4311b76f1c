import { expect, test } from 'vitest';
import { followDocs } from '../support/docs-examples.ts';

test('docs/jwt.md shows what happens', async () => {
  expect(await followDocs('docs/jwt.md', { now: Date.parse('2026-11-21T10:00:00Z') })).toBeGreaterThan(5);
});
