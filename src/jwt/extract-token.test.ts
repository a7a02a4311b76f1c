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
  "curl --header 'Authorization: JWT aaa.bbb.ccc' https://x.example/rest",
  "curl 'https://x.example/page?lic=none&jwt=aaa.bbb.ccc&cp=' -H 'accept: */*'",
  // As Chrome copies it for bash, with a referrer that carries an older token.
  `curl 'https://x.example/rest' \\
  -X 'POST' \\
  -H 'referer: https://x.example/page?jwt=old.old.old' \\
  -H $'x-name: it\\'s \\u00e9' \\
  -H 'authorization: JWT aaa.bbb.ccc' \\
  --data-raw '{"jwt":"no"}' --compressed`,
  // As Chrome copies it for cmd.
  'curl ^"https://x.example/page?lic=none^&jwt=aaa.bbb.ccc^" ^\r\n  -H ^"accept: */*^"',
  'curl -s -H"Authorization: JWT aaa.bbb.ccc" https://x.example/',
  '$ curl --header=Authorization:\\ Bearer\\ aaa.bbb.ccc https://x.example/',
  "curl -H 'X-acpt: aaa.bbb.ccc' https://x.example/",
  'curl -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d assertion=aaa.bbb.ccc https://x.example/token',
])('%j', (text) => {
  expect(extractToken(text)).toBe('aaa.bbb.ccc');
});

test.each([
  ['', ''],
  ['   ', ''],
  ['not a token', 'not a token'],
  ['/page?xjwt=aaa', '/page?xjwt=aaa'],
  ['/page?jwt=', ''],
  ['curl https://x.example/', ''],
  ["curl -H 'Authorization: Basic abc' 'https://x.example/", ''],
])('%j stays for the decoder to judge', (text, rest) => {
  expect(extractToken(text)).toBe(rest);
});

test('a huge command is read in time', () => {
  for (const piece of ["'", '"', '"\\', "$'", 'a ', '^"']) {
    expect(extractToken(`curl ${piece.repeat(300_000)}`)).toBe('');
  }
});
