import { get } from 'node:http';
import { decodeSymmetric, SymmetricAlgorithm } from '@atlassian/atlassian-jwt';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/context.ts';
import { isRecord } from '../../src/core/json.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { startFakeAddon, verifyAsymmetric, verifySymmetric } from '../support/fake-addon.ts';
import { signWith, startInstalled, toldBy } from '../support/installed-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const ISSUE = '/rest/api/3/issue/DEMO-1';
const WEBHOOKS = {
  scopes: ['READ', 'WRITE', 'ACT_AS_USER'],
  modules: { webhooks: [{ event: 'jira:issue_updated', url: '/hook' }] },
};

type Started = Awaited<ReturnType<typeof start>>;

/** An installed add-on, and the faults of its site by the control API. */
async function start({
  product = 'jira',
  clock,
}: {
  readonly product?: 'jira' | 'confluence';
  readonly clock?: Clock;
} = {}) {
  const instance = await startTestInstance(clock === undefined ? {} : { clock });
  const installed = await startInstalled(WEBHOOKS, { product, instance });
  const { send, admin } = clientOf(instance);
  const control = (method: string, path: string, body?: unknown) =>
    send(method, `/_connect-kit/api/${path}`, {
      headers: { Authorization: `Bearer ${instance.controlToken}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ...installed,
    admin,
    control,
    fault: async (spec: object) => {
      const answer = await control('POST', 'faults', spec);
      expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([201, '']);
    },
    /** What was recorded last. */
    last: (): Exchange | undefined => instance.services.traffic.list().at(-1),
    edit: async (summary: string) => {
      await admin('PUT', ISSUE, { fields: { summary } });
      await instance.services.settled();
    },
  };
}

describe('what an add-on asks of a product', () => {
  it('is answered 429 as Jira does, as often as it was asked for', async () => {
    const { fault, call, last } = await start();
    await fault({ match: `GET ${ISSUE}`, status: 429, retryAfter: 7, times: 1 });
    const before = Date.now();
    const answer = await call('GET', ISSUE);
    expect(answer.status).toBe(429);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'retry-after': '7',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-nearlimit': 'true',
      'ratelimit-reason': 'jira-burst-based',
      'content-type': 'application/json;charset=UTF-8',
      'x-connect-kit-explanation': expect.stringContaining('f1: answered 429'),
    });
    const reset = answer.headers.get('x-ratelimit-reset') ?? '';
    expect(reset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect(Math.abs(Date.parse(reset) - before - 7000)).toBeLessThan(61_000);
    expect(await answer.json()).toMatchObject({ errorMessages: [expect.stringMatching(/rate/)], errors: {} });
    expect(last()).toMatchObject({ status: 429, addonKey: 'fake-addon', faults: ['f1: answered 429'] });
    expect((await call('GET', ISSUE)).status).toBe(200);
  });

  it('names no time to wait when it is asked not to, and another reason', async () => {
    const { fault, call } = await start();
    await fault({ status: 429, retryAfter: 'none', reason: 'jira-per-issue-on-write' });
    const { headers } = await call('GET', ISSUE);
    expect([headers.get('retry-after'), headers.get('ratelimit-reason')]).toEqual([
      null,
      'jira-per-issue-on-write',
    ]);
  });

  it.each([
    ['jira', 500, ISSUE, 'application/json', { errorMessages: ['Internal server error'], errors: {} }],
    ['confluence', 500, '/wiki/rest/api/content', 'application/json', { statusCode: 500 }],
    ['confluence', 429, '/wiki/api/v2/pages', 'application/json', { errors: [{ status: 429 }] }],
    ['jira', 503, ISSUE, 'text/html', /Page Unavailable/],
    ['confluence', 502, '/wiki/api/v2/pages', 'text/html', /Page Unavailable/],
  ] as const)('of %s fails with %i in the form of the product', async (product, status, path, type, body) => {
    const { fault, call } = await start({ product });
    await fault({ status });
    const answer = await call('GET', path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining(type),
    ]);
    const text = await answer.text();
    if (body instanceof RegExp) expect(text).toMatch(body);
    else expect(JSON.parse(text)).toMatchObject(body);
  });

  it('is answered with a body of one’s own', async () => {
    const { fault, call } = await start();
    await fault({ status: 418, body: '<p>tea</p>' });
    const answer = await call('GET', ISSUE);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      418,
      'text/html; charset=utf-8',
      '<p>tea</p>',
    ]);
  });

  it('is not done when it fails, and done when only the answer is lost', async () => {
    const { fault, call, admin, control, last } = await start();
    const summaryNow = async () => /"summary":"([^"]*)"/.exec(await (await admin('GET', ISSUE)).text())?.[1];
    const before = await summaryNow();
    await fault({ match: `PUT ${ISSUE}`, drop: true, times: 1 });
    await expect(call('PUT', ISSUE, { fields: { summary: 'Dropped' } })).rejects.toThrow();
    expect(last()).toMatchObject({ status: null, faults: ['f1: connection dropped'] });
    expect(await summaryNow()).toBe(before);

    await control('DELETE', 'faults');
    await fault({ match: `PUT ${ISSUE}`, truncate: true });
    const body = { fields: { summary: 'Done' } };
    await expect(call('PUT', ISSUE, body).then((answer) => answer.text())).rejects.toThrow();
    expect(await summaryNow()).toBe('Done');
  });

  it('breaks off in the middle of the body', async () => {
    const { fault, instance, secret } = await start();
    await fault({ match: ISSUE, truncate: true });
    const headers = { Authorization: `JWT ${signWith(secret(), 'GET', ISSUE)}` };
    const outcome = await new Promise<{ announced: number; came: number; isComplete: boolean }>((resolve) => {
      get(`${instance.origin}${ISSUE}`, { headers }, (response) => {
        let came = 0;
        response.on('data', (chunk: Uint8Array) => {
          came += chunk.byteLength;
        });
        response.on('error', () => {});
        response.on('close', () =>
          resolve({
            announced: Number(response.headers['content-length']),
            came,
            isComplete: response.complete,
          }),
        );
      });
    });
    expect(outcome).toMatchObject({ isComplete: false });
    expect(outcome.came).toBe(Math.floor(outcome.announced / 2));
  });

  it('is late', async () => {
    const slept: number[] = [];
    const clock = { now: () => Date.now(), sleep: async (ms: number) => void slept.push(ms) };
    const { fault, call } = await start({ clock });
    await fault({ latencyMs: 2000 });
    await fault({ status: 500, latencyMs: 30, times: 1 });
    expect([(await call('GET', ISSUE)).status, (await call('GET', ISSUE)).status]).toEqual([500, 200]);
    expect(slept).toEqual([2030, 2000]);
  });

  it('that is held back holds nothing up when the site ends', async () => {
    const { fault, call, instance } = await start();
    await fault({ latencyMs: 600_000 });
    const asked = call('GET', ISSUE).then(
      () => 'answered',
      () => 'broken',
    );
    await expect.poll(() => instance.services.faults.list()[0]?.hits).toBe(1);
    await instance.stop();
    expect(await asked).toBe('broken');
  });

  it('meets a product whose clock is ahead', async () => {
    const { fault, call } = await start();
    await fault({ skewMs: 300_000, direction: 'to-product' });
    const answer = await call('GET', ISSUE);
    expect([answer.status, answer.headers.get('x-connect-kit-explanation')]).toEqual([
      401,
      expect.stringContaining('clock of the product 5 min ahead'),
    ]);
  });

  it('is left alone where it is not about: other add-ons, products, methods, people, and pages', async () => {
    const { fault, call, admin } = await start();
    await fault({ status: 500, addon: 'another' });
    await fault({ status: 500, product: 'confluence' });
    await fault({ status: 500, match: `POST ${ISSUE}` });
    expect((await call('GET', ISSUE)).status).toBe(200);
    await fault({ status: 500 });
    expect([(await call('GET', ISSUE)).status, (await admin('GET', ISSUE)).status]).toEqual([500, 200]);
  });
});

describe('access tokens', () => {
  async function tokenOf({ told, secret, admin, instance }: Started): Promise<Response> {
    const me: unknown = await (await admin('GET', '/rest/api/3/myself')).json();
    const now = Math.floor(Date.now() / 1000);
    const assertion = {
      iss: `urn:atlassian:connect:clientid:${String(told()['oauthClientId'])}`,
      sub: `urn:atlassian:connect:useraccountid:${isRecord(me) ? String(me['accountId']) : ''}`,
      tnt: instance.origin,
      aud: instance.origin,
      ...{ iat: now, exp: now + 60, qsh: undefined },
    };
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signWith(secret(), 'GET', '/', assertion),
    });
    return fetch(`${instance.origin}/oauth2/token`, { method: 'POST', body });
  }

  async function statusWith(started: Started, answer: Response): Promise<number> {
    const body: unknown = await answer.json();
    const token = isRecord(body) ? String(body['access_token']) : '';
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${started.instance.origin}${ISSUE}`, { headers })).status;
  }

  it('are issued already expired', async () => {
    const started = await start();
    expect(await statusWith(started, await tokenOf(started))).toBe(200);
    await started.fault({ expired: true, direction: 'to-product', addon: 'fake-addon', times: 1 });
    expect(await statusWith(started, await tokenOf(started))).toBe(401);
    const asked = started.instance.services.traffic.list().filter(({ kind }) => kind === 'oauth2');
    expect(asked.at(-1)).toMatchObject({
      status: 200,
      addonKey: 'fake-addon',
      faults: ['f1: token already expired'],
    });
    expect(await statusWith(started, await tokenOf(started))).toBe(200);
  });

  it('are taken back when they are used, for good', async () => {
    const started = await start();
    const answer = await tokenOf(started);
    const copy = answer.clone();
    await started.fault({ revoke: true, times: 1 });
    expect([await statusWith(started, answer), await statusWith(started, copy)]).toEqual([403, 403]);
    expect(started.instance.services.traffic.list().at(-2)).toMatchObject({
      addonKey: 'fake-addon',
      faults: ['f1: access token revoked'],
    });
    expect(await statusWith(started, await tokenOf(started))).toBe(200);
  });

  it('are not to be had when the authorization server is down', async () => {
    const started = await start();
    await started.fault({ match: 'POST /oauth2/token', status: 503, times: 1 });
    expect((await tokenOf(started)).status).toBe(503);
    expect((await tokenOf(started)).status).toBe(200);
  });
});

