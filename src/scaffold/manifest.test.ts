import { expect, test } from 'vitest';
import schema from '../../schemas/template.json' with { type: 'json' };
import { isRecord } from '../core/json.ts';
import { FEATURES, parseManifest } from './manifest.ts';
import { PROJECT_PRODUCTS } from './products.ts';

test('a manifest is read with what it leaves out', () => {
  expect(parseManifest('{"version":1,"title":"T"}', 'x')).toEqual({
    title: 'T',
    description: undefined,
    parts: [],
    products: new Map(),
    features: new Map(),
    moduleIndex: undefined,
    nextScript: undefined,
  });
});

test('the first product stays the first', () => {
  const text = '{"version":1,"title":"T","products":{"confluence":{},"jira":{"modules":["webhooks"]}}}';
  expect([...parseManifest(text, 'x').products]).toEqual([
    ['confluence', []],
    ['jira', ['webhooks']],
  ]);
});

test('the schema knows the products and features that there are', () => {
  expect(Object.keys(schema.properties.products.properties)).toEqual([...PROJECT_PRODUCTS]);
  expect(Object.keys(schema.properties.features.properties)).toEqual([...FEATURES]);
});

test('the schema uses no keyword that is passed over', () => {
  const known = ['type', 'properties', 'additionalProperties', 'items', 'minimum', 'minLength'];
  const telling = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples'];
  expect(keywordsOf(schema).filter((word) => ![...known, ...telling].includes(word))).toEqual([]);
});

/** The keywords of a schema and of those inside of it. */
function keywordsOf(value: unknown): readonly string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([keyword, inner]) => {
    const isNamed = keyword === 'properties' && isRecord(inner);
    const schemas = isNamed
      ? Object.values(inner)
      : ['additionalProperties', 'items'].includes(keyword)
        ? [inner]
        : [];
    return [keyword, ...schemas.flatMap(keywordsOf)];
  });
}
