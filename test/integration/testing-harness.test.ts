import { describe, expect, it } from 'vitest';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { startFakeAddon, verifySymmetric } from '../support/fake-addon.ts';
import { CONFLUENCE_ADDON, JIRA_ADDON, startHarness } from '../support/harness.ts';

describe('a module', () => {
  it('is requested as the product does', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    fake.answer('/panel', 200, { headers: { 'Content-Type': 'text/html' }, text: '<h1>Hello</h1>' });
    const addon = await instance.install(fake.descriptorUrl);
    const opened = await addon.openModule('panel', { issue: 'DEMO-1' }, { user: 'mia' });
    expect(opened).toMatchObject({ status: 200, ok: true, context: { jira: { issue: { key: 'DEMO-1' } } } });
    expect(opened.headers.get('Content-Type')).toBe('text/html');
    expect(opened.text()).toBe('<h1>Hello</h1>');
    const secret = (await addon.sharedSecret()) ?? '';
    const [request] = fake.receivedAt('/panel');
    expect(request && verifySymmetric(request, secret, fake.baseUrl)).toEqual(opened.claims);
    const { body: mia } = await instance.asUser('mia').get<{ accountId: string }>('/rest/api/3/myself');
    expect(opened.claims?.sub).toBe(mia.accountId);
    await instance.traffic.assertRequest(
      { from: 'host', kind: 'module', path: '/panel', where: ({ verdict }) => verdict?.valid === true },
      { times: 1 },
    );
  });

  it.each([
    ['panel', '/browse/DEMO-1', { issue: 'DEMO-1' }],
    [
      'project-page',
      '/plugins/servlet/ac/fake-addon/project-page?project.key=DEMO&project.id=10000',
      { project: 'DEMO' },
    ],
    ['page', '/plugins/servlet/ac/fake-addon/page', {}],
  ])('has the address that the page of the instance gives it: %s', async (key, path, context) => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const html = await (await fetch(`${instance.url}${path}`)).text();
    const frames = [...html.matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
    const { url } = await addon.openModule(key, context);
    expect(frames.map(withoutTimes)).toContainEqual(withoutTimes(url));
  });

  it('has a place in Jira that the instance has not: a board, by its variables', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const { url } = await addon.openModule('board', { 'board.id': 7, 'board.type': 'scrum' });
    expect(new URL(url).search).toMatch(/^\?board=7&type=scrum&xdm_e=/);
  });

  it('of Confluence knows its content, its space, and the parameters of a macro', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(CONFLUENCE_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    expect(addon.product).toBe('confluence');
    const { body } = await instance
      .asAdmin()
      .get<{ results: readonly { id: string; spaceId: string }[] }>('/wiki/api/v2/pages');
    const [page] = body.results;
    const opened = await addon.openModule('chart', {
      content: page?.id ?? '',
      parameters: { max: 3, title: 'a b&c' },
    });
    const query = new URL(opened.url).searchParams;
    expect([query.get('max'), query.get('title'), query.get('page'), query.get('cp')]).toEqual([
      '3',
      'a b&c',
      page?.id,
      '/wiki',
    ]);
    expect(opened.context).toMatchObject({
      confluence: { content: { id: page?.id }, space: { id: page?.spaceId } },
    });
    const editor = await addon.openModule('chart', { content: page?.id ?? '' }, { part: 'editor' });
    expect(new URL(editor.url).pathname).toBe('/chart-editor');
  });

  it('that is hidden says so, and by which condition', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    expect((await addon.openModule('admins', { issue: 'DEMO-1' })).status).toBe(200);
    const refused = addon.openModule('admins', { issue: 'DEMO-1' }, { user: 'mia' });
    await expect(refused).rejects.toMatchObject({
      code: 'module-hidden',
      message: expect.stringMatching(/not shown to Mia Lindqvist[\s\S]*user_is_admin/),
    });
    expect(await addon.isShown('admins', { issue: 'DEMO-1' }, { user: 'mia' })).toBe(false);
    expect(await addon.isShown('panel', { issue: 'PRIV-1' }, { user: 'tomas' })).toBe(false);
    expect(await addon.isShown('panel', { issue: 'DEMO-1' }, { user: null })).toBe(true);
    await addon.disable();
    expect(await addon.isShown('admins', { issue: 'DEMO-1' })).toBe(false);
    await addon.enable();
    expect(await addon.isShown('admins', { issue: 'DEMO-1' })).toBe(true);
    expect(fake.receivedAt('/admins')).toHaveLength(1);
  });

  it.each([
    ['panl', { issue: 'DEMO-1' }, {}, 'module-unknown', /Did you mean panel\?/],
    ['panel', { isue: 'DEMO-1' }, {}, 'context-unknown', /Did you mean issue\?/],
    ['panel', { space: 'DS' }, {}, 'context-unknown', /of Confluence, and this is Jira/],
    ['panel', { issue: 'NOPE-1' }, {}, 'context-unknown', /no issue NOPE-1/],
    ['panel', {}, {}, 'context-missing', /issue: 'DEMO-1'/],
    ['panel', { issue: 'PRIV-1' }, { user: 'tomas' }, 'not-visible', /Tomás Rivera may not see/],
    ['panel', { issue: 'DEMO-1' }, { user: 'mja' }, 'user-unknown', /Did you mean mia\?/],
    ['panel', { issue: 'DEMO-1' }, { part: 'editor' }, 'module-without-page', /has no page "editor"/],
    ['link', {}, {}, 'module-without-page', /https:\/\/example\.com/],
    ['section', {}, {}, 'module-without-page', /section \(webSections\) has no page/],
  ])('is not opened as %s with %j %j: %s', async (key, context, options, code, message) => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const refused = addon.openModule(key, context, options);
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(fake.receivedAt('/panel')).toEqual([]);
  });

  it('gives its page a context token, which says what it is about and who looks at it', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const opened = await addon.openModule('panel', { issue: 'DEMO-1' }, { user: 'mia' });
    const [, payload = ''] = (await opened.contextToken()).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      ...{ iss: addon.clientKey, sub: opened.claims?.sub, qsh: 'context-qsh' },
      context: { jira: { issue: { key: 'DEMO-1' } }, license: { active: false } },
    });
  });

  it('has no token where the add-on shares no secret', async () => {
    const descriptor = { ...JIRA_ADDON, authentication: { type: 'none' }, lifecycle: {} };
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(descriptor)]);
    const addon = await instance.install(fake.descriptorUrl);
    const opened = await addon.openModule('page');
    expect([opened.status, opened.token, opened.claims]).toEqual([200, undefined, undefined]);
    await expect(opened.contextToken()).rejects.toMatchObject({ code: 'addon-without-secret' });
    expect(await addon.sharedSecret()).toBeUndefined();
  });

  it('that was registered at run time is opened like those of the descriptor', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const path = '/rest/atlassian-connect/1/app/module/dynamic';
    const token = await signAs(addon, 'POST', path);
    const added = await fetch(`${instance.jiraUrl}${path}`, {
      method: 'POST',
      headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ generalPages: [{ key: 'later', name: { value: 'Later' }, url: '/later' }] }),
    });
    expect(added.status).toBe(200);
    expect(new URL((await addon.openModule('later')).url).pathname).toBe('/later');
    expect(addon.descriptor.modules?.['generalPages']).toHaveLength(1);
  });
});

