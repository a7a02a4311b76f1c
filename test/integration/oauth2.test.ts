import { encodeSymmetric } from '@atlassian/atlassian-jwt';
import { describe, expect, it } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { startTestInstance } from '../support/test-instance.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPES = ['READ', 'WRITE', 'ACT_AS_USER'];

async function start(scopes: readonly string[] = SCOPES, product: 'jira' | 'confluence' = 'jira') {
  let offset = 0;
  const clock = { now: () => Date.now() + offset, sleep: async () => {} };
  const instance = await startTestInstance({ clock });
  const installed = await startInstalled({ scopes }, { instance, product });
  const { told, secret, client } = installed;
  const mia = instance.services.people.list().find(({ username }) => username === 'mia');
  if (mia === undefined) throw new Error('mia is not there');
  const assert = (changes: Readonly<Record<string, unknown>> = {}, key = secret()) => {
    const iat = Math.floor(clock.now() / 1000);
    return encodeSymmetric(
      {
        iss: `urn:atlassian:connect:clientid:${told()['oauthClientId']}`,
        sub: `urn:atlassian:connect:useraccountid:${mia.accountId}`,
        tnt: told()['baseUrl'],
        aud: 'https://oauth-2-authorization-server.services.atlassian.com',
        iat,
        exp: iat + 60,
        ...changes,
      },
      key,
    );
  };
  const post = (fields: Readonly<Record<string, string>> | string, headers: Record<string, string> = {}) =>
    client.send('POST', '/oauth2/token', {
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
        ...headers,
      },
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    });
  const ask = (changes = {}, fields = {}) =>
    post({ grant_type: GRANT, assertion: assert(changes), ...fields });
  const token = async (fields = {}) => stringAt(await (await ask({}, fields)).json(), 'access_token') ?? '';
  const send = (method: string, path: string, bearer: string, body?: unknown) =>
    client.send(method, path, {
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const passTime = (seconds: number) => {
    offset += seconds * 1000;
  };
  return { ...installed, mia, assert, post, ask, token, send, passTime };
}

it('an add-on acts as a person', async () => {
  const { ask, send, mia } = await start();
  const answer = await ask();
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const body: unknown = await answer.json();
  expect(body).toEqual({ access_token: expect.any(String), expires_in: 900, token_type: 'Bearer' });
  const token = stringAt(body, 'access_token') ?? '';
  // Opaque: there is nothing in it to rely upon.
  expect(token).not.toContain('.');
  expect(await (await send('GET', '/rest/api/3/myself', token)).json()).toMatchObject({
    accountId: mia.accountId,
  });
  const comment = await send('POST', '/rest/api/3/issue/DEMO-1/comment', token, {
    body: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hi' }] }],
    },
  });
  expect(await comment.json()).toMatchObject({ author: { accountId: mia.accountId } });
});

it('is in the traffic with whom it acts as, without the token', async () => {
  const { token, send, instance } = await start();
  const bearer = await token();
  await send('GET', '/rest/api/3/myself', bearer);
  const exchange = instance.services.traffic.list().at(-1);
  expect(exchange).toMatchObject({
    addonKey: 'fake-addon',
    verdict: { valid: true, message: 'OAuth 2, acts as Mia Lindqvist' },
  });
  expect(JSON.stringify(exchange)).not.toContain(bearer);
});

describe('the token', () => {
  it('has the scopes that were asked for', async () => {
    const { token, send } = await start();
    const reader = await token({ scope: 'READ' });
    expect((await send('GET', '/rest/api/3/issue/DEMO-1', reader)).status).toBe(200);
    const refused = await send('PUT', '/rest/api/3/issue/DEMO-1', reader, { fields: {} });
    expect([refused.status, refused.headers.get('X-Connect-Kit-Explanation')]).toEqual([
      403,
      expect.stringContaining('needs the scope WRITE; the access token of fake-addon allows'),
    ]);
    const writer = await token({ scope: 'READ WRITE' });
    expect((await send('PUT', '/rest/api/3/issue/DEMO-1', writer, { fields: { summary: 'x' } })).status).toBe(
      204,
    );
  });

  it('does no more than its person may', async () => {
    const { send, token } = await start(['ADMIN', 'ACT_AS_USER']);
    const bearer = await token();
    expect((await send('GET', '/rest/atlassian-connect/1/addons', bearer)).status).toBe(403);
    expect((await send('GET', '/rest/plugins/1.0/', bearer)).status).toBe(401);
  });

  it('expires', async () => {
    const { token, send, passTime } = await start();
    const bearer = await token();
    passTime(890);
    expect((await send('GET', '/rest/api/3/myself', bearer)).status).toBe(200);
    passTime(20);
    const refused = await send('GET', '/rest/api/3/myself', bearer);
    expect([refused.status, refused.headers.get('X-Connect-Kit-Explanation')]).toEqual([
      401,
      expect.stringContaining('expired'),
    ]);
  });

  it('goes when the add-on goes, and rests while it is disabled', async () => {
    const { token, send, instance, addon } = await start();
    const { installer, installations } = instance.services;
    const bearer = await token();
    const status = async () => (await send('GET', '/rest/api/3/myself', bearer)).status;
    const [installation] = installations.list();
    if (installation === undefined) throw new Error('not installed');
    await installer.disable(installation);
    expect(await status()).toBe(401);
    await installer.enable(installation);
    expect(await status()).toBe(200);
    await installer.uninstall(installation);
    expect(await status()).toBe(403);
    await installer.install('jira', addon.descriptorUrl);
    expect(await status()).toBe(403);
  });

  it('is for the product that the add-on is installed in', async () => {
    const { token, send } = await start(SCOPES, 'confluence');
    const bearer = await token();
    expect((await send('GET', '/wiki/rest/api/user/current', bearer)).status).toBe(200);
    expect((await send('GET', '/rest/api/3/myself', bearer)).status).toBe(403);
  });

  it.each(['nonsense', 'admin-api-token', 'a.b.c', ''])('is not %j', async (bearer) => {
    const { send } = await start();
    const refused = await send('GET', '/rest/api/3/myself', bearer);
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { error: 'Failed to parse Connect Session Auth Token' },
    ]);
  });
});

