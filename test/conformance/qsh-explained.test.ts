import * as oracle from '@atlassian/atlassian-jwt';
import express from 'express';
import { describe, expect, test } from 'vitest';
import {
  type ExplainedRequest,
  explainMismatch,
  type MistakeId,
} from '../../src/jwt/explain/explain-mismatch.ts';

/** What the libraries that add-ons use make of a request otherwise than the products, each by its own code. */

const APP = 'https://app.example.com/ac';

describe('@atlassian/atlassian-jwt', () => {
  test.each<[MistakeId, Omit<ExplainedRequest, 'method'>]>([
    ['sorted-by-raw-name', { url: '/p?a[]=2&B=0&a.b=1' }],
    ['proto-dropped', { url: '/p?__proto__=1&a=2' }],
    ['base-path-cut-as-text', { url: 'https://app.example.com/acme/x', baseUrl: APP }],
    ['base-path-kept', { url: APP, baseUrl: `${APP}/` }],
    ['path-re-encoded', { url: "https://app.example.com/it's" }],
    ['broken-escapes', { url: '/p?a=%41%é' }],
    ['double-slash-as-host', { url: '//a@b/c' }],
  ])('%s: %j', (id, request) => {
    const canonicalRequest = oracle.createCanonicalRequest(
      oracle.fromMethodAndUrl('GET', request.url),
      false,
      request.baseUrl,
    );
    const qsh = oracle.createQueryStringHash(
      oracle.fromMethodAndUrl('GET', request.url),
      false,
      request.baseUrl,
    );
    expectCause({ method: 'GET', ...request }, qsh, canonicalRequest, id);
  });

  test('on its second try, with the fields of a form', () => {
    const request = { method: 'POST', pathname: '/p', query: {}, body: { b: '2', a: 'x y' } };
    const qsh = oracle.createQueryStringHash(request, true);
    expectCause(
      { method: 'POST', url: '/p', body: 'b=2&a=x+y' },
      qsh,
      'POST&/p&a=x%20y&b=2',
      'form-body-included',
    );
  });

  test('given parameters without a value', () => {
    const request = { method: 'GET', pathname: '/p', query: { a: undefined, b: '1' } };
    const qsh = oracle.createQueryStringHash(request);
    expectCause({ method: 'GET', url: '/p?a&b=1' }, qsh, 'GET&/p&a=undefined&b=1', 'missing-value-as-word');
  });
});

/** Middleware of an add-on hashes the query as Express parsed it. */
describe('Express', () => {
  const parse = express().get('query parser fn');

  test.each([
    ['a list', 'a[]=1&a[]=2', 'GET&/p&a=1,2'],
    ['a list with indices', 'a[0]=1&a[1]=2', 'GET&/p&a=1,2'],
    ['an object', 'ac[page]=1&ac[size]=2&b=3', 'GET&/p&ac=%5Bobject%20Object%5D&b=3'],
  ])('makes of a query %s', (_, query, canonicalRequest) => {
    const request = { method: 'GET', pathname: '/p', query: parse(query) };
    const qsh = oracle.createQueryStringHash(request);
    expectCause({ method: 'GET', url: `/p?${query}` }, qsh, canonicalRequest, 'query-from-objects');
  });
});

function expectCause(request: ExplainedRequest, qsh: string, canonicalRequest: string, id: MistakeId): void {
  const { causes, claimed } = explainMismatch(request, qsh);
  expect(claimed.canonicalRequest).toBe(canonicalRequest);
  expect(causes.map(({ mistakes }) => mistakes.map((mistake) => mistake.id))).toEqual([[id]]);
}
