import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { soak } from '../../../test/support/soak.ts';
import { findAddresses } from './find-addresses.ts';
import { findBase64 } from './find-base64.ts';
import { findMultipartSecrets, findPrivateKeys } from './find-blocks.ts';
import { findRuns, isWordCode, type Part, replaceParts } from './find-runs.ts';
import { findTokens } from './find-tokens.ts';
import { Redactor } from './redactor.ts';
import { readRules } from './rules.ts';

/** Texts that are put together of what parts begin, end and break with. */
function textOf(...pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(''));
}

/** What a plain expression finds, which reads some texts far too often. */
function partsBy(expression: RegExp, text: string): readonly Part[] {
  return Array.from(text.matchAll(expression), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function shown(text: string, parts: readonly Part[]): readonly string[] {
  return parts.map(({ start, end }) => text.slice(start, end));
}

test('tokens are those that an expression finds', () => {
  fc.assert(
    fc.property(textOf('eyJ', 'eyJhbGc', 'a', 'ab', '-', '.', '..', ' ', 'é', '"'), (text) => {
      expect(findTokens(text)).toEqual(partsBy(/\beyJ[\w-]{2,}\.[\w-]{2,}\.[\w-]*/g, text));
    }),
    { numRuns: soak(200, 2_000) },
  );
});

test('addresses are those that an expression finds', () => {
  const expression =
    /[\p{L}\p{N}_.!#$'*+~-]{1,64}(?:@|%(?:25)?40|\\u0040|&#64;|&#x40;)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}\p{L}[\p{L}\p{N}-]{1,30}/giu;
  const long = 'n'.repeat(70);
  const pieces = [
    'a',
    'é',
    '𝒳',
    '.',
    '-',
    '+',
    ' ',
    '@',
    '%40',
    '%2540',
    '\\u0040',
    '&#64;',
    'b.com',
    'org',
    long,
  ];
  fc.assert(
    fc.property(textOf(...pieces), (text) => {
      expect(findAddresses(text)).toEqual(partsBy(expression, text));
    }),
    { numRuns: soak(200, 2_000) },
  );
});

describe('base64', () => {
  test('is found on one line, and on many with the last one', () => {
    const lines =
      Buffer.alloc(100, 'some text')
        .toString('base64')
        .match(/.{1,60}/g) ?? [];
    for (const end of ['\n', '\r\n']) {
      const whole = lines.join(end);
      expect(shown(`see ${whole} there`, findBase64(`see ${whole} there`))).toEqual([whole]);
    }
    expect(shown('a YWJjZGVmZ2hpamts= b', findBase64('a YWJjZGVmZ2hpamts= b'))).toEqual([
      'YWJjZGVmZ2hpamts=',
    ]);
    expect(findBase64('fifteenletters0 a\nb')).toEqual([]);
  });

  test('of millions of characters is found', () => {
    const text = 'A'.repeat(33_000_000);
    expect(findBase64(text)).toEqual([{ start: 0, end: text.length }]);
  });
});

test('private keys are found whole, several of them, and what is there of one that breaks off', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nA-A\n-----END RSA PRIVATE KEY-----';
  const text = `a ${key} b ${key} c -----BEGIN PRIVATE KEY-----\nAAA`;
  expect(shown(text, findPrivateKeys(text))).toEqual([key, key, '-----BEGIN PRIVATE KEY-----\nAAA']);
  expect(findPrivateKeys('-----BEGIN PUBLIC KEY----- -----END PRIVATE KEY-----')).toEqual([]);
});

test('fields of forms are found that have an end, and one that is within another is part of it', () => {
  const field = (value: string) => `name="apiToken"\r\n\r\n${value}`;
  const text = `${field('one')}\r\n--x\r\n${field(`two ${field('three')}`)}\n--x ${field('four')}`;
  expect(shown(text, findMultipartSecrets(text))).toEqual(['one', `two ${field('three')}`]);
  const long = `${field('x'.repeat(9000))}\r\n--x\r\n${field('one')}\r\n--x`;
  expect(shown(long, findMultipartSecrets(long))).toEqual(['one']);
});

test('characters are looked at once, however they are put together', () => {
  fc.assert(
    fc.property(textOf('eyJ-', 'a', '.', ' ', '-'), fc.integer({ min: 1, max: 20 }), (text, minLength) => {
      let looks = 0;
      const isMember = (code: number) => {
        looks += 1;
        return isWordCode(code);
      };
      const parts = findRuns(text, isMember, minLength);
      expect(looks).toBe(text.length);
      expect(parts).toEqual(partsBy(new RegExp(`\\w{${minLength},}`, 'g'), text));
    }),
  );
});

test('parts are replaced where they stand', () => {
  expect(
    replaceParts(
      'abcdef',
      [
        { start: 1, end: 2 },
        { start: 4, end: 6 },
      ],
      (part) => `<${part}>`,
    ),
  ).toBe('a<b>cd<ef>');
  expect(replaceParts('abc', [], () => '')).toBe('abc');
});

// Each was made for one of the expressions that began anywhere and read on from there.
test.each([
  ...['eyJ-', 'eyJaa.eyJ-', '-----BEGIN PRIVATE KEY-----', 'name="token"\r\n\r\n', 'a@', 'a.', 'é-', 'a'],
  ...['password', '"password":"', 'Bearer ', '<token ', '{"a":', '[', 'AAAA\r\n', 'x://'],
])('a text of nothing but %j is read to its end, and what comes then is taken out', (piece) => {
  const text = `${piece.repeat(1_000_000 / piece.length)} alice@example.com`;
  const redactor = new Redactor(readRules({}));
  const after = Buffer.from(redactor.body(Buffer.from(text), 'request.body', false)).toString();
  expect(after).not.toContain('alice');
});

test('JSON that is nested without end is read', () => {
  const text = `${'['.repeat(100_000)}"alice@example.com"${']'.repeat(100_000)}`;
  const redactor = new Redactor(readRules({}));
  const after = Buffer.from(redactor.body(Buffer.from(text), 'request.body', false)).toString();
  expect(after).toBe(text.replace('alice@example.com', 'person-1@redacted.invalid'));
});