describe('an add-on', () => {
  it('is refused in the words of the product', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    fake.answer('/installed', 500);
    await expect(instance.install(fake.descriptorUrl)).rejects.toMatchObject({
      code: 'install-refused',
      productCode: 'connect.install.error.remote.host.bad.response.500',
      message: expect.stringContaining('returned HTTP response code 500'),
    });
    await expect(instance.findAddon('fake-addon')).rejects.toMatchObject({ code: 'addon-unknown' });
  });

  it('is given up on after the time that callbacks have', async () => {
    const [instance, fake] = await Promise.all([
      startHarness({ callbackTimeout: '50ms' }),
      startFakeAddon(JIRA_ADDON),
    ]);
    const release = fake.hold('/installed');
    await expect(instance.install(fake.descriptorUrl)).rejects.toMatchObject({
      productCode: 'connect.install.error.remote.host.timeout',
    });
    release();
  });

  it('is a tenant of its own on every site and in every product', async () => {
    const [instance, fake] = await Promise.all([
      startHarness({ sites: ['dev', 'other'] }),
      startFakeAddon(JIRA_ADDON),
    ]);
    const addons = [
      await instance.install(fake.descriptorUrl),
      await instance.site('other').install(fake.descriptorUrl),
    ];
    fake.setDescriptor({ modules: {} });
    addons.push(await instance.install(fake.descriptorUrl, { product: 'confluence' }));
    expect(new Set(addons.map(({ clientKey }) => clientKey)).size).toBe(3);
    expect(new Set(await Promise.all(addons.map((addon) => addon.sharedSecret()))).size).toBe(3);
    expect((await instance.site('other').findAddon('fake-addon')).clientKey).toBe(addons[1]?.clientKey);
    await expect(instance.findAddon('fake-addon')).rejects.toMatchObject({ code: 'product-missing' });
    await expect(instance.findAddon('fake-adon', 'jira')).rejects.toThrow(/Did you mean fake-addon\?/);
    expect(() => instance.site('othr')).toThrow(/Did you mean other\?/);
  });

  it('goes through its life', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const before = await addon.sharedSecret();
    await addon.rotateSecret();
    expect(await addon.sharedSecret()).not.toBe(before);
    await addon.disable();
    await addon.enable();
    fake.setDescriptor({ name: 'Another name' });
    expect((await addon.reinstall()).descriptor.name).toBe('Another name');
    await addon.uninstall();
    const callbacks = await instance.traffic.requests({ kind: 'lifecycle' });
    expect(callbacks.map(({ path }) => path)).toEqual([
      ...['/installed', '/enabled', '/installed', '/disabled', '/enabled'],
      ...['/installed', '/enabled', '/disabled', '/uninstalled'],
    ]);
    fake.answer('/installed', 401);
    const again = await instance.install(fake.descriptorUrl).catch((error: unknown) => error);
    expect(again).toMatchObject({ productCode: 'connect.install.error.remote.host.bad.response.401' });
  });

  it('is licensed as a test wants it', async () => {
    const [instance, fake] = await Promise.all([
      startHarness(),
      startFakeAddon({ ...JIRA_ADDON, enableLicensing: true }),
    ]);
    const addon = await instance.install(fake.descriptorUrl, { licence: 'evaluation' });
    const lic = async () => new URL((await addon.openModule('page')).url).searchParams.get('lic');
    expect(await lic()).toBe('active');
    await addon.setLicence('expired');
    expect(await lic()).toBe('none');
    fake.setDescriptor({ enableLicensing: false });
    const unpaid = await addon.reinstall();
    await expect(unpaid.setLicence('active')).rejects.toMatchObject({ code: 'addon-not-licensed' });
  });
});

