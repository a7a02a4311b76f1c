import { describe, expect, it } from 'vitest';
import type { RunningSite } from '../../src/instance/instance.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { signWith } from '../support/installed-addon.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { installInBoth } from '../support/walking-addon.ts';

const MYSELF = '/rest/api/3/myself';

/** Two sites in one process, with the same add-on in both. */
async function startTwo() {
  const instance = await startTestInstance({ siteNames: ['acme', 'globex'] });
  const [acme, globex] = instance.sites;
  if (acme === undefined || globex === undefined) throw new Error('there are two sites');
  return { instance, acme, globex };
}

async function statusAt(
  site: RunningSite,
  headers: Readonly<Record<string, string>>,
  path = MYSELF,
): Promise<number> {
  const response = await fetch(`${site.origin}${path}`, { headers, redirect: 'manual' });
  await response.arrayBuffer();
  return response.status;
}

/** What a browser has after it opened a page: its cookie, and the token of the page. */
async function visit(site: RunningSite) {
  const page = await fetch(`${site.origin}/`);
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const xsrfToken = /"xsrfToken":"([^"]+)"/.exec(await page.text())?.[1] ?? '';
  expect([cookie, xsrfToken]).not.toContain('');
  return { cookie, xsrfToken };
}

it('no site keeps the secret of another in what it says has passed', async () => {
  const { acme, globex } = await startTwo();
  const { descriptorUrl } = await startFakeAddon();
  const own = await acme.services.installer.install('jira', descriptorUrl);
  const other = await globex.services.installer.install('jira', descriptorUrl);
  const secrets = [own.sharedSecret ?? '', other.sharedSecret ?? ''];
  for (const site of [acme, globex]) {
    const path = `/rest/atlassian-connect/1/addons/${own.descriptor.key}/properties/note`;
    const token = signWith(site === acme ? (secrets[0] ?? '') : (secrets[1] ?? ''), 'PUT', path);
    const response = await fetch(`${site.origin}${path}`, {
      method: 'PUT',
      headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ told: `here ${secrets.join(' and ')}` }),
    });
    expect(response.status).toBe(201);
    const kept = JSON.stringify(site.services.traffic.list());
    expect(kept).toContain('here [redacted] and [redacted]');
    for (const secret of secrets) expect(kept).not.toContain(secret);
  }
});

describe('what opens one site opens no other', () => {
  it('the token of an add-on', async () => {
    const { acme, globex } = await startTwo();
    const { descriptorUrl } = await startFakeAddon();
    const own = await acme.services.installer.install('jira', descriptorUrl);
    const other = await globex.services.installer.install('jira', descriptorUrl);
    expect(own.sharedSecret).not.toBe(other.sharedSecret);
    const headers = { Authorization: `JWT ${signWith(own.sharedSecret ?? '', 'GET', MYSELF)}` };
    expect([await statusAt(acme, headers), await statusAt(globex, headers)]).toEqual([200, 401]);
  });

  it('the token of an add-on that acts as a person', async () => {
    const { instance, acme, globex } = await startTwo();
    const scopes = ['READ', 'ACT_AS_USER'];
    const addon = await installInBoth(instance, 'both', { scopes });
    const accountId = acme.services.people.list().find(({ username }) => username === 'mia')?.accountId ?? '';
    const tokens = await addon.tokensOf(accountId, 'READ');
    const headers = { Authorization: `Bearer ${tokens.jira}` };
    const refused = await statusAt(globex, headers);
    expect([await statusAt(acme, headers), refused === 401 || refused === 403]).toEqual([200, true]);
    // Of one product it is not one of the other, either.
    const inConfluence = await statusAt(acme, headers, '/wiki/rest/api/user/current');
    expect(inConfluence === 401 || inConfluence === 403).toBe(true);
  });

  it('the session of a browser, whatever its cookie is called', async () => {
    const { acme, globex } = await startTwo();
    const { cookie, xsrfToken } = await visit(acme);
    expect(cookie).toContain(`-${acme.port}=`);
    const [, value = ''] = cookie.split('=');
    const renamed = `connect-kit-session-${globex.port}=${value}`;
    expect(await statusAt(acme, { Cookie: cookie })).toBe(200);
    expect(await statusAt(globex, { Cookie: cookie })).toBe(401);
    expect(await statusAt(globex, { Cookie: renamed })).toBe(401);
    const post = await fetch(`${globex.origin}/_connect-kit/api/rotate-keys`, {
      method: 'POST',
      headers: { Cookie: renamed, 'X-Connect-Kit-Xsrf': xsrfToken },
    });
    expect([401, 403]).toContain(post.status);
  });

  it('the token of its UPM', async () => {
    const { acme, globex } = await startTwo();
    const { descriptorUrl } = await startFakeAddon();
    const Authorization = `Basic ${btoa('admin:admin')}`;
    const head = await fetch(`${acme.origin}/rest/plugins/1.0/`, {
      method: 'HEAD',
      headers: { Authorization },
    });
    const token = head.headers.get('upm-token') ?? '';
    const install = (site: RunningSite) =>
      fetch(`${site.origin}/rest/plugins/1.0/?token=${encodeURIComponent(token)}`, {
        method: 'POST',
        headers: { Authorization, 'Content-Type': 'application/vnd.atl.plugins.remote.install+json' },
        body: JSON.stringify({ pluginUri: descriptorUrl }),
      });
    expect((await install(globex)).status).toBeGreaterThanOrEqual(400);
    expect((await install(acme)).status).toBeLessThan(300);
    expect(globex.services.installations.list()).toEqual([]);
  });

  it('and what is written in one is in no other', async () => {
    const { acme, globex } = await startTwo();
    const response = await fetch(`${acme.origin}/rest/api/3/issue`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('admin:admin')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'Ours' },
      }),
    });
    const { key } = JSON.parse(await response.text());
    expect(acme.services.jira.issue(key)).toMatchObject({ summary: 'Ours' });
    expect(globex.services.jira.issue(key)).toBeUndefined();
  });
});

describe("another site's page, in a browser that is signed in here", () => {
  const FOREIGN = {
    Origin: 'http://evil.example',
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Mode': 'no-cors',
  };

  it.each([
    ['POST', '/rest/api/3/issue'],
    ['PUT', '/rest/api/3/issue/DEMO-1'],
    ['DELETE', '/rest/api/3/issue/DEMO-1'],
    ['POST', '/wiki/rest/api/content'],
    ['DELETE', '/wiki/api/v2/pages/65601'],
    ['POST', '/rest/plugins/1.0/'],
    ['POST', '/_connect-kit/api/addons'],
    ['POST', '/_connect-kit/api/rotate-keys'],
    ['POST', '/_connect-kit/api/reset'],
    ['POST', '/_connect-kit/api/stop'],
    ['POST', '/_connect-kit/api/context-token'],
  ])('cannot %s %s, even with the token of a page', async (method, path) => {
    const instance = await startTestInstance();
    const { cookie, xsrfToken } = await visit(instance);
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json']) {
      for (const token of ['', xsrfToken]) {
        const response = await fetch(`${instance.origin}${path}`, {
          method,
          headers: { ...FOREIGN, Cookie: cookie, 'Content-Type': type, 'X-Connect-Kit-Xsrf': token },
          body: '{"fields":{"summary":"Theirs"}}',
        });
        expect([type, token === '', [401, 403].includes(response.status)]).toEqual([
          type,
          token === '',
          true,
        ]);
        expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
      }
    }
    expect(instance.services.jira.issue('DEMO-1')?.summary).not.toBe('Theirs');
  });
});
