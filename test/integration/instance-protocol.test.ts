import { createServer, request } from 'node:http';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { judgeAddonRequest } from '../../src/instance/judge-addon-request.ts';
import { type FakeAddon, startFakeAddon, verifyAsymmetric, verifySymmetric } from '../support/fake-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

async function start(descriptor: Record<string, unknown> = {}) {
  const addon = await startFakeAddon(descriptor);
  const instance = await startTestInstance();
  const { installer, installations } = instance.services;
  const install = () => installer.install('jira', addon.descriptorUrl);
  return { addon, instance, install, installer, installations, client: clientOf(instance) };
}

function secrets(addon: FakeAddon): readonly (string | undefined)[] {
  return addon.receivedAt('/installed').map(({ body }) => stringAt(JSON.parse(body), 'sharedSecret'));
}

describe('installing', () => {
  it('twice at once leaves both sides with the same secret', async () => {
    const { addon, install, installations } = await start();
    await Promise.all([install(), install(), install()]);
    const all = secrets(addon);
    expect(new Set(all).size).toBe(3);
    expect(installations.list().map(({ sharedSecret }) => sharedSecret)).toEqual([all.at(-1)]);
    // One after the other: installed and enabled by turns.
    expect(addon.received.map(({ url }) => url)).toEqual(
      Array.from({ length: 3 }, () => ['/installed', '/enabled']).flat(),
    );
  });

  it('and removing at once never leaves half of each', async () => {
    const { addon, install, installer, installations } = await start();
    const first = await install();
    await Promise.all([installer.uninstall(first), install(), install(), installer.disable(first)]);
    await Promise.all([install(), installer.enable(first), installer.uninstall(first), install()]);
    let secret: string | undefined;
    for (const received of addon.received) {
      if (received.url === '/installed') secret = stringAt(JSON.parse(received.body), 'sharedSecret');
      else if (received.url === '/uninstalled') secret = undefined;
      // Whatever else is told is signed with the secret that was told last.
      else verifySymmetric(received, secret ?? '', addon.baseUrl);
    }
    expect(installations.list().map(({ sharedSecret }) => sharedSecret)).toEqual(
      secret === undefined ? [] : [secret],
    );
  });

  it('an update leaves what an administrator has disabled as it is', async () => {
    const { addon, install, installer } = await start();
    await installer.disable(await install());
    expect(await install()).toMatchObject({ isEnabled: false });
    expect(addon.received.map(({ url }) => url)).toEqual([
      '/installed',
      '/enabled',
      '/disabled',
      '/installed',
    ]);
    await installer.uninstall(await install());
    expect(addon.receivedAt('/disabled')).toHaveLength(1);
    expect(await install()).toMatchObject({ isEnabled: true });
  });

  it('knows a base URL with a path: hashes are relative to it', async () => {
    const { addon, instance, install } = await start();
    const baseUrl = `${addon.baseUrl}/app`;
    addon.setDescriptor({ baseUrl });
    const { sharedSecret = '' } = await install();
    const [installed] = addon.receivedAt('/app/installed');
    const [enabled] = addon.receivedAt('/app/enabled');
    if (installed === undefined || enabled === undefined) throw new Error('callbacks are missing');
    expect(await verifyAsymmetric(installed, instance.keysUrl, baseUrl)).toMatchObject({ aud: [baseUrl] });
    verifySymmetric(enabled, sharedSecret, baseUrl);
  });

  it('sends what it has hashed, whatever the addresses look like', async () => {
    const { addon, instance, install } = await start({
      lifecycle: { installed: "/a/./b%20c?x=%C3%BC+y&z=%2B&q='", enabled: '/enabled?q=1' },
    });
    const { sharedSecret = '' } = await install();
    const [installed, enabled] = addon.received;
    if (installed === undefined || enabled === undefined) throw new Error('callbacks are missing');
    expect(installed.url).toBe('/a/b%20c?x=%C3%BC+y&z=%2B&q=%27');
    await verifyAsymmetric(installed, instance.keysUrl, addon.baseUrl);
    verifySymmetric(enabled, sharedSecret, addon.baseUrl);
  });

  it('sends neither token nor secret to an add-on without authentication', async () => {
    const { addon, install, installer } = await start({ authentication: { type: 'none' } });
    const installation = await install();
    expect(installation.sharedSecret).toBeUndefined();
    await installer.uninstall(installation);
    expect(
      addon.received.map(({ url, headers, body }) => [
        url,
        headers.authorization,
        body.includes('sharedSecret'),
      ]),
    ).toEqual(['/installed', '/enabled', '/disabled', '/uninstalled'].map((url) => [url, undefined, false]));
  });

  it('needs no lifecycle without authentication, and installed with it', async () => {
    const { addon, install, installations } = await start({
      authentication: { type: 'none' },
      lifecycle: undefined,
    });
    await install();
    expect([installations.list().length, addon.received]).toEqual([1, []]);
    addon.setDescriptor({ key: 'other', authentication: { type: 'jwt' } });
    await expect(install()).rejects.toMatchObject({
      code: expect.stringMatching(/auth\.with\.no\.installed\.callback|descriptor\.validation/),
    });
    expect(installations.list()).toHaveLength(1);
  });

  it.each(['disabled', 'uninstalled'])('does not keep an add-on whose %s fails', async (event) => {
    const { addon, install, installer, installations } = await start();
    const installation = await install();
    addon.answer(`/${event}`, 500);
    await installer.uninstall(installation);
    expect(installations.list()).toEqual([]);
    expect(addon.receivedAt('/uninstalled')).toHaveLength(1);
  });

  it('takes modules that are single objects, and scopes in small letters', async () => {
    const page = { key: 'page', name: { value: 'Page' }, url: '/page' };
    const { instance, install, client } = await start({ scopes: ['read'], modules: { generalPages: page } });
    const { sharedSecret = '' } = await install();
    expect((await client.send('GET', '/plugins/servlet/ac/fake-addon/page')).status).toBe(200);
    const path = '/rest/api/3/issue/DEMO-1';
    const exp = Math.floor(Date.now() / 1000) + 60;
    const qsh = createQueryStringHash(fromMethodAndUrl('GET', path));
    const token = encodeSymmetric({ iss: 'fake-addon', iat: exp - 60, exp, qsh }, sharedSecret);
    expect((await client.addon('GET', path, token)).status).toBe(200);
    expect(instance.services.traffic.list().at(-1)).toMatchObject({
      direction: 'to-product',
      verdict: { valid: true },
    });
  });
});

