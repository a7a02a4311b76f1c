import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToList, setProperty } from './json-text.ts';

test.each([
  ['{}', '{\n  "a": 1\n}'],
  ['{ "b": 2 }', '{ "b": 2,\n  "a": 1 }'],
  ['{\n\t"b": [\n\t\t1\n\t]\n}\n', '{\n\t"b": [\n\t\t1\n\t],\n\t"a": 1\n}\n'],
  ['{\n  "a": { "old": true },\n  "b": 2\n}', '{\n  "a": 1,\n  "b": 2\n}'],
  ['{\n  // Why.\n  "x": 1, // so\n  "b": 2\n}', '{\n  // Why.\n  "x": 1,\n  "a": 1, // so\n  "b": 2\n}'],
])('sets a property of %j', (text, expected) => {
  expect(setProperty(text, 'x.json', 'a', 1, 'x')).toBe(expected);
});

test('writes what is nested with the indentation of the text', () => {
  expect(setProperty('{\n    "b": 2\n}', 'x.json', 'a', { c: [1] })).toBe(
    '{\n    "b": 2,\n    "a": {\n        "c": [\n            1\n        ]\n    }\n}',
  );
});

test('sets what was asked for and nothing else, whatever the object', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.string(),
      fc.jsonValue(),
      (object, key, value) => {
        fc.pre(key !== '__proto__' && !Object.hasOwn(object, '__proto__'));
        const set = JSON.parse(setProperty(JSON.stringify(object, null, 2), 'x.json', key, value));
        expect(set).toEqual(JSON.parse(JSON.stringify({ ...object, [key]: value })));
      },
    ),
  );
});

test.each([
  ['{ "s": ["READ"] }', '{ "s": ["READ", "X"] }'],
  ['{ "s": [] }', '{ "s": ["X"] }'],
  ['{ "s": ["X", "READ"] }', '{ "s": ["X", "READ"] }'],
  ['{ "b": 1 }', '{ "b": 1,\n  "s": [\n    "X"\n  ] }'],
])('adds to the list of %j', (text, expected) => {
  expect(addToList(text, 'x.json', 's', ['X'])).toBe(expected);
});

test.each(['', '[]', 'null', 'x'])('has nothing to set in %j', (text) => {
  expect(() => setProperty(text, 'x.json', 'a', 1)).toThrow('x.json is no JSON object');
});
