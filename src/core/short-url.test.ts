import { expect, it } from 'vitest';
import { shortUrl } from './short-url.ts';

it.each([
  [
    'http://localhost:3000/panel?issue=DEMO-1&xdm_e=http%3A%2F%2Fx&cp=&lic=none&jwt=a.b.c',
    '/panel?issue=DEMO-1',
  ],
  ['/panel?xdm_e=x&xdm_deprecated_addon_key_do_not_use=k&cv=1', '/panel'],
  ['/rest/api/3/issue/DEMO-1?fields=summary&cpu=1', '/rest/api/3/issue/DEMO-1?fields=summary&cpu=1'],
  ['/installed', '/installed'],
])('%s becomes %s', (url, wanted) => {
  expect(shortUrl(url)).toBe(wanted);
});
