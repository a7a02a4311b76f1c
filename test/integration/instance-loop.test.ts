import { get } from 'node:http';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import { describe, expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { textToAdf } from '../../src/instance/jira/adf.ts';
import { type FakeAddon, startFakeAddon, verifyAsymmetric, verifySymmetric } from '../support/fake-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const PANEL = {
  key: 'panel',
  name: { value: 'Panel' },
  icon: { width: 16, height: 16, url: '/icon.svg' },
  tooltip: { value: 'Panel' },
  target: { type: 'web_panel', url: '/panel?issue={issue.key}&project={project.key}&none={unknown.thing}' },
};

/** Starts both sides and installs the add-on through UPM, as a client of the cloud would. */
async function installFake(descriptor: Record<string, unknown> = {}) {
  const addon = await startFakeAddon(descriptor);
  const instance = await startTestInstance();
  const client = clientOf(instance);
  const task = await upmInstall(client, addon.descriptorUrl);
  expect(task).toMatchObject({ key: 'fake-addon', enabled: true });
  return { addon, instance, client, secret: secretOf(addon) };
}

async function upmInstall(
  client: ReturnType<typeof clientOf>,
  pluginUri: string,
  context = '',
): Promise<unknown> {
  const list = await client.admin('GET', `${context}/rest/plugins/1.0/`);
  const token = list.headers.get('upm-token');
  await list.body?.cancel();
  const started = await client.admin('POST', `${context}/rest/plugins/1.0/?token=${token}`, { pluginUri });
  expect(started.status).toBe(202);
  const self = stringAt(at(await started.json(), 'links'), 'self') ?? '';
  for (;;) {
    const answer = await client.admin('GET', self);
    if (answer.status === 303)
      return (await client.admin('GET', answer.headers.get('location') ?? '')).json();
    const body: unknown = await answer.json();
    if (at(at(body, 'status'), 'done') === true) return body;
  }
}

