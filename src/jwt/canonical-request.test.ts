import { describe, expect, test } from 'vitest';
import { createCanonicalRequest, createQueryStringHash } from './canonical-request.ts';

interface Vector {
  readonly method: string;
  readonly url: string;
  readonly baseUrl?: string;
  readonly canonical: string;
  readonly qsh?: string;
}

/** Computed with `@atlassian/atlassian-jwt` 2.2.0, except where a comment says otherwise. */
const VECTORS: readonly Vector[] = [
  {
    method: 'GET',
    url: 'http://localhost:2990/path/to/service?zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2',
    canonical: 'GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param',
    qsh: 'e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897',
  },
  {
    method: 'get',
    url: '/rest/api/3/issue/ABC-1?fields=summary,status&expand=names',
    canonical: 'GET&/rest/api/3/issue/ABC-1&expand=names&fields=summary%2Cstatus',
    qsh: 'eb37fd06822ea681ba2673a84803a10d0952755bad54099c6784c235ba5296f6',
  },
  {
    method: 'GET',
    url: 'https://app.example.com/ac/hello?lic=none&cp=%2Fjira&xdm_e=https%3A%2F%2Fx.atlassian.net&xdm_c=channel-a__b&cv=1.0&jwt=abc',
    baseUrl: 'https://app.example.com/ac',
    canonical: 'GET&/hello&cp=%2Fjira&cv=1.0&lic=none&xdm_c=channel-a__b&xdm_e=https%3A%2F%2Fx.atlassian.net',
    qsh: 'fe7e53942d0bac78eb8338ecfa929aebf88bab661ead9628979aa80746f66163',
  },
  {
    method: 'GET',
    url: 'https://app.example.com',
    baseUrl: 'https://app.example.com',
    canonical: 'GET&/&',
    qsh: 'c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239',
  },
  {
    method: 'GET',
    url: 'https://app.example.com/',
    baseUrl: 'https://app.example.com/',
    canonical: 'GET&/&',
  },
  {
    method: 'GET',
    url: 'https://app.example.com/ac',
    baseUrl: 'https://app.example.com/ac',
    canonical: 'GET&/&',
  },
  {
    method: 'GET',
    url: 'https://app.example.com/ac/',
    baseUrl: 'https://app.example.com/ac',
    canonical: 'GET&/&',
  },
  {
    method: 'GET',
    url: '/a/b/?x=1',
    canonical: 'GET&/a/b&x=1',
    qsh: '1494a5cd08c7d479e4c716b39ce43cb894f96940856c990e4bf7c101a92da6f4',
  },
  {
    method: 'GET',
    url: '/a/b//?x=1',
    canonical: 'GET&/a/b/&x=1',
    qsh: '252befc8db3857388b73b333fdbed8ce9ba1a43c9198e9e127c9a756b4cd689f',
  },
  {
    method: 'GET',
    url: '/a&b/c?x=1',
    canonical: 'GET&/a%26b/c&x=1',
    qsh: '1c7a242dff07e32ca4c1685c0612718b5110276a3aa9a2f46a58d10fe007c9b3',
  },
  {
    method: 'GET',
    url: '/a%26b/c%20d?x=1',
    canonical: 'GET&/a%26b/c%20d&x=1',
    qsh: '2f455146b970b37833839ca4044a6baebee52b2d4aa76017b724d150ce5b1964',
  },
  {
    method: 'GET',
    url: '/p?b=1&B=2&a=3&A=4&_=5&~=6&-=7',
    canonical: 'GET&/p&-=7&A=4&B=2&_=5&a=3&b=1&~=6',
    qsh: 'dfc5a35fdb8aec12854ee46ff58de2c669be49e8fba0cd7965ad1be0ddbab1eb',
  },
  {
    method: 'GET',
    url: '/p?q=a+b%2Bc%20d',
    canonical: 'GET&/p&q=a%20b%2Bc%20d',
    qsh: '30da6d3d5b178db5eee0a384d9995fbc0dd723761ff5b1f0b6d3862d07f36bf9',
  },
  {
    method: 'GET',
    url: '/p?q=%21%27%28%29%2A~-._',
    canonical: 'GET&/p&q=%21%27%28%29%2A~-._',
    qsh: 'a0ae89aba8954134a1ba381debcfe59930d0ce70fe337b4e62a9ea6fd58bdd80',
  },
  {
    method: 'GET',
    url: '/p?q=%C3%A9%F0%9F%98%80',
    canonical: 'GET&/p&q=%C3%A9%F0%9F%98%80',
    qsh: '60013900a4d3768fa40ef63f3ef0a57b9f90e3e7b4ed1b505805037b10c2b982',
  },
  {
    method: 'GET',
    url: '/p?empty=&noeq&x=1',
    canonical: 'GET&/p&empty=&noeq=&x=1',
    qsh: '007d877924b5eab9e329eeede7ce7963a65586186dbd749a9236cf49051a515b',
  },
  {
    method: 'GET',
    url: '/p?r=b&r=a&r=A&r=',
    canonical: 'GET&/p&r=,A,a,b',
    qsh: 'd2d66d1cb1952515471efac8b25c15ced8c485ec9860e8fc86f2a508af494734',
  },
  {
    method: 'GET',
    url: '/p?r=a%2Cb&r=c',
    canonical: 'GET&/p&r=a%2Cb,c',
    qsh: '3c4944fe00b8f896cca8970e60ba398192a3e2a713ba8cbf9b1582c9ba1607b4',
  },
  {
    method: 'GET',
    url: '/p?a=1&a%20=2&ab=3',
    canonical: 'GET&/p&a=1&a%20=2&ab=3',
    qsh: 'df35f5e7b958701682a15c40223ae5b47a6fe1ba72e831aa0dcdb9f376195c43',
  },
  {
    method: 'GET',
    url: '/p?=v&x=1',
    canonical: 'GET&/p&=v&x=1',
    qsh: '430adf9db53d9c35a97a84f771866067919355ce8b0c6cf5c2d11458e23ab396',
  },
  {
    method: 'GET',
    url: '/p',
    canonical: 'GET&/p&',
    qsh: 'e030e335214d9fa26bc54ea460ca18f9e8bd5484997034993526a036119aaeb4',
  },
  {
    method: 'POST',
    url: '/installed?user_key=admin',
    canonical: 'POST&/installed&user_key=admin',
    qsh: '4ca63d01ffaa235e9fa8120df4f05e94102cad01d9cfb0c9653ca583543556c9',
  },
  {
    // From the public tests of a Connect add-on.
    method: 'GET',
    url: '/jira/configuration?xdm_e=https://kabakumov.atlassian.net&xdm_c=channel-com.github.integration.konstantin__github-post-install-page&cp=&xdm_deprecated_addon_key_do_not_use=com.github.integration.konstantin&lic=none&cv=1001.0.0-SNAPSHOT',
    canonical:
      'GET&/jira/configuration&cp=&cv=1001.0.0-SNAPSHOT&lic=none&xdm_c=channel-com.github.integration.konstantin__github-post-install-page&xdm_deprecated_addon_key_do_not_use=com.github.integration.konstantin&xdm_e=https%3A%2F%2Fkabakumov.atlassian.net',
    qsh: '345c5da1c34c5126155b18ff4522446c89cc017debe4878bfa6056cacd5245ae',
  },
];