describe('a webhook', () => {
  it('is sent about what is there, as a test changes it, to everything that listens', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    fake.answer('/webhooks/created', 200, { headers: { 'Content-Type': 'text/plain' }, text: 'thanks' });
    const addon = await instance.install(fake.descriptorUrl);
    const overrides = { issue: { fields: { summary: 'Another' } }, changelog: null };
    const fired = await addon.fire('jira:issue_created', overrides, { issue: 'DEMO-2', user: 'mia' });
    expect(fired).toMatchObject({ status: 200, ok: true, message: 'accepted', nextTry: undefined });
    expect(fired.request.body).toMatchObject({
      webhookEvent: 'jira:issue_created',
      user: { displayName: 'Mia Lindqvist' },
      issue: { key: 'DEMO-2', fields: { summary: 'Another' } },
    });
    expect(fired.request.body).not.toHaveProperty('changelog');
    expect(fired.response?.text()).toBe('thanks');
    expect(fired.request.url).toBe(`${fake.baseUrl}/webhooks/created?issue=DEMO-2`);
    expect(fired.all.map(({ status, request }) => [status, request.body === undefined])).toEqual([
      [200, false],
      [204, true],
    ]);
    const [request] = fake.receivedAt('/webhooks/created');
    expect(request?.headers.authorization).toBe(fired.request.headers.get('Authorization'));
    expect(JSON.parse(request?.body ?? '')).toEqual(fired.request.body);
  });

  it('reports what came back, be it nothing', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    fake.answer('/webhooks/created', 404);
    expect(await addon.fire('jira:issue_created')).toMatchObject({
      status: 404,
      ok: false,
      nextTry: undefined,
    });
    await instance.faults.add({ drop: true, kind: 'webhook', times: 1 });
    expect(await addon.fire('jira:issue_created')).toMatchObject({ status: undefined, response: undefined });
  });

  it.each([
    ['issue_created', {}, 'event-unknown', /Did you mean jira:issue_created\?/],
    ['page_created', {}, 'event-of-other-product', /Confluence does/],
    ['jira:issue_deleted', {}, 'addon-not-listening', /listens to no jira:issue_deleted/],
    ['jira:issue_created', { issue: 'NOPE-1' }, 'wish-unknown', /no issue NOPE-1/],
    ['jira:issue_created', { user: 'mja' }, 'user-unknown', /Did you mean mia\?/],
  ])('is not sent as %s %j: %s', async (event, options, code, message) => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    await expect(addon.fire(event, {}, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('comes by itself when somebody changes something', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    await instance.install(fake.descriptorUrl);
    const created = await instance.asUser('mia').post<{ key: string }>('/rest/api/3/issue', {
      fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'Made by a test' },
    });
    expect(created.status).toBe(201);
    const webhook = await instance.traffic.waitFor({
      kind: 'webhook',
      path: '/webhooks/created',
      status: '2xx',
    });
    expect(JSON.parse(webhook.request.body ?? '{}')).toMatchObject({ issue: { key: created.body.key } });
    await instance.settled();
  });
});

