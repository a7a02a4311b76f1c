import { expect, test } from 'vitest';
import { followDocs } from '../support/docs-examples.ts';

test.each([
  ['docs/validate-descriptor.md', 24],
  ['docs/validate-code.md', 2],
  ['docs/validate-ci.md', 3],
])('%s shows what happens', async (page, commands) => {
  expect(await followDocs(page)).toBe(commands);
});
