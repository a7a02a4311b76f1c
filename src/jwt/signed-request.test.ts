import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCanonicalRequest } from './canonical-request.ts';
import { curlCommand, quoteForShell, resolveUrl, signUrl } from './signed-request.ts';

test.each([
  ['/p', '/p?jwt=T'],
  ['/p?', '/p?jwt=T'],
  ['/p?a=1&b=%2F+', '/p?a=1&b=%2F+&jwt=T'],
  ['https://x.example', 'https://x.example?jwt=T'],
  ['https://x.example/p?jwt=old&a=1#part?jwt=x', 'https://x.example/p?a=1&jwt=T#part?jwt=x'],
  ['/p?q=a = b', '/p?q=a%20=%20b&jwt=T'],
  ['/p?a=1&%6Awt=old&jwt&jwts=2', '/p?a=1&jwts=2&jwt=T'],
])('%s with a token is %s', (url, signed) => {
  expect(signUrl(url, 'T')).toBe(signed);
  const canonical = (one: string) => createCanonicalRequest({ method: 'GET', url: one });
  expect(canonical(signed)).toBe(canonical(url));
});

test.each([
  ['/page', 'https://a.example/ac', 'https://a.example/ac/page'],
  ['/ac/page?x=1', 'https://a.example/ac/', 'https://a.example/ac/page?x=1'],
  ['/acme', 'https://a.example/ac', 'https://a.example/ac/acme'],
  ['/page', 'https://a.example', 'https://a.example/page'],
  ['/page', '/ac', '/ac/page'],
  ['/page', undefined, '/page'],
  ['https://b.example/x', 'https://a.example/ac', 'https://b.example/x'],
])('%s below %s is %s', (url, baseUrl, resolved) => {
  expect(resolveUrl(url, baseUrl)).toBe(resolved);
});

describe('shell words', () => {
  test.each([
    ['https://x.example/p?a=1&b=2', "'https://x.example/p?a=1&b=2'"],
    ['plain-word_1.2', 'plain-word_1.2'],
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['$(rm -rf /) `x` "y" \\', '\'$(rm -rf /) `x` "y" \\\''],
  ])('%s', (text, word) => {
    expect(quoteForShell(text)).toBe(word);
  });

  test.skipIf(process.platform === 'win32')('come out of a shell as they went in', () => {
    // One shell for all: starting one for each would take most of the time.
    const text = fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?&;|<>(){}[]~#=% \t\n-aé') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), (texts) => {
        const script = `printf '%s\\0' ${texts.map(quoteForShell).join(' ')}`;
        const output = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
        expect(output.split('\0').slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});

test.each([
  [
    { method: 'GET', url: 'https://x.example/p', headers: ['A: b'] },
    "curl --header 'A: b' https://x.example/p",
  ],
  [
    { method: 'GET', url: 'https://x.example/p?jql=a = b', headers: [] },
    "curl 'https://x.example/p?jql=a%20=%20b'",
  ],
  [{ method: 'HEAD', url: 'https://x.example/p', headers: [] }, 'curl --head https://x.example/p'],
  [
    { method: 'PUT', url: 'https://x.example/p?a[]=1', headers: [], body: { text: "@it's" } },
    "curl --globoff --request PUT --data-raw '@it'\\''s' 'https://x.example/p?a[]=1'",
  ],
  [
    { method: 'POST', url: 'https://x.example/a/../b', headers: [], body: { file: '/tmp/b.json' } },
    'curl --path-as-is --data-binary @/tmp/b.json https://x.example/a/../b',
  ],
  [{ method: 'POST', url: 'https://x.example/', headers: [] }, 'curl --request POST https://x.example/'],
])('%j', (request, command) => {
  expect(curlCommand(request)).toBe(command);
});