describe('the key server', () => {
  it('cannot be reached', async () => {
    const { fault, addon, instance, last } = await start();
    const [installed] = addon.receivedAt('/installed');
    if (installed === undefined) throw new Error('not installed');
    await fault({ preset: 'key-server-down' });
    await expect(verifyAsymmetric(installed, instance.keysUrl, addon.baseUrl)).rejects.toThrow();
    expect(last()).toMatchObject({ kind: 'install-key', status: null, faults: ['f1: connection dropped'] });
  });

  it('is asked in the light', async () => {
    const { addon, instance, last } = await start();
    const [installed] = addon.receivedAt('/installed');
    if (installed === undefined) throw new Error('not installed');
    await verifyAsymmetric(installed, instance.keysUrl, addon.baseUrl);
    expect(last()).toMatchObject({
      kind: 'install-key',
      method: 'GET',
      status: 200,
      direction: 'to-product',
    });
  });
});

describe('what a product sends to an add-on', () => {
  it('comes twice, the same both times', async () => {
    const { fault, edit, addon, instance } = await start();
    await fault({ kind: 'webhook', duplicate: true, times: 1 });
    await edit('Twice');
    const [first, second, ...more] = addon.receivedAt('/hook');
    expect(more).toEqual([]);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['x-atlassian-webhook-identifier']).toBe(
      first?.headers['x-atlassian-webhook-identifier'],
    );
    const hooks = instance.services.traffic.list().filter(({ kind }) => kind === 'webhook');
    expect(hooks).toMatchObject([{ faults: ['f1: sent twice'] }, { faults: ['f1: sent twice'] }]);
    await edit('Once');
    expect(addon.receivedAt('/hook')).toHaveLength(3);
  });

  it('is lost, or breaks off', async () => {
    const { fault, edit, addon, last, control } = await start();
    await fault({ kind: 'webhook', drop: true, direction: 'to-addon' });
    await edit('Lost');
    expect(addon.receivedAt('/hook')).toEqual([]);
    expect(last()).toMatchObject({ status: null, note: 'never sent', faults: ['f1: connection dropped'] });

    await control('DELETE', 'faults/f1');
    await fault({ match: 'POST /hook', truncate: true, direction: 'to-addon' });
    await edit('Broken off');
    // The add-on has seen the request, and not its end.
    await expect.poll(() => addon.brokenOff).toEqual(['/hook']);
    expect(addon.receivedAt('/hook')).toEqual([]);
    expect(last()).toMatchObject({ status: null, note: 'broken off in the middle' });
    await control('DELETE', 'faults');
    await edit('Whole');
    expect(addon.receivedAt('/hook')).toHaveLength(1);
  });

  it('is late', async () => {
    const slept: number[] = [];
    const clock = { now: () => Date.now(), sleep: async (ms: number) => void slept.push(ms) };
    const { fault, edit, addon } = await start({ clock });
    await fault({ kind: 'webhook', latencyMs: 90_000, direction: 'to-addon' });
    await edit('Late');
    expect([slept, addon.receivedAt('/hook').length]).toEqual([[90_000], 1]);
  });

  it.each([
    ['signature', 'signature-mismatch', /[Ss]ignature/],
    ['qsh', 'qsh-mismatch', /qsh/],
  ] as const)('has a wrong %s, which Atlassian’s own library notices', async (part, reason, message) => {
    const { fault, edit, addon, secret, last } = await start();
    await fault({ tamper: part, kind: 'webhook' });
    await edit('Tampered');
    const received = addon.receivedAt('/hook').at(-1);
    if (received === undefined) throw new Error('no webhook');
    expect(() => verifySymmetric(received, secret(), addon.baseUrl)).toThrow(message);
    expect(last()).toMatchObject({
      verdict: { valid: false, reason },
      faults: [expect.stringContaining(part)],
    });
  });

  it('is signed with a clock that is ahead, or has expired', async () => {
    const { fault, edit, addon, secret, control } = await start();
    const claims = () => {
      const token =
        /^JWT (.+)$/.exec(addon.receivedAt('/hook').at(-1)?.headers.authorization ?? '')?.[1] ?? '';
      const read: Record<string, unknown> = decodeSymmetric(token, secret(), SymmetricAlgorithm.HS256, true);
      return { iat: Number(read['iat']), exp: Number(read['exp']) };
    };
    const now = Date.now() / 1000;
    await fault({ skewMs: 600_000 });
    await edit('Ahead');
    expect(claims().iat).toBeGreaterThan(now + 590);
    await control('DELETE', 'faults');
    await fault({ expired: true });
    await edit('Expired');
    expect(claims().exp).toBeLessThan(now - 600);
  });

  it('is wrong in pages too', async () => {
    const page = { key: 'page', name: { value: 'Page' }, url: '/page' };
    const addon = await startFakeAddon({ modules: { generalPages: [page] } });
    const instance = await startTestInstance();
    await instance.services.installer.install('jira', addon.descriptorUrl);
    instance.services.faults.add({
      ...{ direction: 'to-addon', kind: 'module', rate: 1, effect: { type: 'tamper', part: 'qsh' } },
    });
    const html = await (await fetch(`${instance.origin}/plugins/servlet/ac/fake-addon/page`)).text();
    const url = new URL(/"url":"([^"]+)"/.exec(html)?.[1] ?? '');
    const received = { method: 'GET', url: `${url.pathname}${url.search}`, headers: {}, body: '' };
    expect(() => verifySymmetric(received, String(toldBy(addon)['sharedSecret']), addon.baseUrl)).toThrow(
      'qsh',
    );
  });

  it('is an install that the add-on must not take', async () => {
    const addon = await startFakeAddon();
    const instance = await startTestInstance();
    instance.services.faults.add({
      ...{ direction: 'to-addon', kind: 'lifecycle', rate: 1, times: 1 },
      effect: { type: 'tamper', part: 'signature' },
    });
    await instance.services.installer.install('jira', addon.descriptorUrl);
    const [installed] = addon.receivedAt('/installed');
    if (installed === undefined) throw new Error('not installed');
    await expect(verifyAsymmetric(installed, instance.keysUrl, addon.baseUrl)).rejects.toThrow();
  });
});

