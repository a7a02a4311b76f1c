import { expect, test } from 'vitest';
import { extractRequest } from './extract-request.ts';
import { curlCommand } from './signed-request.ts';

const URL = 'https://x.example/p?a=1';

test.each([
  ['https://x.example/p?a=1&jwt=a.b.c', { method: 'GET', url: 'https://x.example/p?a=1&jwt=a.b.c' }],
  ["'/p?jwt=a.b.c&a=1'\n", { method: 'GET', url: '/p?jwt=a.b.c&a=1' }],
  ['https://x.example?jwt=a.b.c', { method: 'GET', url: 'https://x.example?jwt=a.b.c' }],
  [`curl '${URL}' -H 'Authorization: JWT a.b.c'`, { method: 'GET', url: URL }],
  [`curl -H 'Referer: https://y.example/' -XPUT '${URL}'`, { method: 'PUT', url: URL }],
  [`curl -sX delete --url '${URL}'`, { method: 'DELETE', url: URL }],
  [
    `curl '${URL}' \\\n  --compressed -e https://y.example/ --data-raw 'https://z.example'`,
    { method: 'POST', url: URL },
  ],
  [`curl --json={} --insecure '${URL}'`, { method: 'POST', url: URL }],
  [`curl --head '${URL}'`, { method: 'HEAD', url: URL }],
])('%j', (text, request) => {
  expect(extractRequest(text)).toEqual(request);
});

test.each([
  'a.b.c',
  'JWT a.b.c',
  'jwt=a.b.c',
  URL,
  'curl',
  'curl x',
  `curl -G -d a=1 '${URL}'`,
  `curl '${URL}' '${URL}'`,
])('%j says too little of a request', (text) => {
  expect(extractRequest(text)).toBeUndefined();
});

test.each([
  { method: 'GET', url: URL, headers: ['Authorization: JWT a.b.c'] },
  { method: 'PUT', url: 'https://x.example/[a]/../b', headers: ["A: it's"], body: { text: '@x' } },
  { method: 'POST', url: URL, headers: [], body: { file: '/tmp/x' } },
  { method: 'HEAD', url: URL, headers: [] },
])('reads back what is written: %j', (request) => {
  expect(extractRequest(curlCommand(request))).toEqual({ method: request.method, url: request.url });
});
