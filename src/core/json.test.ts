import { expect, test } from 'vitest';
import { parseJson } from './json.ts';

test.each([
  ['half a character', '"a\\ud800b"', 'a\ufffdb'],
  ['the other half', '{"a":["\\uDC00"]}', { a: ['\ufffd'] }],
  ['NUL, at which a database would cut the text off', '"ab\\u0000cd"', 'ab\ufffdcd'],
  ['a whole pair', '"\\ud83d\\ude00"', '\u{1f600}'],
  ['a backslash before what only looks like it', '"\\\\u0000"', '\\u0000'],
])('reads %s', (_, text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('reads everything else as it is', () => {
  const value = { a: [1, 'x', null, true], 'b\u0007': {} };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});