describe('a page', () => {
  it('is kept from whom its conditions do not hold for, also at its own address', async () => {
    const page = (key: string, invert: boolean) => ({
      ...{ key, name: { value: key }, url: `/${key}` },
      conditions: [{ condition: 'user_is_admin', invert }],
    });
    const generalPages = [page('for-admins', false), page('for-others', true)];
    const { addon, install, client } = await start({ modules: { generalPages } });
    await install();
    const open = (key: string) => client.send('GET', `/plugins/servlet/ac/fake-addon/${key}`);
    expect((await open('for-admins')).status).toBe(200);
    const refused = await open('for-others');
    expect(refused.status).toBe(403);
    expect(await refused.text()).not.toContain(addon.baseUrl);
  });

  it('has the modules whose conditions hold there', async () => {
    const params = { entity: 'issue', propertyKey: 'state', objectName: 'is.open', value: 'true' };
    const panel = {
      ...{ key: 'panel', name: { value: 'Panel' }, url: '/panel' },
      location: 'atl.jira.view.issue.right.context',
      conditions: [{ condition: 'entity_property_equal_to', params }],
    };
    const page = {
      ...{ key: 'page', name: { value: 'Page' }, url: '/page' },
      conditions: [{ condition: 'has_project_permission', params: { permission: 'ADMINISTER_PROJECTS' } }],
    };
    const modules = { webPanels: [panel], jiraProjectPages: [page] };
    const { addon, install, client, instance } = await start({ modules });
    await install();
    const panels = async () =>
      (await (await client.send('GET', '/browse/DEMO-1')).text()).split(`${addon.baseUrl}/panel`);
    expect(await panels()).toHaveLength(1);
    const { jira } = instance.services;
    jira.properties.set({ type: 'issue', id: jira.issue('DEMO-1')?.id ?? '' }, 'state', {
      is: { open: true },
    });
    expect((await panels()).length).toBeGreaterThan(1);
    const address = '/plugins/servlet/ac/fake-addon/page';
    expect((await client.send('GET', `${address}?project.key=DEMO`)).status).toBe(200);
    expect((await client.send('GET', address)).status).toBe(403);
  });
});

