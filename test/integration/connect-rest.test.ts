import { describe, expect, it } from 'vitest';
import { sessionCookie } from '../../src/instance/routes/env.ts';
import { type Method, signWith, startInstalled } from '../support/installed-addon.ts';

const ADDONS = '/rest/atlassian-connect/1/addons';
const DYNAMIC = '/rest/atlassian-connect/1/app/module/dynamic';
const page = (key: string) => ({ key, name: { value: key }, url: `/${key}` });

describe('an add-on', () => {
  it('reads itself, with its licence when it is paid for', async () => {
    const { call, instance } = await startInstalled({ enableLicensing: true, version: '1.2.3' });
    expect(await (await call('GET', `${ADDONS}/fake-addon`)).json()).toEqual({
      key: 'fake-addon',
      version: '1.2.3',
      state: 'ENABLED',
      host: { product: 'Jira', contacts: [{ name: 'Alex Morgan', email: 'admin@example.com' }] },
      license: {
        ...{ active: true, type: 'COMMERCIAL', evaluation: false },
        supportEntitlementNumber: expect.stringMatching(/^SEN-/),
        entitlementId: expect.stringMatching(/./),
        entitlementNumber: expect.stringMatching(/^E-/),
      },
      links: {
        marketplace: [{ href: 'https://marketplace.atlassian.com/plugins/fake-addon' }],
        self: [{ href: `${instance.origin}${ADDONS}/fake-addon` }],
      },
    });
  });

  it('has no licence when it is free, and is at /wiki in Confluence', async () => {
    const { client, secret } = await startInstalled({}, { product: 'confluence' });
    const path = `/wiki${ADDONS}/fake-addon`;
    const answer = await client.addon('GET', path, signWith(secret(), 'GET', path));
    const body: unknown = await answer.json();
    expect(body).toMatchObject({ host: { product: 'Confluence' } });
    expect(body).not.toHaveProperty('license');
  });

  it('sees no other, and lists and removes none', async () => {
    const { call, client } = await startInstalled({ scopes: ['ADMIN'] });
    const status = async (method: Method, path: string) => (await call(method, path)).status;
    expect(await status('GET', `${ADDONS}/other`)).toBe(404);
    expect(await status('GET', ADDONS)).toBe(403);
    expect(await status('DELETE', `${ADDONS}/fake-addon`)).toBe(403);
    expect(await status('PUT', `${ADDONS}/fake-addon/reinstall`)).toBe(403);
    expect((await client.send('GET', ADDONS)).status).toBe(401);
    expect(await (await client.admin('GET', ADDONS)).json()).toMatchObject({
      addons: [{ key: 'fake-addon' }],
    });
    const unknown = await client.admin('GET', `${ADDONS}/other`);
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { message: 'Add-on with key other was not found', 'status-code': 404 },
    ]);
    expect(await (await client.admin('DELETE', `${ADDONS}/fake-addon`)).json()).toEqual({
      key: 'fake-addon',
      version: '1.0.0-AC',
    });
    expect((await client.admin('DELETE', `${ADDONS}/fake-addon`)).status).toBe(404);
  });
});

