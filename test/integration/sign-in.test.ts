import { expect, it } from 'vitest';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/** Signing in and out on the pages, as a browser does it: with a cookie and the token of the form. */
async function visit() {
  const { send } = clientOf(await startTestInstance());
  let cookie = '';
  const open = async (path: string) => {
    const answer = await send('GET', path, { headers: { cookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer.text();
  };
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const answer = await send('POST', path, {
      headers: { cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  return { open, post };
}

function fieldOf(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

it('comes back to the page that one was on, signed out and signed in as another person', async () => {
  const { open, post } = await visit();
  const page = '/browse/DEMO-1?focus=comments&x=1';
  const asAdmin = await open(page);
  expect(asAdmin).toContain('Alex Morgan');

  const out = await post('/_connect-kit/logout', {
    xsrfToken: fieldOf(asAdmin, 'xsrfToken'),
    returnTo: fieldOf(asAdmin, 'returnTo'),
  });
  expect([out.status, out.headers.get('location')]).toEqual([303, page]);
  const anonymous = await open(page);
  const link = /href="(\/_connect-kit\/login[^"]*)"/.exec(anonymous)?.[1] ?? '';
  const form = await open(link);
  expect(fieldOf(form, 'returnTo')).toBe(page);

  const fields = {
    xsrfToken: fieldOf(form, 'xsrfToken'),
    returnTo: fieldOf(form, 'returnTo'),
    username: 'mia',
  };
  const wrong = await post('/_connect-kit/login', { ...fields, password: 'wrong' });
  expect(await wrong.text()).toContain('login-error');
  const right = await post('/_connect-kit/login', { ...fields, password: 'mia' });
  expect([right.status, right.headers.get('location')]).toEqual([303, page]);
  expect(await open(page)).toContain('"displayName":"Mia Lindqvist"');
});
