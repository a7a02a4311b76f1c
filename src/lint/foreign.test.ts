import { expect, test } from 'vitest';
import { lintDescriptor } from './lint-descriptor.ts';

test.each([
  '{ "key": "a", "capabilities": { "hipchatApiConsumer": {} }, "constructor": 1 }',
  '{ "name": "a", "scripts": {}, "scripts": {}, }',
  '<atlassian-plugin key="a">',
  ' { "openapi": "3.1.0", "paths": {} }',
])('What is no descriptor is said once, and nothing else: %s', async (text) => {
  const column = text.search(/\S/) + 1;
  const { diagnostics, valid, descriptor } = await lintDescriptor(text);
  expect(diagnostics).toEqual([
    {
      ruleId: 'schema/not-a-descriptor',
      severity: 'error',
      message: expect.stringMatching(/^This is /),
      hint: expect.any(String),
      pointer: '',
      range: { start: { line: 1, column }, end: { line: 1, column: column + 1 } },
    },
  ]);
  expect({ valid, descriptor }).toEqual({ valid: false, descriptor: undefined });
});

test.each(['{ "foo": 1, {{> more}} }', '{ "foo": 1, "key" "a" }'])(
  'Where not everything could be read, nothing follows from what is missing: %s',
  async (text) => {
    const { diagnostics } = await lintDescriptor(text);
    expect(diagnostics.map(({ ruleId }) => ruleId)).not.toContain('schema/not-a-descriptor');
  },
);

test('What only lacks much is checked', async () => {
  const { diagnostics } = await lintDescriptor('{ "name": "A" }');
  expect(diagnostics.map(({ ruleId }) => ruleId)).toContain('schema/required');
});

test('The product that is asked for stays the product', async () => {
  const { product } = await lintDescriptor('{ "swagger": "2.0", "paths": {} }', { product: 'confluence' });
  expect(product).toBe('confluence');
});
