import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compactJson,
  indentJson,
  type JsonPath,
  parseJsonDocument,
  pointerOf,
  walkJson,
} from './json-text.ts';

const ODD = String.raw`{"a":3.0,"b":[1e2,-0,{"c\"d":"x\\","é\u00e9":null}],"a":"again","":{},"e":[],"__proto__":true}`;

test('every value is found with its path and place, also what JSON.parse would join or move', () => {
  const places = Array.from(walkJson(ODD));
  const found = places
    .filter(({ kind }) => kind !== 'key')
    .map(({ path, kind, start, end }) => [pointerOf(path), kind, ODD.slice(start, end)]);
  expect(found.slice(0, 8)).toEqual([
    ['/a', 'number', '3.0'],
    ['/b/0', 'number', '1e2'],
    ['/b/1', 'number', '-0'],
    ['/b/2/c"d', 'string', String.raw`"x\\"`],
    ['/b/2/éé', 'literal', 'null'],
    ['/b/2', 'object', String.raw`{"c\"d":"x\\","é\u00e9":null}`],
    ['/b', 'array', String.raw`[1e2,-0,{"c\"d":"x\\","é\u00e9":null}]`],
    ['/a', 'string', '"again"'],
  ]);
  expect(found.at(-1)).toEqual(['', 'object', ODD]);
  const keys = places.filter(({ kind }) => kind === 'key').map(({ start, end }) => ODD.slice(start, end));
  expect(keys).toEqual([
    '"a"',
    '"b"',
    String.raw`"c\"d"`,
    String.raw`"é\u00e9"`,
    '"a"',
    '""',
    '"e"',
    '"__proto__"',
  ]);
});

test('the places of any JSON hold its values, with any white space', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 3, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      for (const { path, kind, start, end } of walkJson(text)) {
        if (kind === 'key') continue;
        expect(JSON.parse(text.slice(start, end))).toEqual(JSON.parse(JSON.stringify(at(value, path))));
      }
    }),
  );
});

test('an indented text becomes the very same when its white space goes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const indented = indentJson(text, '    ') ?? '';
      expect(compactJson(indented)).toBe(text);
      expect(JSON.parse(indented)).toEqual(JSON.parse(text));
    }),
  );
  expect(compactJson(indentJson(ODD, '') ?? '')).toBe(ODD);
});

test('what has white space already, or is nested very deep, is not indented', () => {
  expect(indentJson('{"a": 1}', '')).toBeUndefined();
  expect(indentJson('{"a":" 1"}', '')).toBeDefined();
  expect(indentJson(`${'['.repeat(100)}1${']'.repeat(100)}`, '')).toBeUndefined();
});

test('a document has an object or a list at its root', () => {
  expect(parseJsonDocument(' {"a":1}')).toEqual({ a: 1 });
  expect(parseJsonDocument('[1]')).toEqual([1]);
  for (const text of ['', '1', '"x"', 'null', '{', '{a}']) expect(parseJsonDocument(text)).toBeUndefined();
});

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (current, key) => (typeof current === 'object' && current !== null ? Reflect.get(current, key) : current),
    value,
  );
}