function at(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function secretOf(addon: FakeAddon): string {
  const body: unknown = JSON.parse(addon.receivedAt('/installed').at(-1)?.body ?? '{}');
  return stringAt(body, 'sharedSecret') ?? '';
}

function signFor(
  secret: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  claims = {},
): string {
  const iat = Math.floor(Date.now() / 1000);
  const qsh = createQueryStringHash(fromMethodAndUrl(method, path));
  return encodeSymmetric({ iss: 'fake-addon', iat, exp: iat + 180, qsh, ...claims }, secret);
}

describe('installing', () => {
  it('calls installed with RS256 and then enabled with the new secret', async () => {
    const { addon, instance, secret } = await installFake();
    const [installed] = addon.receivedAt('/installed');
    const [enabled] = addon.receivedAt('/enabled');
    if (installed === undefined || enabled === undefined) throw new Error('callbacks are missing');
    const { jira } = instance.services.site.products;

    const claims = await verifyAsymmetric(installed, instance.keysUrl, addon.baseUrl);
    expect(claims).toMatchObject({ iss: jira.clientKey, aud: [addon.baseUrl] });
    expect(JSON.parse(installed.body)).toMatchObject({
      key: 'fake-addon',
      clientKey: jira.clientKey,
      baseUrl: instance.origin,
      productType: 'jira',
      eventType: 'installed',
    });
    expect(verifySymmetric(enabled, secret, addon.baseUrl)).toMatchObject({ iss: jira.clientKey });
    expect(JSON.parse(enabled.body)).not.toHaveProperty('sharedSecret');
  });

  it('installs into Confluence below /wiki, as another tenant', async () => {
    const addon = await startFakeAddon();
    const instance = await startTestInstance();
    await upmInstall(clientOf(instance), addon.descriptorUrl, '/wiki');
    const body: unknown = JSON.parse(addon.receivedAt('/installed')[0]?.body ?? '{}');
    expect(body).toMatchObject({ productType: 'confluence', baseUrl: `${instance.origin}/wiki` });
    expect(stringAt(body, 'clientKey')).not.toBe(instance.services.site.products.jira.clientKey);
  });

  it('disables and tells on uninstall', async () => {
    const { addon, instance, client, secret } = await installFake();
    expect((await client.admin('DELETE', '/rest/plugins/1.0/fake-addon-key')).status).toBe(204);
    const [disabled] = addon.receivedAt('/disabled');
    const [uninstalled] = addon.receivedAt('/uninstalled');
    if (disabled === undefined || uninstalled === undefined) throw new Error('callbacks are missing');
    verifySymmetric(disabled, secret, addon.baseUrl);
    await verifyAsymmetric(uninstalled, instance.keysUrl, addon.baseUrl);
    expect((await client.admin('GET', '/rest/plugins/1.0/fake-addon-key')).status).toBe(404);
  });

  it("leaves nothing when the callback refuses, and names the product's error", async () => {
    const addon = await startFakeAddon();
    addon.answer('/installed', 500);
    const instance = await startTestInstance();
    expect(await upmInstall(clientOf(instance), addon.descriptorUrl)).toMatchObject({
      status: { done: true, subCode: 'connect.install.error.remote.host.bad.response.500' },
    });
    expect(instance.services.installations.list()).toEqual([]);
    expect(addon.receivedAt('/enabled')).toEqual([]);
  });

  it('keeps the working version when an update fails', async () => {
    const { addon, instance, client, secret } = await installFake();
    addon.setDescriptor({ name: 'Broken update' });
    addon.answer('/installed', 401);
    await upmInstall(client, addon.descriptorUrl);
    const [installation] = instance.services.installations.list();
    expect(installation).toMatchObject({ sharedSecret: secret, descriptor: { name: 'Fake add-on' } });
  });

  it('refuses a descriptor that the linter refuses', async () => {
    const addon = await startFakeAddon({ scopes: ['REED'] });
    const instance = await startTestInstance();
    expect(await upmInstall(clientOf(instance), addon.descriptorUrl)).toMatchObject({
      status: { done: true, subCode: 'connect.install.error.remote.descriptor.validation.dev' },
    });
    expect(addon.received).toEqual([]);
  });

  it('asks for an administrator and for a fresh token', async () => {
    const client = clientOf(await startTestInstance());
    expect((await client.send('GET', '/rest/plugins/1.0/')).status).toBe(401);
    const mia = `Basic ${Buffer.from('mia:mia').toString('base64')}`;
    expect((await client.send('GET', '/rest/plugins/1.0/', { headers: { Authorization: mia } })).status).toBe(
      401,
    );
    const refused = await client.admin('POST', '/rest/plugins/1.0/?token=undefined', {
      pluginUri: 'http://x/y',
    });
    expect(refused.status).toBe(403);
  });
});

describe('calls of an add-on', () => {
  it('reads an issue with a token that is bound to the request', async () => {
    const { client, secret } = await installFake();
    const path = '/rest/api/3/issue/DEMO-1?fields=summary,status&expand=names';
    const answer = await client.addon('GET', path, signFor(secret, 'GET', path));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      key: 'DEMO-1',
      fields: { summary: 'Plan the release of the mobile app', status: { name: 'In Progress' } },
    });
  });

  it.each([
    ['another request', {}, '/rest/api/3/issue/DEMO-2', 'qsh'],
    ['no exp', { exp: undefined }, '/rest/api/3/myself', 'exp'],
    ['an exp in the past', { exp: 1_600_000_000 }, '/rest/api/3/myself', 'expired'],
    ['an unknown issuer', { iss: 'somebody-else' }, '/rest/api/3/myself', 'issuer'],
    ['a context token', { qsh: 'context-qsh' }, '/rest/api/3/myself', 'context'],
  ])('refuses a token with %s', async (_, claims, path, reason) => {
    const { client, secret } = await installFake();
    const answer = await client.addon('GET', path, signFor(secret, 'GET', '/rest/api/3/myself', claims));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toContain(reason);
  });

  it('refuses a token that was signed with another secret, and one without a signature', async () => {
    const { client } = await installFake();
    const path = '/rest/api/3/myself';
    expect((await client.addon('GET', path, signFor('another secret', 'GET', path))).status).toBe(401);
    const [, payload] = signFor('x', 'GET', path).split('.');
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect((await client.addon('GET', path, `${header}.${payload}.`)).status).toBe(401);
  });

  it.each([
    ['PUT', '/rest/api/3/issue/DEMO-1', 403],
    ['GET', '/rest/api/3/users/search', 403],
    ['GET', '/rest/api/3/auditing/record', 501],
    ['GET', '/rest/api/3/nonsense', 404],
    ['GET', '/rest/api/3/issue/DEMO-999', 404],
  ] as const)('answers %s %s with %d under the scope READ', async (method, path, status) => {
    const { client, secret } = await installFake();
    expect((await client.addon(method, path, signFor(secret, method, path))).status).toBe(status);
  });

  it('does not let a disabled add-on in', async () => {
    const { client, secret } = await installFake();
    await client.admin('PUT', '/rest/plugins/1.0/fake-addon-key', { enabled: false });
    const path = '/rest/api/3/myself';
    expect((await client.addon('GET', path, signFor(secret, 'GET', path))).status).toBe(401);
  });

  it('acts as its own app user', async () => {
    const { client, secret } = await installFake({ scopes: ['WRITE'] });
    const path = '/rest/api/3/issue/DEMO-1/comment';
    const body = { body: textToAdf('Hello') };
    const answer = await client.addon('POST', path, signFor(secret, 'POST', path), body);
    expect(await answer.json()).toMatchObject({ author: { displayName: 'Fake add-on', accountType: 'app' } });
  });
});