describe('the authorization server refuses', () => {
  const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

  it.each([
    ['another client', { iss: 'urn:atlassian:connect:clientid:other' }, /client id other/],
    ['an add-on key as the client', { iss: 'fake-addon' }, /iss must be/],
    ['no client', { iss: undefined }, /iss must be/],
    ['another site', { tnt: 'https://other.atlassian.net' }, /tnt is/],
    ['no site', { tnt: undefined }, /tnt is/],
    ['another server', { aud: 'https://example.com' }, /audience is/],
    ['no server', { aud: undefined }, /names no audience/],
    ['somebody unknown', { sub: 'urn:atlassian:connect:useraccountid:nobody' }, /account id nobody/],
    ['a user key', { sub: 'urn:atlassian:connect:userkey:mia' }, /User keys are gone/],
    ['a bare account id', { sub: 'mia' }, /sub must be/],
    ['no iat', { iat: undefined }, /no iat/],
    ['no exp', { exp: undefined }, /no exp/],
    ['an assertion of the past', { iat: seconds(-200), exp: seconds(-140) }, /expired/],
    ['an assertion of the future', { iat: seconds(3600), exp: seconds(3660) }, /in the future/],
    ['an assertion that lives too long', { exp: seconds(180) }, /at most 60 seconds/],
  ])('%s', async (_, changes, message) => {
    const { ask } = await start();
    const answer = await ask(changes);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: expect.stringMatching(message) },
    ]);
  });

  it('another secret, an app user, and a disabled add-on', async () => {
    const { post, assert, ask, instance } = await start();
    const forged = await post({ grant_type: GRANT, assertion: assert({}, 'x'.repeat(32)) });
    expect(await forged.json()).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('signature'),
    });
    const { installer, installations, people } = instance.services;
    const app = people.ensureAppUser('fake-addon', 'Fake add-on');
    const asApp = await ask({ sub: `urn:atlassian:connect:useraccountid:${app.accountId}` });
    expect(asApp.status).toBe(400);
    for (const installation of installations.list()) await installer.disable(installation);
    expect((await ask()).status).toBe(400);
  });

  it('an add-on without ACT_AS_USER, and scopes that it does not have', async () => {
    const without = await start(['READ']);
    expect(await (await without.ask()).json()).toMatchObject({ error: 'unauthorized_client' });
    const { ask } = await start();
    for (const scope of ['ADMIN', 'READ ADMIN', 'read', 'NONSENSE', '__proto__']) {
      expect(await (await ask({}, { scope })).json(), scope).toMatchObject({ error: 'invalid_scope' });
    }
  });

  it.each([
    ['another grant', { grant_type: 'password', assertion: 'x' }, 'unsupported_grant_type'],
    ['no grant', { assertion: 'x' }, 'invalid_request'],
    ['no assertion', { grant_type: GRANT }, 'invalid_request'],
    ['an assertion that is none', { grant_type: GRANT, assertion: 'x' }, 'invalid_grant'],
    ['two assertions', `grant_type=${encodeURIComponent(GRANT)}&assertion=a&assertion=b`, 'invalid_request'],
  ])('%s', async (_, fields, error) => {
    const { post } = await start();
    const answer = await post(fields);
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error })]);
  });

  it('JSON', async () => {
    const { post, assert } = await start();
    const body = JSON.stringify({ grant_type: GRANT, assertion: assert() });
    const answer = await post(body, { 'Content-Type': 'application/json' });
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });
});

it.each(['https://oauth-2-authorization-server.services.atlassian.com/', 'https://auth.atlassian.io'])(
  'takes %s for itself',
  async (aud) => {
    const { ask } = await start();
    expect((await ask({ aud })).status).toBe(200);
  },
);

it('takes its own address for itself', async () => {
  const { ask, instance } = await start();
  expect((await ask({ aud: instance.origin })).status).toBe(200);
});
