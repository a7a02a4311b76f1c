import { expect, test } from 'vitest';
import { isoTime, quote, relativeTime } from './describe.ts';

test.each([
  ['text', '"text"'],
  [undefined, 'undefined'],
  [{ a: [1] }, '{"a":[1]}'],
  ['line\nbreak', '"line\\nbreak"'],
  ['\u001b[31mred', '"\\u001b[31mred"'],
  ['\u009b31mred', '"\\u009b31mred"'],
  ['right\u202eto left', '"right\\u202eto left"'],
  ['tag \u{e0041}', '"tag \\udb40\\udc41"'],
])('%j is quoted %s', (value, text) => {
  expect(quote(value)).toBe(text);
});

test('long values are cut', () => {
  expect(quote('x'.repeat(5000))).toMatch(/^"x{119}… \(5002 characters\)$/);
});

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [1_795_255_200.5, '2026-11-21T10:00:00.500Z'],
  [1e13, undefined],
  [-1e300, undefined],
  [Number.NaN, undefined],
])('%d s is %s', (seconds, text) => {
  expect(isoTime(seconds)).toBe(text);
});

test.each([
  [100, 'now'],
  [40, '1 min ago'],
  [160, 'in 1 min'],
])('%i s at 100 s is %s', (seconds, text) => {
  expect(relativeTime(seconds, 100_000)).toBe(text);
});