describe('what an add-on keeps with an issue', () => {
  const extraction = { objectName: 'state', type: 'string', alias: 'reviewState' };
  const module = {
    key: 'review',
    name: { value: 'Review' },
    entityType: 'issue',
    keyConfigurations: [{ propertyKey: 'review', extractions: [extraction] }],
  };

  it.each([
    [{ modules: { jiraEntityProperties: [module] } }, 200, [{ id: '10005' }]],
    [{}, 400, undefined],
  ])('is found by whoever sees the issue where it is declared (%#)', async (descriptor, status, issues) => {
    const { client, secret } = await installFake({ scopes: ['READ', 'WRITE'], ...descriptor });
    // App users see private projects too.
    const path = '/rest/api/3/issue/PRIV-1/properties/review';
    const set = await client.addon('PUT', path, signFor(secret, 'PUT', path), { state: 'open' });
    expect(set.status).toBe(201);
    const search = '/rest/api/3/search/jql?jql=reviewState%20%3D%20open';
    const found = await client.addon('GET', search, signFor(secret, 'GET', search));
    expect(found.status).toBe(status);
    expect(at(await found.json(), 'issues')).toEqual(issues);
  });
});

describe('an issue page', () => {
  it('carries the panel with a signed address for the issue', async () => {
    const { addon, instance, client, secret } = await installFake({
      modules: { jiraIssueContents: [PANEL] },
    });
    const html = await (await client.send('GET', '/browse/DEMO-1')).text();
    const data: unknown = JSON.parse(/id="connect-kit-page">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
    const [extension] = isRecord(data) && Array.isArray(data['extensions']) ? data['extensions'] : [];
    const url = new URL(stringAt(extension, 'url') ?? '');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      issue: 'DEMO-1',
      project: 'DEMO',
      none: '',
      xdm_e: instance.origin,
      xdm_c: 'channel-fake-addon__panel',
      cp: '',
      lic: 'none',
    });
    const request = { method: 'GET', url: `${url.pathname}${url.search}`, headers: {}, body: '' };
    expect(verifySymmetric(request, secret, addon.baseUrl)).toMatchObject({
      iss: instance.services.site.products.jira.clientKey,
      sub: instance.services.people.list()[0]?.accountId,
      context: {},
    });
  });
});