describe('the clock', () => {
  it('brings what falls due, in order, before it goes on', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    fake.answer('/webhooks/created', 503);
    const before = instance.clock.now();
    const { nextTry } = await addon.fire('jira:issue_created');
    expect((nextTry?.getTime() ?? 0) - before).toBeGreaterThanOrEqual(5 * 60_000);
    await instance.clock.advance('2h');
    const tries = await instance.traffic.requests({ kind: 'webhook', path: '/webhooks/created' });
    expect(tries.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 503]);
    const times = tries.map(({ time }) => time.getTime());
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(5 * 60_000);
    }
    expect(instance.clock.now() - before).toBeGreaterThanOrEqual(2 * 3_600_000);
  });

  it('waits for nothing that falls due within the time itself', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    fake.answer('/webhooks/created', 503);
    await addon.fire('jira:issue_created');
    fake.answer('/webhooks/created', 204);
    await instance.faults.add({ latencyMs: 300_000, kind: 'webhook', times: 1 });
    await instance.clock.advance('30m');
    const tries = await instance.traffic.requests({ kind: 'webhook', path: '/webhooks/created' });
    expect(tries.map(({ status }) => status)).toEqual([503, 204]);
  });

  it('makes the tokens of the site old, and leaves those of add-ons to their own clock', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const path = '/rest/api/3/issue/DEMO-1';
    const call = async (token: string) =>
      (await fetch(`${instance.jiraUrl}${path}`, { headers: { Authorization: `JWT ${token}` } })).status;
    await instance.clock.advance('1h');
    expect(await call(await signAs(addon, 'GET', path))).toBe(200);
    expect(await call(await signAs(addon, 'GET', path, instance.clock.now()))).toBe(200);
    expect(await call(await signAs(addon, 'GET', path, Date.now() - 600_000))).toBe(401);
    const { claims } = await addon.openModule('page');
    expect((claims?.iat ?? 0) * 1000).toBeGreaterThan(Date.now() + 3_500_000);
    await expect(instance.clock.advance('3 minutes')).rejects.toMatchObject({ code: 'duration-invalid' });
  });
});

describe('traffic', () => {
  it('is found by what is known of it, and says what there was instead', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const { traffic } = instance;
    const path = '/rest/api/3/issue/DEMO-1';
    await fetch(`${instance.jiraUrl}${path}`, {
      headers: { Authorization: `JWT ${await signAs(addon, 'GET', path)}` },
    });
    await traffic.assertRequest(
      { from: 'addon', method: 'get', path: '/rest/api/3/issue/*', status: 200 },
      { times: 1 },
    );
    await traffic.assertRequest({ path: /issue\/DEMO-\d+$/g, addon: 'fake-addon', product: 'jira' });
    await traffic.assertAccepted();
    await traffic.assertNoRequest({ status: '5xx' });

    await fetch(`${instance.jiraUrl}/rest/api/3/myself`, { headers: { Authorization: 'JWT a.b.c' } });
    await expect(traffic.assertAccepted()).rejects.toThrow(
      /have refused[\s\S]*GET \/rest\/api\/3\/myself → 401/,
    );
    await expect(traffic.assertRequest({ path: '/nothing' })).rejects.toThrow(
      /none was: path \/nothing[\s\S]*POST .*\/installed → 204/,
    );
    await expect(traffic.assertNoRequest({ kind: 'lifecycle' })).rejects.toThrow(/\/installed/);
    await expect(traffic.waitFor({ path: '/nothing' }, { timeout: '10ms' })).rejects.toMatchObject({
      code: 'traffic-unexpected',
    });
    const misspelt = { path: '/x', pathh: '/x' };
    await expect(traffic.requests(misspelt)).rejects.toThrow(/Did you mean path\?/);

    await traffic.clear();
    expect(await traffic.requests()).toEqual([]);
    await expect(traffic.assertRequest({})).rejects.toThrow(/Nothing has passed/);
  });

  it('is waited for', async () => {
    const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
    const addon = await instance.install(fake.descriptorUrl);
    const seen = instance.traffic.waitFor({ kind: 'module', path: '/page' });
    await addon.openModule('page');
    expect(await seen).toMatchObject({ status: 200, addon: 'fake-addon' });
  });
});

