import { expect, test } from 'vitest';
import { findRequestCautions } from './request-cautions.ts';

const codesOf = (url: string, baseUrl?: string) =>
  findRequestCautions({ method: 'GET', url, baseUrl }).map(({ code }) => code);

test.each([
  ['/rest/api/3/issue/ABC-1?jql=a b', undefined],
  ['https://a.example', 'https://a.example'],
  ['https://a.example/ac', 'https://a.example/ac/'],
  ['https://a.example/ac/x?y', 'https://a.example/ac'],
  ["/path!$&'()*+,;=%20", undefined],
  ['//x//y/', undefined],
])('nothing surprises about %s with base %s', (url, baseUrl) => {
  expect(codesOf(url, baseUrl)).toEqual([]);
});

test.each([
  ['rest/api/3/myself', undefined, 'path-is-relative'],
  ['example.com/x', undefined, 'path-is-relative'],
  ['/a b', undefined, 'path-is-rewritten'],
  ['/é', undefined, 'path-is-rewritten'],
  ['/a/../b', undefined, 'path-is-rewritten'],
  ['/x', '/wiki', 'outside-base-path'],
  ['https://a.example', 'https://a.example/ac', 'outside-base-path'],
  ['/acme/x', 'https://a.example/ac', 'inside-base-segment'],
])('%s with base %s: %s', (url, baseUrl, code) => {
  expect(codesOf(url, baseUrl)).toEqual([code]);
});

test('the message names what a client sends instead', () => {
  expect(findRequestCautions({ method: 'GET', url: '/é/../a b' })[0]?.message).toContain('/a%20b');
});
