import { expect, test } from 'vitest';
import { extractToken } from './extract-token.ts';

test.each([
  'aaa.bbb.ccc',
  '  aaa.bbb.ccc\n',
  '"aaa.bbb.ccc"',
  "'aaa.bbb.ccc'",
  'JWT aaa.bbb.ccc',
  'jwt aaa.bbb.ccc',
  'Bearer aaa.bbb.ccc',
  'Authorization: JWT aaa.bbb.ccc',
  'authorization:Bearer   aaa.bbb.ccc\r\n',
  '"Authorization: JWT aaa.bbb.ccc"',
  'https://app.example.com/page?lic=none&jwt=aaa.bbb.ccc&cp=',
  '/page?jwt=aaa.bbb.ccc#x',
  '/page#jwt=aaa.bbb.ccc',
  '/page?jwt=aaa%2Ebbb%2eccc',
  'jwt=aaa.bbb.ccc',
])('%j', (text) => {
  expect(extractToken(text)).toBe('aaa.bbb.ccc');
});

test.each([
  ['', ''],
  ['   ', ''],
  ['not a token', 'not a token'],
  ['/page?xjwt=aaa', '/page?xjwt=aaa'],
  ['/page?jwt=', ''],
])('%j stays for the decoder to judge', (text, rest) => {
  expect(extractToken(text)).toBe(rest);
});
