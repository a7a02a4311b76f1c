import { expect, test } from 'vitest';
import { decodeToken, MAX_TOKEN_LENGTH, MalformedTokenError } from './decode.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encode({ alg: 'HS256' });
const CLAIMS = encode({ iss: 'me' });

test('reads header and claims, whatever the signature', () => {
  expect(decodeToken(`${HEADER}.${CLAIMS}.AAAA`)).toEqual({
    header: { alg: 'HS256' },
    claims: { iss: 'me' },
  });
});

test('reads an unsigned token: what it is worth is for the verifier to say', () => {
  expect(decodeToken(`${encode({ alg: 'none' })}.${CLAIMS}.`).header).toEqual({ alg: 'none' });
});

test('keeps claims that are named like members of objects', () => {
  const payload = Buffer.from('{"__proto__":{"iss":"x"},"constructor":1}').toString('base64url');
  const { claims } = decodeToken(`${HEADER}.${payload}.AAAA`);
  expect(Object.keys(claims)).toEqual(['__proto__', 'constructor']);
  expect(claims['iss']).toBeUndefined();
});

const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
const deepText = '['.repeat(20_000) + ']'.repeat(20_000);

test('takes what is nested reasonably', () => {
  expect(decodeToken(`${HEADER}.${encode(nested(32))}.AAAA`).claims).toEqual(nested(32));
});

test.each([
  ['nothing', '', 'The token is empty'],
  ['one word', 'token', 'only one'],
  ['two segments', `${HEADER}.${CLAIMS}`, 'has 2'],
  ['five segments', 'a.b.c.d.e', 'JWE'],
  ['an empty header', `.${CLAIMS}.AAAA`, 'The header is empty'],
  ['an empty payload', `${HEADER}..AAAA`, 'The payload is empty'],
  ['base64 with +', `${HEADER}.ab+/.AAAA`, 'The payload is not base64url'],
  ['an impossible length', `${HEADER}.${CLAIMS}.AAAAA`, 'The signature is not base64url'],
  ['padding', `${Buffer.from('{"alg":"x"} ').toString('base64url')}==.${CLAIMS}.AAAA`, 'padded'],
  ['blanks within', `${HEADER}.${CLAIMS} .AAAA`, 'The payload is not base64url'],
  ['a header that is not JSON', `AAAA.${CLAIMS}.AAAA`, 'The header is not JSON'],
  [
    'a payload that is not UTF-8',
    `${HEADER}.${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}.AAAA`,
    'JSON',
  ],
  ['a payload that is a list', `${HEADER}.${encode([1])}.AAAA`, 'not a JSON object'],
  ['a payload that is null', `${HEADER}.${encode(null)}.AAAA`, 'not a JSON object'],
  ['deep objects', `${HEADER}.${encode(nested(33))}.AAAA`, 'nested'],
  ['very deep lists', `${HEADER}.${Buffer.from(`{"a":${deepText}}`).toString('base64url')}.AAAA`, 'nested'],
  ['a huge text', `${HEADER}.${'A'.repeat(MAX_TOKEN_LENGTH)}.AAAA`, 'characters long'],
])('refuses %s', (_, token, message) => {
  expect(() => decodeToken(token)).toThrow(MalformedTokenError);
  expect(() => decodeToken(token)).toThrow(message);
});
