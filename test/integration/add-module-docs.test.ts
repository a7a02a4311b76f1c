import { expect, test } from 'vitest';
import { followDocs } from '../support/docs-examples.ts';

test('docs/add-module.md shows what happens', async () => {
  expect(await followDocs('docs/add-module.md')).toBe(7);
});
