import { describe, expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const UPM = '/rest/plugins/1.0';
const INSTALL = 'application/vnd.atl.plugins.install.uri+json';

function basic(name: string, password = name): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

async function start() {
  const instance = await startTestInstance();
  const client = clientOf(instance);
  const { send, admin } = client;
  const token = async (who = basic('admin')) => {
    const response = await send('GET', `${UPM}/`, { headers: who });
    await response.body?.cancel();
    return response.headers.get('upm-token') ?? '';
  };
  const post = async (
    pluginUri: unknown,
    { type = INSTALL, query, who = basic('admin') }: { type?: string; query?: string; who?: object } = {},
  ) =>
    send('POST', `${UPM}/${query ?? `?token=${await token()}`}`, {
      headers: { ...who, 'Content-Type': type },
      body: JSON.stringify({ pluginUri }),
    });
  /** How the install of a descriptor ends. */
  const install = async (pluginUri: string) => {
    const task: unknown = await (await post(pluginUri)).json();
    const self = (isRecord(task) && stringAt(task['links'], 'self')) || '';
    for (;;) {
      const answer = await admin('GET', self);
      const body: unknown = answer.status === 303 ? undefined : await answer.json();
      const status = isRecord(body) ? body['status'] : undefined;
      if (answer.status === 303 || (isRecord(status) && status['done'] === true)) {
        return { task, answer, status };
      }
    }
  };
  return { instance, send, admin, token, post, install };
}

describe("UPM's token", () => {
  it('is the same until an install uses it up, and belongs to one person', async () => {
    const { token, post, instance } = await start();
    const { people } = instance.services;
    const [admin] = people.list();
    if (admin === undefined) throw new Error('there is nobody');
    people.put({ ...admin, accountId: 'second', username: 'second', emailAddress: 's@example.com' });
    const first = await token();
    expect(await token()).toBe(first);
    expect(await token(basic('second', 'admin'))).not.toBe(first);
    const addon = await startFakeAddon();
    expect((await post(addon.descriptorUrl, { query: `?token=${first}` })).status).toBe(202);
    const again = await post(addon.descriptorUrl, { query: `?token=${first}` });
    expect([again.status, again.headers.get('content-type'), await again.json()]).toEqual([
      403,
      'application/json',
      expect.objectContaining({ errorMessage: 'invalid token', subCode: 'upm.error.invalid.token' }),
    ]);
    expect(await token()).not.toBe(first);
  });

  it.each([['?token=undefined'], ['?token='], ['']])('is asked for: %j', async (query) => {
    const { post } = await start();
    expect((await post('http://localhost:1/x', { query })).status).toBe(403);
  });

  it('comes with HEAD as well', async () => {
    const { send } = await start();
    const answer = await send('HEAD', `${UPM}/`, { headers: basic('admin') });
    expect([answer.status, answer.headers.get('upm-token')]).toEqual([200, expect.stringMatching(/./)]);
  });
});

describe('who may', () => {
  it.each([
    ['the administrator by name', basic('admin'), 200],
    ['the administrator by e-mail', basic('admin@example.com', 'admin'), 200],
    ['the administrator by API token', basic('admin@example.com', 'admin-api-token'), 200],
    ['an administrator with a wrong password', basic('admin', 'nope'), 401],
    ['an administrator without one', basic('admin', ''), 401],
    ['somebody who is none', basic('mia'), 401],
    ['somebody who is none, by API token', basic('mia@example.com', 'mia-api-token'), 401],
    ['nobody', {}, 401],
    ['a bearer', { Authorization: 'Bearer admin-api-token' }, 401],
  ])('%s', async (_, headers, status) => {
    const { send } = await start();
    const answer = await send('GET', `${UPM}/`, { headers });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      status,
      status === 401 ? 'Basic realm="protected-area"' : null,
    ]);
  });

  it('no add-on', async () => {
    const { call } = await startInstalled({ scopes: ['ADMIN'] });
    expect((await call('GET', `${UPM}/`)).status).toBe(401);
  });
});