test.each(VECTORS)('$method $url', ({ canonical, qsh, ...request }) => {
  expect(createCanonicalRequest(request)).toBe(canonical);
  if (qsh !== undefined) expect(createQueryStringHash(request)).toBe(qsh);
});

const canonicalOf = (url: string, baseUrl?: string) =>
  createCanonicalRequest({ method: 'GET', url, baseUrl });

describe('base path', () => {
  test.each([
    // `@atlassian/atlassian-jwt` makes /me/x of this one.
    ['https://a.example/acme/x', 'https://a.example/ac', '/acme/x'],
    ['https://a.example/ac/x', 'https://a.example/ac/', '/x'],
    ['https://a.example/ac', 'https://a.example/ac/', '/'],
    ['https://site.example/wiki/rest/api/content', 'https://site.example/wiki', '/rest/api/content'],
    ['/wiki/rest/api/content', 'https://site.example/wiki', '/rest/api/content'],
    ['/wiki/wiki/x', '/wiki', '/wiki/x'],
    ['/x', '/', '/x'],
    ['/ac//x', '/ac', '//x'],
  ])('%s with base %s has the path %s', (url, baseUrl, path) => {
    expect(canonicalOf(url, baseUrl)).toBe(`GET&${path}&`);
  });
});

describe('where the libraries differ, the Java one of the products is followed', () => {
  test.each([
    // Names by their encoded text: % is before the dot, while [ is after it.
    ['/p?a.b=1&a[]=2&a%5B%5D=3', 'a%5B%5D=2,3&a.b=1'],
    // Values by their raw text: the encoded [ would be before the A.
    ['/p?r=[&r=A', 'r=A,%5B'],
    ['/p?r=%C3%A9&r=z', 'r=z,%C3%A9'],
    ['/p?__proto__=1&constructor=2', '__proto__=1&constructor=2'],
  ])('%s', (url, query) => {
    expect(canonicalOf(url)).toBe(`GET&/p&${query}`);
  });
});

describe('odd URLs', () => {
  test.each([
    ['', 'GET&/&'],
    ['/', 'GET&/&'],
    ['//', 'GET&/&'],
    ['x', 'GET&/x&'],
    ['https://h.example?a=1', 'GET&/&a=1'],
    ['https://h.example#a?b=1', 'GET&/&'],
    ['/p#fragment?not=query', 'GET&/p&'],
    ['/p?', 'GET&/p&'],
    ['/p?&&a=1&', 'GET&/p&a=1'],
    ['/p?=', 'GET&/p&='],
    ['/p?a=b=c', 'GET&/p&a=b%3Dc'],
    ['/p?a=?', 'GET&/p&a=%3F'],
    ['/p?%6Awt=x&JWT=y', 'GET&/p&JWT=y'],
    ['/p?a=100%', 'GET&/p&a=100%25'],
    ['/p?a=%zz%41', 'GET&/p&a=%25zzA'],
    ['/p?a=%ff', 'GET&/p&a=%EF%BF%BD'],
    ['/p?a=\ud800', 'GET&/p&a=%EF%BF%BD'],
    ['/p?a=é', 'GET&/p&a=%C3%A9'],
  ])('%j', (url, canonical) => {
    expect(canonicalOf(url)).toBe(canonical);
  });
});
