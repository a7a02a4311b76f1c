import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { startFakeAddon, verifyAsymmetric, verifySymmetric } from '../support/fake-addon.ts';
import { signWith, startInstalled, toldBy } from '../support/installed-addon.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const PATH = '/rest/api/3/myself';

describe('the payload', () => {
  it('of a free add-on has what the products send, and no more', async () => {
    const { told, instance, addon } = await startInstalled();
    const { jira } = instance.services.site.products;
    expect(told()).toEqual({
      key: 'fake-addon',
      clientKey: jira.clientKey,
      oauthClientId: expect.stringMatching(/./),
      sharedSecret: expect.stringMatching(/^[\w-]{32,128}$/),
      baseUrl: instance.origin,
      displayUrl: instance.origin,
      displayUrlServicedeskHelpCenter: instance.origin,
      productType: 'jira',
      description: expect.stringContaining(instance.origin),
      eventType: 'installed',
    });
    const { sharedSecret: _, eventType: __, ...rest } = told();
    const [enabled] = addon.receivedAt('/enabled');
    expect(JSON.parse(enabled?.body ?? '')).toEqual({ ...rest, eventType: 'enabled' });
  });

  it('of a paid one names what was bought, the same after an update', async () => {
    const { told, instance, addon } = await startInstalled(
      { enableLicensing: true },
      { product: 'confluence' },
    );
    const entitlement = () => {
      const { entitlementId, entitlementNumber, serviceEntitlementNumber } = told();
      return { entitlementId, entitlementNumber, serviceEntitlementNumber };
    };
    const before = entitlement();
    expect(before).toEqual({
      entitlementId: expect.stringMatching(/^[\da-f-]{36}$/),
      entitlementNumber: expect.stringMatching(/^E-\d{3}-\d{3}-\d{3}$/),
      serviceEntitlementNumber: expect.stringMatching(/^SEN-\d+$/),
    });
    expect(told()).toMatchObject({ baseUrl: `${instance.origin}/wiki`, productType: 'confluence' });
    expect(told()).not.toHaveProperty('displayUrlServicedeskHelpCenter');
    await instance.services.installer.install('confluence', addon.descriptorUrl);
    expect(entitlement()).toEqual(before);
  });
});

describe('an update', () => {
  it('that fails leaves descriptor, secret and state as they were', async () => {
    const { addon, instance, call } = await startInstalled({ scopes: ['READ'] });
    const { installations, installer } = instance.services;
    const [before] = installations.list();
    addon.setDescriptor({ name: 'Broken', scopes: ['ADMIN'] });
    addon.answer('/installed', 500);
    await expect(installer.install('jira', addon.descriptorUrl)).rejects.toMatchObject({
      code: 'connect.install.error.remote.host.bad.response.500',
    });
    expect(installations.list()).toEqual([before]);
    expect(addon.receivedAt('/enabled')).toHaveLength(1);
    // The add-on has been told another secret and said no; the one of before is in force.
    const old = signWith(before?.sharedSecret ?? '', 'GET', PATH);
    expect((await clientOf(instance).addon('GET', PATH, old)).status).toBe(200);
    expect((await call('GET', PATH)).status).toBe(401);
  });

  it('that comes back after a removal has a new secret and is the same OAuth client', async () => {
    const { addon, instance, told } = await startInstalled();
    const { installations, installer } = instance.services;
    const first = told();
    for (const installation of installations.list()) await installer.uninstall(installation);
    await installer.install('jira', addon.descriptorUrl);
    expect(told()['sharedSecret']).not.toBe(first['sharedSecret']);
    expect(told()).toMatchObject({ clientKey: first['clientKey'], oauthClientId: first['oauthClientId'] });
    const installs = addon.receivedAt('/installed');
    for (const received of installs) await verifyAsymmetric(received, instance.keysUrl, addon.baseUrl);
  });
});

it('an administrator reinstalls without a goodbye', async () => {
  const { addon, client, told } = await startInstalled();
  const first = told();
  const answer = await client.admin('PUT', '/rest/atlassian-connect/1/addons/fake-addon/reinstall');
  expect(await answer.json()).toMatchObject({ key: 'fake-addon', state: 'ENABLED' });
  expect(addon.received.map(({ url }) => url)).toEqual(['/installed', '/enabled', '/installed', '/enabled']);
  expect(told()['sharedSecret']).not.toBe(first['sharedSecret']);
});

describe('a restart', () => {
  it('keeps add-ons, their tokens and their properties', async () => {
    const dataFolder = await createTempDir();
    const instance = await startTestInstance({ dataFolder });
    const { addon, call, secret } = await startInstalled({ enableLicensing: true }, { instance });
    await call('PUT', '/rest/atlassian-connect/1/addons/fake-addon/properties/p', { kept: true });
    await call('POST', '/rest/atlassian-connect/1/app/module/dynamic', {
      webhooks: [{ key: 'hook', event: 'jira:issue_created', url: '/hook' }],
    });
    const { kid } = instance.services.installKeys.newest();
    await instance.stop();
    expect(addon.receivedAt('/uninstalled')).toEqual([]);

    const again = await startTestInstance({ dataFolder });
    const send = (path: string) => clientOf(again).addon('GET', path, signWith(secret(), 'GET', path));
    expect((await send(PATH)).status).toBe(200);
    const property = await send('/rest/atlassian-connect/1/addons/fake-addon/properties/p');
    expect(await property.json()).toMatchObject({ value: { kept: true } });
    const modules = await send('/rest/atlassian-connect/1/app/module/dynamic');
    expect(await modules.json()).toMatchObject({ webhooks: [{ key: 'hook' }] });
    expect(again.services.installKeys.newest().kid).toBe(kid);
    expect(again.services.installations.find('jira', 'fake-addon')).toMatchObject({ isEnabled: true });
  });
});

