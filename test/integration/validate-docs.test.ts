import { expect, test } from 'vitest';
import { followDocs } from '../support/docs-examples.ts';

test('docs/validate-descriptor.md shows what happens', async () => {
  expect(await followDocs('docs/validate-descriptor.md')).toBe(8);
});
