import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soak } from '../../test/support/soak.ts';
import { canonicalQuery } from './canonical-query.ts';

/** The shortcuts for common queries must not be seen in their results: this is the same, written for clarity. */
function byTheBook(query: string): string {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    const key = encode(decode(name));
    if (key !== 'jwt') values.set(key, [...(values.get(key) ?? []), decode(value)]);
  }
  return [...values.keys()]
    .sort()
    .map((name) => `${name}=${(values.get(name) ?? []).sort().map(encode).join(',')}`)
    .join('&');
}

/** Byte by byte: Node's own `URLSearchParams` mangles letters beyond ASCII in a text with a broken escape. */
function decode(form: string): string {
  const bytes = (form.match(/%[\da-f]{2}|./gisu) ?? []).map((piece) =>
    /^%../s.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece === '+' ? ' ' : piece),
  );
  return Buffer.concat(bytes).toString();
}

function encode(text: string): string {
  return [...Buffer.from(text.toWellFormed())]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z\d\-._~]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

const text = fc
  .array(
    fc.constantFrom(
      ...'aAzZ09-._~!*\'(),;:@/?[]{}|^"`<> é😀\u0000\u007f',
      '+',
      '%41',
      '%7e',
      '%2b',
      '%c3%a9',
      '%',
      '%4',
      '%zz',
      '%+1',
    ),
    {
      maxLength: 5,
    },
  )
  .map((pieces) => pieces.join(''));
const pair = fc.oneof(
  fc.tuple(text, text).map(([name, value]) => `${name}=${value}`),
  text,
  fc.constant('jwt=x'),
);

test.each([0, 10, 40])('%i and more parameters', (minLength) => {
  fc.assert(
    fc.property(fc.array(pair, { minLength, maxLength: minLength + 10 }), (pairs) => {
      const query = pairs.join('&');
      expect(canonicalQuery(query)).toBe(byTheBook(query));
    }),
    { numRuns: soak(200, 2_000) },
  );
});

test('very many parameters take no more than their share of time', () => {
  const count = 100_000;
  const query = Array.from({ length: count }, (_, index) => `p${count - index}=`).join('&');
  expect(canonicalQuery(query).length).toBe(query.length);
});
