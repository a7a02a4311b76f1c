import { expect, test } from 'vitest';
import { readValues } from './values.ts';

test('takes what stands behind the first equals sign', () => {
  expect(readValues(['a=1', 'url=https://x?b=c', 'a=2', 'empty='])).toEqual({
    a: '2',
    url: 'https://x?b=c',
    empty: '',
  });
});

test.each(['a', '=a', ' =a', ''])('refuses %j', (setting) => {
  expect(() => readValues([setting])).toThrow('gives nothing a value');
});