/** An add-on whose `installed` does what it likes. */
async function startHostile(respond: (request: IncomingMessage, response: ServerResponse) => void) {
  let baseUrl = '';
  const server = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        if (request.url !== '/d.json') {
          request.resume();
          respond(request, response);
          return;
        }
        response.setHeader('Content-Type', 'application/json');
        response.end(
          JSON.stringify({
            ...{ key: 'hostile', name: 'Hostile', baseUrl, authentication: { type: 'jwt' } },
            lifecycle: { installed: '/installed' },
            apiMigrations: { gdpr: true, 'signed-install': true },
          }),
        );
      }),
    0,
  );
  onTestFinished(() => server.close());
  baseUrl = `http://localhost:${server.port}`;
  return `${baseUrl}/d.json`;
}

describe('a callback', () => {
  it.each([
    ['that never answers', () => {}, 'connect.install.error.remote.host.timeout', /no answer within/],
    [
      'that begins to answer and never says what',
      (_: IncomingMessage, response: ServerResponse) => response.writeProcessing(),
      'connect.install.error.remote.host.timeout',
      /no answer within/,
    ],
    [
      'that resets the connection',
      (request: IncomingMessage) => request.socket.resetAndDestroy(),
      'connect.remote.upm.install.exception',
      /could not be reached/,
    ],
    [
      'that answers no HTTP',
      (request: IncomingMessage) => request.socket.end('hello\r\n\r\n'),
      'connect.remote.upm.install.exception',
      /could not be reached/,
    ],
    [
      'whose headers never end',
      (request: IncomingMessage) => {
        request.socket.on('error', () => {});
        request.socket.write(`HTTP/1.1 200 OK\r\nX-Large: ${'x'.repeat(1024 * 1024)}`);
      },
      'connect.remote.upm.install.exception',
      /could not be reached/,
    ],
  ])('%s is told as what it is', async (_, respond, code, message) => {
    const url = await startHostile(respond);
    const instance = await startTestInstance({ callbackTimeoutMs: 300 });
    await expect(instance.services.installer.install('jira', url)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(instance.services.installations.list()).toEqual([]);
  });

  it('that redirects to another host gives the token to nobody else', async () => {
    const thief = await startFakeAddon();
    const url = await startHostile((_, response) =>
      response.writeHead(307, { Location: `${thief.baseUrl}/installed` }).end(),
    );
    const instance = await startTestInstance();
    await expect(instance.services.installer.install('jira', url)).rejects.toMatchObject({
      code: 'connect.remote.upm.install.exception',
      message: expect.stringContaining('307'),
    });
    expect(thief.received).toEqual([]);
  });

  it.each([
    ['sends 100 MB', 100],
    ['never ends its answer', Number.POSITIVE_INFINITY],
  ])('that %s is not listened to beyond its status', async (_, megabytes) => {
    let sent = 0;
    const chunk = Buffer.alloc(1024 * 1024);
    let closed: Promise<unknown> | undefined;
    const url = await startHostile((_request, response) => {
      closed = once(response, 'close');
      response.on('error', () => {});
      const write = () => {
        while (sent < megabytes) {
          sent += 1;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const instance = await startTestInstance();
    expect(await instance.services.installer.install('jira', url)).toMatchObject({ isEnabled: true });
    await closed;
    expect(sent).toBeLessThan(100);
  });
});

it('installs two hundred add-ons at once, each with a secret of its own', async () => {
  const instance = await startTestInstance();
  const { installer, installations } = instance.services;
  const answers = new Map<string, Record<string, unknown>>();
  const server = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        const [, number = '', path = ''] = (request.url ?? '').split('/');
        const baseUrl = `http://localhost:${server.port}/${number}`;
        if (path === 'd.json') {
          response.end(
            JSON.stringify({
              ...{ key: `addon-${number}`, name: number, baseUrl, authentication: { type: 'jwt' } },
              lifecycle: { installed: '/installed' },
              scopes: ['READ'],
            }),
          );
          return;
        }
        let body = '';
        request.on('data', (data: Buffer) => {
          body += data.toString();
        });
        request.on('end', () => {
          answers.set(number, JSON.parse(body));
          response.writeHead(204).end();
        });
      }),
    0,
  );
  onTestFinished(() => server.close());
  const numbers = Array.from({ length: 200 }, (_, index) => String(index));
  await Promise.all(
    numbers.map((number) => installer.install('jira', `http://localhost:${server.port}/${number}/d.json`)),
  );
  expect(installations.list()).toHaveLength(200);
  expect(new Set([...answers.values()].map(({ sharedSecret }) => sharedSecret)).size).toBe(200);
  for (const number of ['0', '99', '199']) {
    const secret = String(answers.get(number)?.['sharedSecret']);
    const token = signWith(secret, 'GET', PATH, { iss: `addon-${number}` });
    expect((await clientOf(instance).addon('GET', PATH, token)).status).toBe(200);
  }
});

it('signs disabled and enabled with the secret that is in force', async () => {
  const { addon, client, secret } = await startInstalled();
  const put = (enabled: boolean) => client.admin('PUT', '/rest/plugins/1.0/fake-addon-key', { enabled });
  await put(false);
  await put(true);
  for (const path of ['/disabled', '/enabled']) {
    const received = addon.receivedAt(path).at(-1);
    if (received === undefined) throw new Error(`${path} is missing`);
    expect(verifySymmetric(received, secret(), addon.baseUrl)).toMatchObject({
      iss: toldBy(addon)['clientKey'],
    });
  }
});
