import { expect, it } from 'vitest';
import { sessionCookie } from '../../src/instance/routes/env.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/** The dev instance's own API, as docs/instance.md describes it to programs. */
async function start() {
  const instance = await startTestInstance();
  const { send } = clientOf(instance);
  const control = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send(method, `/_connect-kit/api/${path}`, {
      headers: {
        Authorization: `Bearer ${instance.controlToken}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { instance, control, send };
}

it('installs, disables, enables and removes an add-on', async () => {
  const { control, instance } = await start();
  const addon = await startFakeAddon();
  const install = await control('POST', 'addons', { product: 'jira', descriptorUrl: addon.descriptorUrl });
  expect({ status: install.status, body: await install.json() }).toEqual({
    status: 201,
    body: { version: 1, key: 'fake-addon' },
  });
  const isEnabled = () => instance.services.installations.find('jira', 'fake-addon')?.isEnabled;
  await control('POST', 'addons/jira/fake-addon/disable');
  expect(isEnabled()).toBe(false);
  await control('POST', 'addons/jira/fake-addon/enable');
  expect(isEnabled()).toBe(true);
  expect((await control('DELETE', 'addons/jira/fake-addon')).status).toBe(204);
  expect(isEnabled()).toBeUndefined();
});

it('says why an install is refused', async () => {
  const { control } = await start();
  const addon = await startFakeAddon({ scopes: ['REED'] });
  const refused = await control('POST', 'addons', { product: 'jira', descriptorUrl: addon.descriptorUrl });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    code: 'connect.install.error.remote.descriptor.validation.dev',
    diagnostics: [{ ruleId: 'scopes/unknown', pointer: '/scopes/0' }],
  });
});

it.each([
  ['a product that it does not have', { product: 'bitbucket', descriptorUrl: 'http://localhost/x' }],
  ['something that is no address', { product: 'jira', descriptorUrl: 'x' }],
  ['nothing', undefined],
])('answers 400 to %s', async (_, body) => {
  const { control } = await start();
  expect((await control('POST', 'addons', body)).status).toBe(400);
});

it('is closed to what an add-on asks through the bridge', async () => {
  const { control } = await start();
  expect((await control('GET', 'status', undefined, { 'AP-Client-Key': 'fake-addon' })).status).toBe(403);
});

it('refuses a wrong control token', async () => {
  const { send } = await start();
  const headers = { Authorization: 'Bearer wrong' };
  expect((await send('POST', '/_connect-kit/api/stop', { headers })).status).toBe(403);
});

it('lists what passed, without a usable token', async () => {
  const { control } = await start();
  const addon = await startFakeAddon();
  await control('POST', 'addons', { product: 'jira', descriptorUrl: addon.descriptorUrl });
  const { exchanges }: { exchanges: unknown[] } = JSON.parse(await (await control('GET', 'traffic')).text());
  expect(exchanges).toMatchObject([
    { kind: 'lifecycle', method: 'POST', status: 204, addonKey: 'fake-addon', verdict: { valid: true } },
    { kind: 'lifecycle', method: 'POST', status: 204, addonKey: 'fake-addon', verdict: { valid: true } },
  ]);
  const secret: string = JSON.parse(addon.receivedAt('/installed')[0]?.body ?? '{}').sharedSecret;
  expect(JSON.stringify(exchanges)).not.toContain(secret);
  expect(JSON.stringify(exchanges)).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]{8,}/);
});

it('hands the secret of an add-on to the holder of the control token, and to no page', async () => {
  const { control, send, instance } = await start();
  const addon = await startFakeAddon();
  await control('POST', 'addons', { product: 'jira', descriptorUrl: addon.descriptorUrl });
  const installed: Record<string, string> = JSON.parse(addon.receivedAt('/installed')[0]?.body ?? '{}');
  const path = 'addons/jira/fake-addon/secret';
  expect(await (await control('POST', path)).json()).toEqual({
    version: 1,
    product: 'jira',
    key: 'fake-addon',
    baseUrl: addon.baseUrl,
    productUrl: installed['baseUrl'],
    clientKey: installed['clientKey'],
    oauthClientId: installed['oauthClientId'],
    sharedSecret: installed['sharedSecret'],
  });

  const { id, session } = instance.services.sessions.create(instance.services.people.list()[0]?.accountId);
  const cookie = `${sessionCookie(instance.origin)}=${id}`;
  const page = { Cookie: cookie, 'X-Connect-Kit-Xsrf': session.xsrfToken };
  const enable = '/_connect-kit/api/addons/jira/fake-addon/enable';
  expect((await send('POST', enable, { headers: page })).status).toBe(204);
  const url = `/_connect-kit/api/${path}`;
  for (const headers of [
    {},
    page,
    { Authorization: 'Bearer wrong' },
    { ...page, Authorization: 'Bearer ' },
  ]) {
    const refused = await send('POST', url, { headers });
    expect(refused.status).toBe(403);
    expect(await refused.text()).not.toContain(installed['sharedSecret']);
  }
  expect((await send('GET', url)).status).toBe(404);
  expect((await control('POST', path, undefined, { 'AP-Client-Key': 'fake-addon' })).status).toBe(403);
  expect((await control('POST', 'addons/jira/absent/secret')).status).toBe(404);
});

it('has no secret to hand out for an add-on without authentication', async () => {
  const { control } = await start();
  const addon = await startFakeAddon({ authentication: { type: 'none' } });
  await control('POST', 'addons', { product: 'jira', descriptorUrl: addon.descriptorUrl });
  const answer = await (await control('POST', 'addons/jira/fake-addon/secret')).json();
  expect(answer).toMatchObject({ key: 'fake-addon', sharedSecret: null });
});