describe('the descriptor', () => {
  /** Serves raw bytes, or hangs up after them. */
  async function serve(body: string, isBroken = false) {
    const server = await listenOnLoopback(
      () =>
        createServer((_, response) => {
          response.setHeader('Content-Length', Buffer.byteLength(body) + (isBroken ? 10 : 0));
          response.write(body, () => isBroken && response.destroy());
          if (!isBroken) response.end();
        }),
      0,
    );
    onTestFinished(() => server.close());
    return `http://localhost:${server.port}/d.json`;
  }

  const failing = (code: string) => ({ code: `upm.pluginInstall.error.${code}` });

  it.each([
    ['breaks off', () => serve('{"key":', true), failing('response.exception')],
    ['is too large', () => serve(' '.repeat(1024 * 1024 + 1)), failing('response.exception')],
    ['is nowhere', async () => 'http://localhost:1/d.json', failing('response.exception')],
    ['is no address on the web', async () => 'data:application/json,{}', failing('response.exception')],
    ['is none', () => serve('<html>'), { code: 'connect.install.error.remote.descriptor.validation.dev' }],
  ])('that %s is refused, and no bug of ours', async (_, createUrl, error) => {
    const instance = await startTestInstance();
    await expect(instance.services.installer.install('jira', await createUrl())).rejects.toMatchObject(error);
  });

  const sound = {
    key: 'refused',
    name: 'Refused',
    baseUrl: 'http://localhost:1',
    authentication: { type: 'none' },
  };
  const webhooks = [{ event: 'jira:issue_created', url: '/hook' }];

  it.each([
    ['no callback for its secret', { authentication: { type: 'jwt' } }, 'auth.with.no.installed.callback'],
    [
      'no callback for its secret, jwt going without saying',
      { authentication: {} },
      'auth.with.no.installed.callback',
    ],
    ['a base URL on the web that is not https', { baseUrl: 'http://addon.acme.io' }, 'base_url.no_tls'],
    ['webhooks without a scope', { modules: { webhooks } }, 'missing.scope'],
    ['a module that there is none of', { modules: { pages: [] } }, 'unknown.module'],
    [
      'both another shape and a missing callback',
      { authentication: { type: 'jwt' }, scopes: 'READ' },
      'remote.descriptor.validation.dev',
    ],
  ])("with %s is refused with the product's key for that", async (_, change, code) => {
    const instance = await startTestInstance();
    const url = await serve(JSON.stringify({ ...sound, ...change }));
    await expect(instance.services.installer.install('jira', url)).rejects.toMatchObject({
      code: `connect.install.error.${code}`,
      diagnostics: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    });
  });

  it('that the product takes is installed, whatever else is to be said of it', async () => {
    const descriptor = { ...sound, apiMigrations: { gdpr: false }, links: { self: 'http://example.com' } };
    const instance = await startTestInstance();
    const url = await serve(JSON.stringify(descriptor));
    expect(await instance.services.installer.install('jira', url)).toMatchObject({ isEnabled: true });
  });

  it('may begin with a byte order mark', async () => {
    const descriptor = {
      key: 'bom',
      name: 'Bom',
      baseUrl: 'http://localhost:1',
      authentication: { type: 'none' },
    };
    const instance = await startTestInstance();
    const url = await serve(`\ufeff${JSON.stringify(descriptor)}`);
    expect(await instance.services.installer.install('jira', url)).toMatchObject({
      descriptor: { key: 'bom' },
    });
  });

  it('that is refused is told as UPM tells it', async () => {
    const instance = await startTestInstance();
    const { admin } = clientOf(instance);
    const list = await admin('GET', '/rest/plugins/1.0/');
    const token = list.headers.get('upm-token') ?? '';
    const started = await admin('POST', `/rest/plugins/1.0/?token=${token}`, {
      pluginUri: 'http://localhost:1/x',
    });
    const self = /"self":"([^"]+)"/.exec(await started.text())?.[1] ?? '';
    await expect
      .poll(async () => (await admin('GET', self)).headers.get('content-type'))
      .toBe('application/vnd.atl.plugins.task.install.err+json');
    const again = await admin('POST', `/rest/plugins/1.0/?token=${token}`, {
      pluginUri: 'http://localhost:1/x',
    });
    expect(again.status).toBe(403);
  });
});