describe('properties of an add-on', () => {
  const PROPERTIES = `${ADDONS}/fake-addon/properties`;

  it('are created, updated, read, listed and deleted', async () => {
    const { call, instance } = await startInstalled();
    const self = (key: string) => `${instance.origin}${PROPERTIES}/${key}`;
    const put = async (key: string, value: unknown) => {
      const answer = await call('PUT', `${PROPERTIES}/${key}`, value);
      return [answer.status, await answer.json()];
    };
    expect(await put('b', { x: [1] })).toEqual([201, { message: 'Property created.', statusCode: 201 }]);
    expect(await put('a', 'text')).toEqual([201, { message: 'Property created.', statusCode: 201 }]);
    expect(await put('a', null)).toEqual([200, { message: 'Property updated.', statusCode: 200 }]);
    expect(await (await call('GET', PROPERTIES)).json()).toEqual({
      keys: ['a', 'b'].map((key) => ({ key, self: self(key) })),
    });
    const b = await call('GET', `${PROPERTIES}/b`);
    expect(await b.json()).toEqual({ key: 'b', value: { x: [1] }, self: self('b') });
    expect((await call('DELETE', `${PROPERTIES}/b`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'] as const) {
      const gone = await call(method, `${PROPERTIES}/b`);
      expect([gone.status, await gone.json()]).toEqual([
        404,
        { message: 'Property with key not found.', statusCode: 404 },
      ]);
    }
  });

  it.each([
    ['nothing', '', 400],
    ['half of an object', '{"x":', 400],
    ['a value that just fits', JSON.stringify('x'.repeat(32_766)), 201],
    ['a value that is too long', JSON.stringify('x'.repeat(32_767)), 400],
    ['a value that is nested too deeply', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
  ])('take %s with %3$d', async (_, body, status) => {
    const { client, secret } = await startInstalled();
    const path = `${PROPERTIES}/p`;
    const answer = await client.send('PUT', path, {
      headers: { Authorization: `JWT ${signWith(secret(), 'PUT', path)}` },
      body,
    });
    expect(answer.status).toBe(status);
  });

  it('have keys of up to 127 characters, and there are 100 of them', async () => {
    const { call } = await startInstalled();
    const put = async (key: string) => (await call('PUT', `${PROPERTIES}/${key}`, 1)).status;
    expect([await put('k'.repeat(127)), await put('k'.repeat(128))]).toEqual([201, 400]);
    for (let index = 1; index < 100; index += 1) expect(await put(`k${index}`)).toBe(201);
    expect([await put('one-more'), await put('k1')]).toEqual([409, 200]);
  });

  it('are for the add-on alone', async () => {
    const { call, client, instance } = await startInstalled();
    await call('PUT', `${PROPERTIES}/p`, 1);
    expect((await client.send('GET', PROPERTIES)).status).toBe(401);
    const mia = { Authorization: `Basic ${Buffer.from('mia:mia').toString('base64')}` };
    const person = await client.send('GET', PROPERTIES, { headers: mia });
    expect([person.status, await person.json()]).toEqual([
      401,
      { message: 'Access to this resource must be authenticated as an add-on.', statusCode: 401 },
    ]);
    expect((await client.admin('GET', PROPERTIES)).status).toBe(200);
    const other = await startInstalled({ key: 'other' }, { instance });
    const token = signWith(other.secret(), 'GET', PROPERTIES, { iss: 'other' });
    expect((await client.addon('GET', PROPERTIES, token)).status).toBe(404);
  });

  it('are read through the bridge of the add-on, by whoever looks at its page', async () => {
    const { call, client, instance } = await startInstalled();
    await call('PUT', `${PROPERTIES}/p`, 1);
    const { people, sessions } = instance.services;
    const { id } = sessions.create(people.list().find(({ isAdmin }) => !isAdmin)?.accountId);
    const headers = { Cookie: `${sessionCookie(instance.origin)}=${id}`, 'AP-Client-Key': 'fake-addon' };
    const answer = await client.send('GET', `${PROPERTIES}/p`, { headers });
    expect(await answer.json()).toMatchObject({ value: 1 });
  });

  it('outlive the add-on, as in the host of 2016', async () => {
    const { call, instance, addon } = await startInstalled();
    await call('PUT', `${PROPERTIES}/p`, 1);
    const { installer, installations } = instance.services;
    for (const installation of installations.list()) await installer.uninstall(installation);
    await installer.install('jira', addon.descriptorUrl);
    expect(await (await call('GET', `${PROPERTIES}/p`)).json()).toMatchObject({ value: 1 });
  });
});

describe('dynamic modules', () => {
  it('appear where declared ones do, and go when they are removed', async () => {
    const { call, client } = await startInstalled({ modules: { generalPages: [page('declared')] } });
    expect(await (await call('GET', DYNAMIC)).json()).toEqual({});
    const added = await call('POST', DYNAMIC, { generalPages: [page('one'), page('two')] });
    expect([added.status, await added.text()]).toEqual([200, '']);
    expect(await (await call('GET', DYNAMIC)).json()).toEqual({ generalPages: [page('one'), page('two')] });
    const open = async (key: string) =>
      (await client.send('GET', `/plugins/servlet/ac/fake-addon/${key}`)).status;
    expect([await open('declared'), await open('one'), await open('two')]).toEqual([200, 200, 200]);
    const plugin = await client.admin('GET', '/rest/plugins/1.0/fake-addon-key');
    expect(await plugin.json()).toMatchObject({
      modules: [{ key: 'declared' }, { key: 'one' }, { key: 'two' }],
    });
    expect((await call('DELETE', `${DYNAMIC}?moduleKey=one&moduleKey=declared`)).status).toBe(204);
    expect([await open('declared'), await open('one'), await open('two')]).toEqual([200, 404, 200]);
    expect((await call('DELETE', DYNAMIC)).status).toBe(204);
    expect(await (await call('GET', DYNAMIC)).json()).toEqual({});
  });

  it.each([
    [
      'a key that is declared',
      { generalPages: [page('fresh'), page('declared')] },
      /multiple modules.*declared/,
    ],
    ['a key that is registered', { generalPages: [page('fresh'), page('there')] }, /multiple modules.*there/],
    ['a key twice', { generalPages: [page('fresh'), page('fresh')] }, /multiple modules.*fresh/],
    ['a module that is not valid', { generalPages: [page('fresh'), { key: 'x' }] }, /generalPages\/1/],
    ['a module without a key', { webhooks: [{ event: 'jira:issue_created', url: '/x' }] }, /no key/],
    ['a module that comes alone', { configurePage: page('fresh') }, /only lists/],
    ['an object in place of a list', { generalPages: page('fresh') }, /only lists/],
    ['no type of module', { __proto__: [], constructor: [page('fresh')] }, /no type of module/],
    ['a list', [page('fresh')], /must be an object/],
    ['too many', { generalPages: Array.from({ length: 100 }, (_, i) => page(`p${i}`)) }, /At most 100/],
  ])('are all refused for %s', async (_, body, message) => {
    const { call } = await startInstalled({ modules: { generalPages: [page('declared')] } });
    await call('POST', DYNAMIC, { generalPages: [page('there')] });
    const refused = await call('POST', DYNAMIC, body);
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { message: expect.stringMatching(message) },
    ]);
    expect(await (await call('GET', DYNAMIC)).json()).toEqual({ generalPages: [page('there')] });
  });

  it('can be registered at once without getting mixed up', async () => {
    const { call } = await startInstalled();
    const add = async () => (await call('POST', DYNAMIC, { generalPages: [page('same')] })).status;
    const statuses = await Promise.all([add(), add(), add(), add()]);
    expect(statuses.sort()).toEqual([200, 400, 400, 400]);
  });

  it('survive removal and installation, but not a version that declares one of them', async () => {
    const { call, addon, instance } = await startInstalled();
    const { installer, installations } = instance.services;
    await call('POST', DYNAMIC, { generalPages: [page('one'), page('two')] });
    for (const installation of installations.list()) await installer.uninstall(installation);
    await installer.install('jira', addon.descriptorUrl);
    expect(await (await call('GET', DYNAMIC)).json()).toMatchObject({ generalPages: [{}, {}] });
    addon.setDescriptor({ modules: { generalPages: [page('one')] } });
    await installer.install('jira', addon.descriptorUrl);
    expect(await (await call('GET', DYNAMIC)).json()).toEqual({});
    expect(installations.list()[0]?.descriptor.modules).toEqual({ generalPages: [page('one')] });
  });

  it('hear webhooks', async () => {
    const { call, client, addon, instance } = await startInstalled();
    await call('POST', DYNAMIC, {
      webhooks: [{ key: 'hook', event: 'jira:issue_updated', url: '/hook' }],
    });
    await client.admin('PUT', '/rest/api/3/issue/DEMO-1', { fields: { summary: 'Changed' } });
    await instance.services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(1);
  });

  it('are for add-ons alone', async () => {
    const { client } = await startInstalled();
    const refused = await client.admin('GET', DYNAMIC);
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { message: 'Only Connect apps can make this request.' },
    ]);
    expect((await client.send('GET', DYNAMIC)).status).toBe(401);
  });
});

it('says of migrations that it does not do them', async () => {
  const { call } = await startInstalled();
  expect((await call('PUT', '/rest/atlassian-connect/1/migration/field', [])).status).toBe(501);
});