describe('installing', () => {
  it('answers a task that leads to the plug-in', async () => {
    const { install, admin } = await start();
    const addon = await startFakeAddon();
    const { task, answer } = await install(addon.descriptorUrl);
    expect(task).toMatchObject({
      pingAfter: 200,
      timestamp: expect.any(Number),
      userKey: expect.any(String),
      status: { done: false, statusCode: 200 },
    });
    expect(answer.headers.get('location')).toBe(`${UPM}/fake-addon-key`);
    const plugin = await admin('GET', `${UPM}/fake-addon-key`);
    const body: unknown = await plugin.json();
    expect(body).toMatchObject({ key: 'fake-addon', enabled: true, userInstalled: true });
    expect(body).not.toHaveProperty('status');
    expect(await (await admin('GET', `${UPM}/fake-addon-key/summary`)).json()).toEqual(body);
  });

  it.each([
    ['application/json', 415],
    ['', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/vnd.atl.plugins.remote.install+json', 202],
    ['application/vnd.atl.plugins.install.uri+json; charset=UTF-8', 202],
  ])('takes the type %j with %d', async (type, status) => {
    const { post } = await start();
    expect((await post('http://localhost:1/x', { type })).status).toBe(status);
  });

  it.each(['no address', undefined, 7])('refuses %j as a descriptor', async (pluginUri) => {
    const { post } = await start();
    expect((await post(pluginUri)).status).toBe(400);
  });

  it.each([
    [
      'a missing scope',
      { scopes: [], modules: { webhooks: [{ event: 'jira:issue_created', url: '/x' }] } },
      'connect.install.error.missing.scope',
    ],
    ['a base URL without a scheme', { baseUrl: 'example.com' }, 'connect.install.error.base_url.no_scheme'],
    ['jwt without installed', { lifecycle: {} }, 'connect.install.error.auth.with.no.installed.callback'],
    ['what is no scope', { scopes: ['REED'] }, 'connect.install.error.remote.descriptor.validation.dev'],
  ])('tells %s by its code', async (_, descriptor, subCode) => {
    const { install } = await start();
    const addon = await startFakeAddon(descriptor);
    const { answer, status } = await install(addon.descriptorUrl);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.atl.plugins.task.install.err+json',
    ]);
    expect(status).toMatchObject({ done: true, statusCode: 200, subCode, errorMessage: expect.any(String) });
  });

  it.each([
    [400, 'connect.install.error.remote.host.bad.response.400'],
    [401, 'connect.install.error.remote.host.bad.response.401'],
    [404, 'connect.install.error.remote.host.bad.response.404'],
    [503, 'connect.install.error.remote.host.bad.response.503'],
    [201, 'connect.remote.upm.install.exception'],
    [302, 'connect.remote.upm.install.exception'],
    [418, 'connect.remote.upm.install.exception'],
  ])('tells an installed callback that answers %d', async (code, subCode) => {
    const { install, instance } = await start();
    const addon = await startFakeAddon();
    addon.answer('/installed', code);
    const { status } = await install(addon.descriptorUrl);
    expect(status).toMatchObject({ subCode, errorMessage: expect.stringContaining(`response code ${code}`) });
    expect(instance.services.installations.list()).toEqual([]);
  });

  it.each([
    [401, 'upm.pluginInstall.error.access.denied'],
    [403, 'upm.pluginInstall.error.access.denied'],
    [404, 'upm.pluginInstall.error.file.not.found'],
    [500, 'upm.pluginInstall.error.response.exception'],
  ])('tells a descriptor that answers %d', async (code, subCode) => {
    const { install } = await start();
    const addon = await startFakeAddon();
    addon.answer('/other.json', code);
    const { status } = await install(`${addon.baseUrl}/other.json`);
    expect(status).toMatchObject({ subCode });
  });

  it('takes only what the Marketplace has when development mode is off', async () => {
    const { install, admin } = await start();
    const settings = (value: unknown) =>
      admin('PUT', `${UPM}/settings`, { settings: [{ key: 'connectDeveloperListingsEnabled', value }] });
    expect((await settings('off')).status).toBe(400);
    expect(await (await settings(false)).json()).toMatchObject({ settings: [{ value: false }] });
    const addon = await startFakeAddon();
    const { status } = await install(addon.descriptorUrl);
    expect(status).toMatchObject({ subCode: 'upm.pluginInstall.error.descriptor.not.from.marketplace' });
    expect(addon.received).toEqual([]);
    await settings(true);
    expect((await install(addon.descriptorUrl)).answer.status).toBe(303);
  });
});