it('judges requests by the secret of the add-on that they are for, among several', async () => {
  const { addon, instance, install } = await start();
  await install();
  addon.setDescriptor({ key: 'second' });
  const second = await install();
  const host = instance.services.site.products.jira;
  const url = `${addon.baseUrl}/page?a=?b&xdm_e=x`;
  const token = await instance.services.signer.signRequest(
    host,
    second,
    { method: 'GET', url, baseUrl: addon.baseUrl },
    'x',
  );
  const judge = (query: string) =>
    judgeAddonRequest(
      { method: 'GET', url: `/page?a=?b&xdm_e=x${query}&jwt=${token}`, headers: {} },
      instance.services,
    );
  expect(await judge('')).toMatchObject({ kind: 'module', addonKey: 'second', verdict: { valid: true } });
  expect(await judge('&forged=1')).toMatchObject({ verdict: { valid: false, reason: 'qsh-mismatch' } });
});

describe('a page of an add-on', () => {
  it('asks through the bridge with the scopes of its add-on, and not when that is disabled', async () => {
    const { install, installer, client, instance } = await start();
    const installation = await install();
    const page = await client.send('GET', '/browse/DEMO-1');
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const xsrf = /"xsrfToken":"([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const ask = async (method: string, key = 'fake-addon') => {
      const headers = { cookie, 'AP-Client-Key': key, 'X-Connect-Kit-Xsrf': xsrf, Origin: instance.origin };
      return (await client.send(method, '/rest/api/3/issue/DEMO-1', { headers })).status;
    };
    expect([await ask('GET'), await ask('DELETE'), await ask('GET', 'unknown')]).toEqual([200, 403, 403]);
    await installer.disable(installation);
    expect(await ask('GET')).toBe(403);
  });
});

it('loses neither of two changes that are made at once', async () => {
  const instance = await startTestInstance();
  const authorization = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  /** Sends the headers at once, and the body when told to. */
  const begin = (body: unknown) => {
    const text = JSON.stringify(body);
    const outgoing = request({
      port: instance.port,
      method: 'PUT',
      path: '/rest/api/3/issue/DEMO-1',
      headers: {
        host: `localhost:${instance.port}`,
        authorization,
        'content-length': Buffer.byteLength(text),
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      outgoing.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
    });
    outgoing.write(text.slice(0, 1));
    return { answered, finish: () => outgoing.end(text.slice(1)) };
  };
  const first = begin({ fields: { summary: 'Changed' } });
  const second = begin({ fields: { labels: ['changed'] } });
  // Whoever asks now is answered after both have been received as far as they have come.
  await clientOf(instance).send('GET', '/_connect-kit/api/status');
  first.finish();
  expect(await first.answered).toBe(204);
  second.finish();
  expect(await second.answered).toBe(204);
  expect(instance.services.jira.issue('DEMO-1')).toMatchObject({ summary: 'Changed', labels: ['changed'] });
});
