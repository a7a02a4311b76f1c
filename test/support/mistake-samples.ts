import { createHash } from 'node:crypto';
import type { ExplainedRequest, MistakeId } from '../../src/jwt/explain/explain-mismatch.ts';

/** A request, and what a signer hashed who made one mistake. Written by hand, not by the code that is tested. */
export interface MistakeSample {
  readonly id: MistakeId;
  readonly request: Omit<ExplainedRequest, 'method'> & { readonly method?: string };
  /** The text that was hashed. */
  readonly hashed: string;
  /** What made the claim of it; lower-case hexadecimal SHA-256 unless given. */
  readonly claim?: (hashed: string) => string;
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hashWith = (algorithm: string, encoding: 'hex' | 'base64' | 'base64url') => (text: string) =>
  createHash(algorithm).update(text).digest(encoding);

const APP = 'https://app.example.com/ac';
const WIKI = 'https://site.atlassian.net/wiki';
const MANY = Array.from({ length: 21 }, () => 'r=x').join('&');

export const MISTAKE_SAMPLES: readonly MistakeSample[] = [
  { id: 'wrong-method', request: { method: 'POST', url: '/installed' }, hashed: 'GET&/installed&' },
  { id: 'wrong-method', request: { url: '/p?a=1' }, hashed: 'HEAD&/p&a=1' },
  { id: 'lower-case-method', request: { method: 'POST', url: '/installed' }, hashed: 'post&/installed&' },
  { id: 'lower-case-method', request: { method: 'Get', url: '/p' }, hashed: 'Get&/p&' },
  {
    id: 'method-override',
    request: { method: 'POST', url: '/items/5?_method=purge' },
    hashed: 'PURGE&/items/5&_method=purge',
  },
  {
    id: 'base-path-kept',
    request: { url: `${APP}/page?lic=none`, baseUrl: APP },
    hashed: 'GET&/ac/page&lic=none',
  },
  { id: 'base-path-kept', request: { url: APP, baseUrl: `${APP}/` }, hashed: 'GET&/ac&' },
  { id: 'base-path-kept', request: { url: '/page', baseUrl: APP }, hashed: 'GET&/ac/page&' },
  { id: 'base-path-removed', request: { url: `${APP}/page` }, hashed: 'GET&/page&' },
  { id: 'base-path-removed', request: { url: `${APP}/a/b/page`, baseUrl: APP }, hashed: 'GET&/page&' },
  {
    id: 'base-path-cut-as-text',
    request: { url: 'https://app.example.com/acme/x', baseUrl: APP },
    hashed: 'GET&/me/x&',
  },
  {
    id: 'context-path-kept',
    request: { url: `${WIKI}/rest/api/content?limit=5`, baseUrl: WIKI },
    hashed: 'GET&/wiki/rest/api/content&limit=5',
  },
  { id: 'context-path-kept', request: { url: '/rest/api/3/myself' }, hashed: 'GET&/jira/rest/api/3/myself&' },
  {
    id: 'context-path-removed',
    request: { url: `${WIKI}/rest/api/content?limit=5` },
    hashed: 'GET&/rest/api/content&limit=5',
  },
  { id: 'trailing-slash-kept', request: { url: '/a/b/?x=1' }, hashed: 'GET&/a/b/&x=1' },
  { id: 'trailing-slashes-removed', request: { url: '/a//b//?x=1' }, hashed: 'GET&/a//b&x=1' },
  { id: 'trailing-slashes-removed', request: { url: 'https://app.example.com/?x=1' }, hashed: 'GET&&x=1' },
  { id: 'leading-slash-missing', request: { url: '/rest/api/3/myself' }, hashed: 'GET&rest/api/3/myself&' },
  { id: 'path-decoded', request: { url: '/files/a%20b%26c' }, hashed: 'GET&/files/a b%26c&' },
  { id: 'path-decoded', request: { url: '/files/%C3%A9%2F1' }, hashed: 'GET&/files/é%2F1&' },
  { id: 'path-decoded', request: { url: '/files/a+b' }, hashed: 'GET&/files/a b&' },
  { id: 'path-re-encoded', request: { url: '/files/a%2fb' }, hashed: 'GET&/files/a%2Fb&' },
  { id: 'path-re-encoded', request: { url: '/users/~me:5' }, hashed: 'GET&/users/~me%3A5&' },
  { id: 'path-re-encoded', request: { url: "/it's" }, hashed: 'GET&/it%27s&' },
  { id: 'path-re-encoded', request: { url: '/é{1}' }, hashed: 'GET&/%C3%A9%7B1%7D&' },
  { id: 'path-normalised', request: { url: '/a/../b/./c' }, hashed: 'GET&/b/c&' },
  { id: 'path-normalised', request: { url: '/a//b' }, hashed: 'GET&/a/b&' },
  { id: 'path-ampersand-raw', request: { url: '/r&d/page' }, hashed: 'GET&/r&d/page&' },
  { id: 'double-slash-as-host', request: { url: '//team@home/x' }, hashed: 'GET&/x&' },
  {
    id: 'full-url',
    request: { url: 'https://app.example.com/page?a=1' },
    hashed: 'GET&https://app.example.com/page&a=1',
  },
  { id: 'full-url', request: { url: '/page', baseUrl: APP }, hashed: 'GET&app.example.com/ac/page&' },
  { id: 'query-in-path', request: { url: '/page?b=2&a=1' }, hashed: 'GET&/page?b=2%26a=1&a=1&b=2' },
  { id: 'query-in-path', request: { url: '/page?b=2&a=1' }, hashed: 'GET&/page?b=2&a=1&' },
  { id: 'fragment-included', request: { url: '/page?a=1#top' }, hashed: 'GET&/page&a=1%23top' },
  { id: 'fragment-included', request: { url: '/page#top' }, hashed: 'GET&/page#top&' },
  {
    id: 'space-as-plus',
    request: { url: '/search?jql=project%20%3D%20A' },
    hashed: 'GET&/search&jql=project+%3D+A',
  },
  { id: 'space-as-plus', request: { url: '/search?q=~a%20*' }, hashed: 'GET&/search&q=%7Ea+*' },
  { id: 'plus-not-decoded', request: { url: '/search?q=a+b' }, hashed: 'GET&/search&q=a%2Bb' },
  { id: 'plus-left-raw', request: { url: '/search?q=a%2Bb+c' }, hashed: 'GET&/search&q=a+b%20c' },
  { id: 'escaped-plus-as-space', request: { url: '/search?q=a%2Bb' }, hashed: 'GET&/search&q=a%20b' },
  { id: 'lower-case-escapes', request: { url: '/p?cp=%2Fjira' }, hashed: 'GET&/p&cp=%2fjira' },
  { id: 'lower-case-escapes', request: { url: '/a%2Fb?x=%3D' }, hashed: 'GET&/a%2fb&x=%3d' },
  { id: 'marks-left-raw', request: { url: '/p?q=%28it%27s%21%29%2A' }, hashed: "GET&/p&q=(it's!)*" },
  { id: 'marks-left-raw', request: { url: '/p?q=%28a%2A%29' }, hashed: 'GET&/p&q=%28a*%29' },
  { id: 'tilde-escaped', request: { url: '/p?q=~me' }, hashed: 'GET&/p&q=%7Eme' },
  { id: 'reserved-left-raw', request: { url: '/p?cp=%2Fjira' }, hashed: 'GET&/p&cp=/jira' },
  {
    id: 'reserved-left-raw',
    request: { url: '/p?xdm_e=https%3A%2F%2Fx.atlassian.net%3Fa%3D1' },
    hashed: 'GET&/p&xdm_e=https://x.atlassian.net?a=1',
  },
  {
    id: 'value-commas-raw',
    request: { url: '/rest/api/3/issue/A-1?fields=summary%2Cstatus' },
    hashed: 'GET&/rest/api/3/issue/A-1&fields=summary,status',
  },
  { id: 'double-encoded', request: { url: '/p?q=a%20b' }, hashed: 'GET&/p&q=a%2520b' },
  { id: 'double-encoded', request: { url: '/a%20b?q=c' }, hashed: 'GET&/a%2520b&q=c' },
  { id: 'double-decoded', request: { url: '/p?q=a%2520b' }, hashed: 'GET&/p&q=a%20b' },
  { id: 'double-decoded', request: { url: '/a%2520b%20c' }, hashed: 'GET&/a%20b%20c&' },
  { id: 'broken-escapes', request: { url: '/p?q=%E9t%C3%A9' }, hashed: 'GET&/p&q=%25E9t%25C3%25A9' },
  { id: 'charset', request: { url: '/p?q=caf%C3%A9' }, hashed: 'GET&/p&q=caf%E9' },
  { id: 'charset', request: { url: '/p?q=caf%C3%A9' }, hashed: 'GET&/p&q=caf%C3%83%C2%A9' },
  { id: 'unicode-form', request: { url: '/p?q=caf%C3%A9' }, hashed: 'GET&/p&q=cafe%CC%81' },
  { id: 'unicode-form', request: { url: '/cafe%CC%81%20x' }, hashed: 'GET&/caf%C3%A9%20x&' },
  {
    id: 'query-not-re-encoded',
    request: { url: "/p?q=it's:/here&b=%7e" },
    hashed: "GET&/p&b=%7e&q=it's:/here",
  },
  { id: 'query-not-re-encoded', request: { url: '/p?q=a:b&c=%7e&jwt=x' }, hashed: 'GET&/p&q=a:b&c=%7e' },
  { id: 'parameters-unsorted', request: { url: '/p?b=:&a=1' }, hashed: 'GET&/p&b=%3A&a=1' },
  { id: 'sorted-by-raw-name', request: { url: '/p?B=0&a[]=2&a.b=1' }, hashed: 'GET&/p&B=0&a.b=1&a%5B%5D=2' },
  { id: 'sorted-ignoring-case', request: { url: '/p?a=1&c=3&B=2' }, hashed: 'GET&/p&a=1&B=2&c=3' },
  { id: 'sorted-as-pairs', request: { url: '/p?c=%3A&a=1&a-b=2' }, hashed: 'GET&/p&a-b=2&a=1&c=%3A' },
  { id: 'values-unsorted', request: { url: '/p?r=b&r=c&r=a' }, hashed: 'GET&/p&r=b,c,a' },
  { id: 'values-unsorted', request: { url: '/p?r=A&r=[' }, hashed: 'GET&/p&r=%5B,A' },
  { id: 'duplicates-not-joined', request: { url: '/p?r=:&r=a' }, hashed: 'GET&/p&r=%3A&r=a' },
  { id: 'duplicates-not-joined', request: { url: '/p?r=b&z=1&r=a' }, hashed: 'GET&/p&r=a&r=b&z=1' },
  { id: 'joining-comma-escaped', request: { url: '/p?r=b&r=a' }, hashed: 'GET&/p&r=a%2Cb' },
  { id: 'one-duplicate-kept', request: { url: '/p?r=b&r=c&r=a' }, hashed: 'GET&/p&r=b' },
  { id: 'one-duplicate-kept', request: { url: '/p?r=b&r=c&r=a' }, hashed: 'GET&/p&r=a' },
  { id: 'jwt-kept', request: { url: '/p?a=1&jwt=old&x=:' }, hashed: 'GET&/p&a=1&jwt=old&x=%3A' },
  { id: 'jwt-kept', request: { url: '/p?a=1&jwt=old' }, hashed: 'GET&/p&a=1&jwt=' },
  {
    id: 'form-body-included',
    request: { method: 'POST', url: '/p?z=1', body: 'a=x+y&z=0' },
    hashed: 'POST&/p&a=x%20y&z=0,1',
  },
  {
    id: 'form-body-included',
    request: {
      method: 'POST',
      url: '/p',
      body: 'b=2&a=1',
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    },
    hashed: 'POST&/p&a=1&b=2',
  },
  { id: 'query-left-out', request: { url: '/p?a=1&b=2' }, hashed: 'GET&/p&' },
  {
    id: 'host-parameters-left-out',
    request: { url: '/p?issue=A-1&xdm_e=https%3A%2F%2Fx.atlassian.net&xdm_c=channel&lic=none' },
    hashed: 'GET&/p&issue=A-1',
  },
  {
    id: 'host-parameters-left-out',
    request: { url: '/p?issue=A-1&lic=none' },
    hashed: 'GET&/p&issue=A-1',
  },
  { id: 'parameter-left-out', request: { url: '/p?a=1&_=1700000000' }, hashed: 'GET&/p&a=1' },
  { id: 'proto-dropped', request: { url: '/p?__proto__=1&a=2' }, hashed: 'GET&/p&a=2' },
  { id: 'html-ampersands', request: { url: '/p?a=1&amp;b=2' }, hashed: 'GET&/p&a=1&b=2' },
  { id: 'empty-values-dropped', request: { url: '/p?cp=&x=1&flag' }, hashed: 'GET&/p&x=1' },
  { id: 'empty-values-dropped', request: { url: '/p?a&cp=&b&x=1' }, hashed: 'GET&/p&cp=&x=1' },
  { id: 'empty-without-equals', request: { url: '/p?cp=&x=1' }, hashed: 'GET&/p&cp&x=1' },
  { id: 'empty-without-equals', request: { url: '/p?z=:&cp=&x' }, hashed: 'GET&/p&cp=&x&z=%3A' },
  { id: 'missing-value-as-word', request: { url: '/p?cp=&x=1' }, hashed: 'GET&/p&cp=undefined&x=1' },
  { id: 'query-from-objects', request: { url: '/p?a[]=1&a[]=2' }, hashed: 'GET&/p&a=1,2' },
  {
    id: 'query-from-objects',
    request: { url: '/p?ac[page]=1&ac[size]=2&b=3' },
    hashed: 'GET&/p&ac=%5Bobject%20Object%5D&b=3',
  },
  { id: 'query-from-objects', request: { url: `/p?${MANY}` }, hashed: 'GET&/p&r=%5Bobject%20Object%5D' },
  { id: 'no-final-ampersand', request: { url: '/p' }, hashed: 'GET&/p' },
  { id: 'context-qsh', request: { url: '/p?a=1' }, hashed: '', claim: () => 'context-qsh' },
  { id: 'context-qsh', request: { url: '/p?a=1' }, hashed: '', claim: () => sha256('context-qsh') },
  {
    id: 'digest-encoding',
    request: { url: '/p' },
    hashed: 'GET&/p&',
    claim: (text) => sha256(text).toUpperCase(),
  },
  { id: 'digest-encoding', request: { url: '/p' }, hashed: 'GET&/p&', claim: hashWith('sha256', 'base64') },
  {
    id: 'digest-encoding',
    request: { url: '/p' },
    hashed: 'GET&/p&',
    claim: hashWith('sha256', 'base64url'),
  },
  { id: 'digest-algorithm', request: { url: '/p' }, hashed: 'GET&/p&', claim: hashWith('sha1', 'hex') },
  { id: 'digest-algorithm', request: { url: '/p' }, hashed: 'GET&/p&', claim: hashWith('sha512', 'hex') },
  { id: 'line-break-hashed', request: { url: '/p' }, hashed: 'GET&/p&\n' },
  { id: 'one-character', request: { url: '/rest/api/3/issue/A-17' }, hashed: 'GET&/rest/api/2/issue/A-17&' },
  { id: 'one-character', request: { url: '/p?start=50&q=%20' }, hashed: 'GET&/p&q=%20&start=500' },
  { id: 'one-character', request: { url: '/p?q=abc' }, hashed: 'GET&/p&q=ac' },
  { id: 'one-character', request: { url: '/p?q=abc' }, hashed: 'GET&/p&q=acb' },
  { id: 'one-character', request: { url: '/abc' }, hashed: 'GET&/abcd&' },
  { id: 'one-character', request: { url: '/abc?q=1' }, hashed: 'GET&/xabc&q=1' },
  { id: 'not-hashed', request: { url: '/a.b/c.d' }, hashed: 'GET&/a.b/c.d&', claim: (text) => text },
];