it("speaks UPM's types, and plain JSON to those who ask for it", async () => {
  const { send } = await start();
  const typeFor = async (Accept: string) =>
    (await send('GET', `${UPM}/`, { headers: { ...basic('admin'), Accept } })).headers.get('content-type');
  const own = 'application/vnd.atl.plugins.installed+json';
  expect([await typeFor(own), await typeFor('*/*'), await typeFor('application/json')]).toEqual([
    own,
    own,
    'application/json',
  ]);
});

describe('an app that is there', () => {
  it('is disabled and enabled by PUT, and removed by DELETE', async () => {
    const { client, addon } = await startInstalled();
    const path = `${UPM}/fake-addon-key`;
    const plugin = { ...(await readObject(await client.admin('GET', path))) };
    expect(await (await client.admin('PUT', path, { ...plugin, enabled: false })).json()).toMatchObject({
      enabled: false,
    });
    expect((await client.admin('PUT', path, { enabled: 'yes' })).status).toBe(400);
    await client.admin('PUT', path, { ...plugin, enabled: true });
    expect((await client.admin('DELETE', path)).status).toBe(204);
    expect((await client.admin('DELETE', path)).status).toBe(404);
    expect((await client.admin('GET', path)).status).toBe(404);
    expect(addon.received.map(({ url }) => url)).toEqual([
      '/installed',
      '/enabled',
      '/disabled',
      '/enabled',
      '/disabled',
      '/uninstalled',
    ]);
  });

  it('has the licence that its token stands for', async () => {
    const { client, call } = await startInstalled({ enableLicensing: true });
    const set = (state: string, token = 'abc') =>
      client.admin('POST', `${UPM}/license-tokens`, { pluginKey: 'fake-addon', token, state });
    const license = async () => {
      const answer = await call('GET', '/rest/atlassian-connect/1/addons/fake-addon');
      const { license: found } = await readObject(answer);
      return isRecord(found) ? { active: found['active'], evaluation: found['evaluation'] } : found;
    };
    expect(await license()).toEqual({ active: true, evaluation: false });
    for (const [state, expected] of [
      ['ACTIVE_TRIAL', { active: true, evaluation: true }],
      ['INACTIVE_TRIAL', { active: false, evaluation: false }],
      ['ACTIVE_SUBSCRIPTION_CANCELLED', { active: true, evaluation: false }],
      ['INACTIVE_SUBSCRIPTION', { active: false, evaluation: false }],
      ['NONE', undefined],
    ] as const) {
      expect(await readObject(await set(state))).toMatchObject({ state, token: 'abc', valid: true });
      expect(await license(), state).toEqual(expected);
    }
    const path = `${UPM}/license-tokens/fake-addon-key`;
    expect(await readObject(await client.admin('GET', path))).toMatchObject({ state: 'NONE' });
    expect((await client.admin('DELETE', path)).status).toBe(204);
    expect((await client.admin('GET', path)).status).toBe(404);
    expect(await license()).toEqual({ active: true, evaluation: false });
    const refused = await set('GOLD');
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ subCode: 'upm.license.token.invalid.error' }),
    ]);
    expect((await set('ACTIVE_TRIAL', '')).status).toBe(400);
  });

  it('takes no token when it is free', async () => {
    const { client } = await startInstalled();
    const refused = await client.admin('PUT', `${UPM}/license-tokens/fake-addon-key`, {
      token: 'abc',
      state: 'ACTIVE_TRIAL',
    });
    expect([refused.status, await refused.json()]).toEqual([
      412,
      expect.objectContaining({ subCode: 'upm.plugin.error.plugin.not.using.licensing' }),
    ]);
  });
});

async function readObject(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json();
  if (!isRecord(body)) throw new Error('no object');
  return body;
}