describe('webhooks', () => {
  it('sends created, updated and deleted, signed, with the variables filled', async () => {
    const webhook = (event: string) => ({ event, url: `/hook?event=${event}&key=\${issue.key}` });
    const { addon, instance, client, secret } = await installFake({
      modules: { webhooks: ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'].map(webhook) },
    });
    const created = await client.admin('POST', '/rest/api/3/issue', {
      fields: { project: { key: 'DEMO' }, summary: 'New', issuetype: { name: 'Task' } },
    });
    const key = stringAt(await created.json(), 'key') ?? '';
    await client.admin('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Changed' } });
    await client.admin('DELETE', `/rest/api/3/issue/${key}`);
    await instance.services.settled();

    const hooks = addon.receivedAt('/hook');
    expect(hooks.map(({ url }) => url).sort()).toEqual(
      ['created', 'deleted', 'updated'].map((name) => `/hook?event=jira:issue_${name}&key=${key}`),
    );
    for (const hook of hooks) verifySymmetric(hook, secret, addon.baseUrl);
    const updated = hooks.find(({ url }) => url.includes('updated'));
    expect(JSON.parse(updated?.body ?? '{}')).toMatchObject({
      webhookEvent: 'jira:issue_updated',
      issue_event_type_name: 'issue_updated',
      issue: { key, fields: { summary: 'Changed' } },
      changelog: { items: [{ field: 'summary', fromString: 'New', toString: 'Changed' }] },
    });
  });

  it('honours the filter and excludeBody', async () => {
    const { addon, instance, client } = await installFake({
      modules: {
        webhooks: [
          { event: 'jira:issue_updated', url: '/other', filter: 'project = OTHER' },
          { event: 'jira:issue_updated', url: '/bugs', filter: 'issuetype = Bug', excludeBody: true },
        ],
      },
    });
    await client.admin('PUT', '/rest/api/3/issue/DEMO-2', { fields: { summary: 'A bug' } });
    await client.admin('PUT', '/rest/api/3/issue/DEMO-1', { fields: { summary: 'A story' } });
    await instance.services.settled();
    expect(addon.receivedAt('/other')).toEqual([]);
    expect(addon.receivedAt('/bugs').map(({ body }) => body)).toEqual(['']);
  });

  it('says nothing to an add-on without READ, and nothing when nothing changed', async () => {
    const { addon, instance, client } = await installFake({
      modules: { webhooks: [{ event: 'jira:issue_updated', url: '/hook' }] },
    });
    const { jira } = instance.services;
    await client.admin('PUT', '/rest/api/3/issue/DEMO-1', {
      fields: { summary: jira.issue('DEMO-1')?.summary },
    });
    await instance.services.settled();
    expect(addon.receivedAt('/hook')).toEqual([]);
  });
});

describe('other visitors', () => {
  it('turns away other host names', async () => {
    const instance = await startTestInstance();
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example' };
      get({ port: instance.port, host: '127.0.0.1', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(answer).toBe(403);
  });

  it("changes nothing for a page that does not hold the session's token", async () => {
    const instance = await startTestInstance();
    const { send } = clientOf(instance);
    const page = await send('GET', '/projects/DEMO');
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const xsrf = /"xsrfToken":"([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const change = (headers: Record<string, string>) =>
      send('PUT', '/rest/api/3/issue/DEMO-1', {
        headers: { cookie, 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ fields: { summary: 'Changed' } }),
      });
    expect((await change({})).status).toBe(403);
    expect((await change({ 'X-Connect-Kit-Xsrf': xsrf, Origin: 'http://localhost:1' })).status).toBe(403);
    expect((await change({ 'X-Connect-Kit-Xsrf': xsrf, Origin: instance.origin })).status).toBe(204);
  });

  it('guards the control API', async () => {
    const instance = await startTestInstance();
    const { send } = clientOf(instance);
    expect((await send('GET', '/_connect-kit/api/status')).status).toBe(200);
    expect((await send('POST', '/_connect-kit/api/stop')).status).toBe(403);
    const headers = { Authorization: `Bearer ${instance.controlToken}` };
    expect((await send('POST', '/_connect-kit/api/stop', { headers })).status).toBe(200);
  });
});
