import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import schema from '../../../schemas/config.json' with { type: 'json' };
import { soak } from '../../../test/support/soak.ts';
import { isRecord } from '../../core/json.ts';
import { checkValue } from './check-value.ts';

const SAMPLE = {
  $schema: 'x',
  other: { anything: 1 },
  validate: {
    files: ['a', '!b'],
    product: 'jira',
    rules: { 'a/b': 'off', 'c/*': 'warning' },
    failOn: 'never',
    maxWarnings: 3,
    baseline: 'b.json',
    set: { a: 'b' },
    formats: ['pretty', 'sarif=x'],
  },
  webhook: { redact: ['a.b'], keep: ['email'], names: true },
};

describe('schemas/config.json', () => {
  const validate = new Ajv2020({ strict: true }).compile(schema);

  test('is agreed with, whatever the value', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(
          null,
          1,
          -1,
          1.5,
          true,
          '',
          'off',
          'jira',
          [],
          {},
          ['a'],
          [''],
          { a: 'error' },
          { validate: 1 },
        ),
        (steps, oddity) => {
          const value = mutate(SAMPLE, steps, oddity);
          const isValid = validate(value);
          if (!isValid) refused += 1;
          expect(checkValue(value, schema).length === 0).toBe(isValid);
        },
      ),
      { numRuns: soak(100, 1_000) },
    );
    expect(refused).toBeGreaterThan(soak(20, 200));
    expect(checkValue(SAMPLE, schema)).toEqual([]);
  });

  test('uses no keyword that is passed over', () => {
    const known = ['type', 'enum', 'properties', 'additionalProperties', 'items', 'minimum', 'minLength'];
    const telling = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples'];
    expect(keywordsOf(schema).filter((word) => ![...known, ...telling].includes(word))).toEqual([]);
  });
});

test.each([
  [{ validate: { failOn: 'warn' } }, '/validate/failOn cannot be "warn".', 'Did you mean "warning"?'],
  [
    { validate: { product: 'bamboo' } },
    '/validate/product cannot be "bamboo".',
    'Write "jira", "confluence" or "bitbucket".',
  ],
  [{ validate: { failon: 'error' } }, '/validate has no setting "failon".', 'Did you mean "failOn"?'],
  [{ validate: { files: 'a' } }, '/validate/files must be a list, not a text.', undefined],
  [{ validate: { maxWarnings: -1 } }, '/validate/maxWarnings must be 0 or more.', undefined],
  [
    { validate: { maxWarnings: 1.5 } },
    '/validate/maxWarnings must be a whole number, not a fraction.',
    undefined,
  ],
  [{ validate: { set: { 'a/b': 1 } } }, '/validate/set/a~1b must be a text, not a number.', undefined],
  [{ validate: { baseline: '' } }, '/validate/baseline must not be empty.', undefined],
  [[], 'The configuration must be an object, not a list.', undefined],
])('says what is wrong with %j', (value, message, hint) => {
  expect(checkValue(value, schema)).toEqual([
    expect.objectContaining({ message, ...(hint === undefined ? {} : { hint }) }),
  ]);
});

function mutate(value: unknown, steps: readonly number[], oddity: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (steps.length === 0) return oddity;
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, index) => (index === step % value.length ? mutate(item, rest, oddity) : item));
  }
  if (!isRecord(value)) return oddity;
  const names = [...Object.keys(value), 'odd'];
  const chosen = names[step % names.length] ?? 'odd';
  return { ...value, [chosen]: mutate(value[chosen], rest, oddity) };
}

/** The keywords of a schema and of those inside of it. */
function keywordsOf(value: unknown): readonly string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([keyword, inner]) => {
    const schemas =
      keyword === 'properties' && isRecord(inner)
        ? Object.values(inner)
        : ['additionalProperties', 'items'].includes(keyword)
          ? [inner]
          : [];
    return [keyword, ...schemas.flatMap(keywordsOf)];
  });
}