it('lets things go wrong on purpose', async () => {
  const [instance, fake] = await Promise.all([startHarness(), startFakeAddon(JIRA_ADDON)]);
  const addon = await instance.install(fake.descriptorUrl);
  const fault = await instance.faults.add({ tamper: 'qsh', kind: 'module', times: 1 });
  await addon.openModule('page');
  await instance.traffic.assertRequest({
    kind: 'module',
    where: ({ verdict }) => verdict?.reason === 'qsh-mismatch',
  });
  expect(await instance.faults.list()).toMatchObject([{ id: fault.id, spent: true, hits: 1 }]);
  await fault.remove();
  expect(await instance.faults.preset('maintenance')).toHaveLength(2);
  await instance.faults.clear();
  expect(await instance.faults.list()).toEqual([]);
  await expect(instance.faults.add({ statuz: 1 })).rejects.toMatchObject({ code: 'fault-invalid' });
});

it('begins with a seed, and says what is wrong with one', async () => {
  const instance = await startHarness({
    seed: { version: 1, people: [{ username: 'ada', displayName: 'Ada Lovelace', isAdmin: true }] },
  });
  expect((await instance.asUser('ada').get('/rest/api/3/myself')).body).toMatchObject({
    displayName: 'Ada Lovelace',
  });
  await expect(startHarness({ seed: { version: 1, peeple: [] } })).rejects.toMatchObject({
    code: 'seed-invalid',
  });
});

it('counts requests where there is a limit', async () => {
  const [instance, fake] = await Promise.all([
    startHarness({ rateLimit: '1/min' }),
    startFakeAddon(JIRA_ADDON),
  ]);
  const addon = await instance.install(fake.descriptorUrl);
  const path = '/rest/api/3/issue/DEMO-1';
  const call = async () =>
    (
      await fetch(`${instance.jiraUrl}${path}`, {
        headers: { Authorization: `JWT ${await signAs(addon, 'GET', path)}` },
      })
    ).status;
  expect([await call(), await call()]).toEqual([200, 429]);
  await instance.clock.advance('1m');
  expect(await call()).toBe(200);
});

it('speaks REST as people who are there', async () => {
  const instance = await startHarness();
  const mia = instance.asUser('Mia Lindqvist');
  expect((await mia.put('/rest/api/3/issue/DEMO-1', { fields: { summary: 'Other' } })).status).toBe(204);
  expect((await mia.get('/rest/api/3/issue/DEMO-1?fields=summary')).body).toMatchObject({
    fields: { summary: 'Other' },
  });
  expect((await instance.asUser('tomas').get('/rest/api/3/issue/PRIV-1')).status).toBe(404);
  expect((await instance.asAdmin().delete('/rest/api/3/issue/DEMO-3')).status).toBe(204);
  expect((await mia.fetch('/wiki/api/v2/spaces', { method: 'GET' })).status).toBe(200);
  await expect(instance.asUser('nobody').get('/rest/api/3/myself')).rejects.toMatchObject({
    code: 'user-unknown',
  });
});

it('tells an add-on what connect-kit dev would', async () => {
  const instance = await startHarness();
  expect(instance.environment({ port: 4711 })).toEqual({
    PORT: '4711',
    AC_LOCAL_BASE_URL: 'http://localhost:4711',
    CONNECT_KEYS_CDN_URL: `${instance.url}/install-keys`,
    AC_HOST_SCRIPT_URL: `${instance.url}/atlassian-connect/all.js`,
    AC_OPTS: 'no-reg',
    SERVER_PORT: '4711',
    ADDON_BASE_URL: 'http://localhost:4711',
    NO_PROXY: 'localhost,127.0.0.1,[::1]',
  });
  expect(instance.environment({ baseUrl: 'http://localhost:4712/app' })).toMatchObject({ PORT: '4712' });
  expect(() => instance.environment({})).toThrow(/port or its base URL/);
});

/** A token of the add-on's for one request to the product. */
async function signAs(
  addon: { readonly key: string; sharedSecret(): Promise<string | undefined> },
  method: string,
  url: string,
  now = Date.now(),
): Promise<string> {
  const iat = Math.floor(now / 1000);
  const claims = { iss: addon.key, iat, exp: iat + 180, qsh: createQueryStringHash({ method, url }) };
  return signToken(claims, { algorithm: 'HS256', secret: (await addon.sharedSecret()) ?? '' });
}

/** The address with its token taken apart, of which the second that it was made in is no part. */
function withoutTimes(address: string): unknown {
  const url = new URL(address);
  const [, payload = ''] = (url.searchParams.get('jwt') ?? '').split('.');
  const { iat: _, exp: __, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  url.searchParams.delete('jwt');
  return { url: url.href, claims };
}