describe('the control API', () => {
  it('lists, removes and clears; status names what is on', async () => {
    const { control, fault, call } = await start();
    await fault({ status: 500, match: '/nowhere' });
    await fault({ preset: 'clock-skew', addon: 'fake-addon' });
    const list = async () => JSON.parse(await (await control('GET', 'faults')).text()).faults;
    expect(await list()).toMatchObject([
      { id: 'f1', about: 'to products, /nowhere', what: 'answered 500', often: 'each', hits: 0 },
      { id: 'f2', preset: 'clock-skew', addon: 'fake-addon', direction: 'to-addon' },
      { id: 'f3', preset: 'clock-skew', kind: 'rest', direction: 'to-product' },
    ]);
    expect(JSON.parse(await (await control('GET', 'status')).text()).faults).toHaveLength(3);
    expect((await control('DELETE', 'faults/f9')).status).toBe(404);
    expect(await (await control('DELETE', 'faults/f3')).json()).toEqual({ version: 1, removed: ['f3'] });
    expect(await (await control('DELETE', 'faults')).json()).toEqual({ version: 1, removed: ['f1', 'f2'] });
    expect([await list(), (await call('GET', ISSUE)).status]).toEqual([[], 200]);
  });

  it('refuses what nobody can have meant, and who may not ask', async () => {
    const { control, client } = await start();
    const refused = await control('POST', 'faults', { status: 200 });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { code: 'fault-invalid', field: 'status', message: expect.stringContaining('from 400 to 599') },
    ]);
    expect((await client.send('POST', '/_connect-kit/api/faults')).status).toBe(403);
    expect((await client.send('DELETE', '/_connect-kit/api/faults')).status).toBe(403);
  });

  it('keeps faults over a reset, which is about data', async () => {
    const { control, fault } = await start();
    await fault({ status: 500 });
    await control('POST', 'reset');
    expect(JSON.parse(await (await control('GET', 'faults')).text()).faults).toHaveLength(1);
  });
});
