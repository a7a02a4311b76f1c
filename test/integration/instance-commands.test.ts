import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { startFakeAddon, verifyAsymmetric, verifySymmetric } from '../support/fake-addon.ts';
import { signWith, toldBy } from '../support/installed-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { commandsIn, install, startIn } from '../support/started-instance.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

const MYSELF = '/rest/api/3/myself';

async function myselfWith(origin: string, secret: unknown): Promise<number> {
  const token = signWith(String(secret), 'GET', MYSELF);
  return (await clientOf({ origin }).addon('GET', MYSELF, token)).status;
}

async function start(descriptor: Readonly<Record<string, unknown>> = {}) {
  const cwd = await createTempDir();
  const instance = await startIn(cwd);
  const addon = await startFakeAddon(descriptor);
  await install(instance.jira, addon);
  return { cwd, instance, addon, run: commandsIn(cwd) };
}

describe('rotate-secret', () => {
  it('sends installed with a new secret, and no enabled', async () => {
    const { run, addon, instance } = await start();
    const first = toldBy(addon);
    const { exitCode, json } = await run('rotate-secret fake-addon --json');
    expect([exitCode, json()]).toEqual([0, { version: 1, product: 'jira', key: 'fake-addon' }]);
    const second = toldBy(addon);
    expect({ ...second, sharedSecret: '' }).toEqual({ ...first, sharedSecret: '' });
    expect(second['sharedSecret']).not.toBe(first['sharedSecret']);
    expect(addon.receivedAt('/enabled')).toHaveLength(1);
    const received = addon.receivedAt('/installed').at(-1);
    if (received === undefined) throw new Error('not installed');
    await verifyAsymmetric(received, instance.keysUrl, addon.baseUrl);
    expect(await myselfWith(instance.jira, first['sharedSecret'])).toBe(401);
    expect(await myselfWith(instance.jira, second['sharedSecret'])).toBe(200);
  });

  it('changes nothing when the add-on does not accept it', async () => {
    const { run, addon, instance } = await start();
    const first = toldBy(addon);
    addon.answer('/installed', 500);
    const { exitCode, stderr } = await run('rotate-secret fake-addon');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('bad.response.500')]);
    expect(await myselfWith(instance.jira, first['sharedSecret'])).toBe(200);
  });

  it('knows its add-ons', async () => {
    const { run, addon, instance } = await start();
    expect((await run('rotate-secret fake-adon')).stderr).toContain('Did you mean fake-addon?');
    await install(instance.jira, addon, '/wiki');
    const { exitCode, stderr } = await run('rotate-secret fake-addon');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('Write jira/fake-addon or confluence/fake-addon.'),
    ]);
    expect((await run('rotate-secret confluence/fake-addon')).exitCode).toBe(0);
  });
});

it('rotate-keys signs with another key, and the old one stays on the key server', async () => {
  const { run, addon, instance } = await start();
  const [first] = addon.receivedAt('/installed');
  const { json } = await run('rotate-keys --json');
  await run('rotate-secret fake-addon');
  const second = addon.receivedAt('/installed').at(-1);
  if (first === undefined || second === undefined) throw new Error('not installed');
  for (const received of [first, second]) await verifyAsymmetric(received, instance.keysUrl, addon.baseUrl);
  const kidOf = ({ headers }: typeof first) => {
    const [header = ''] = (headers.authorization ?? '').replace('JWT ', '').split('.');
    const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
    return isRecord(value) ? value['kid'] : undefined;
  };
  expect([kidOf(second), kidOf(first) === kidOf(second)]).toEqual([json()['kid'], false]);
});

describe('rename', () => {
  it('moves the site, and tells add-ons, to whom it is the same tenant', async () => {
    const { run, addon, instance } = await start();
    const first = toldBy(addon);
    const { json, exitCode } = await run('rename dev --name acme --json');
    const { origin, before } = json();
    expect([exitCode, before]).toEqual([0, instance.jira]);
    expect(origin).not.toBe(before);
    expect(toldBy(addon)).toMatchObject({
      baseUrl: origin,
      displayUrl: origin,
      clientKey: first['clientKey'],
      sharedSecret: first['sharedSecret'],
      oauthClientId: first['oauthClientId'],
    });
    expect(addon.receivedAt('/enabled')).toHaveLength(1);
    expect(await myselfWith(String(origin), first['sharedSecret'])).toBe(200);
    const old = await clientOf({ origin: instance.jira }).send('GET', '/browse/DEMO-1?a=b');
    expect([old.status, old.headers.get('location')]).toEqual([307, `${origin}/browse/DEMO-1?a=b`]);
    // The commands find it where it was.
    expect((await run('status --json')).json()).toMatchObject({ site: 'acme', origin });
  });

  it('goes on when an add-on does not listen, and says so', async () => {
    const { run, addon } = await start();
    addon.answer('/installed', 404);
    const { exitCode, json } = await run('rename --json');
    expect([exitCode, json()['addons']]).toEqual([
      1,
      [expect.objectContaining({ key: 'fake-addon', accepted: false, code: expect.stringContaining('404') })],
    ]);
    expect((await run('status --json')).json()['addons']).toMatchObject([{ outdated: true }]);
    addon.answer('/installed', 204);
    expect((await run('rename')).exitCode).toBe(0);
    expect((await run('status --json')).json()['addons']).toMatchObject([{ outdated: false }]);
  });

  it.each(['rename --name ../x', 'rename --port 70000', 'rename nowhere'])('refuses %s', async (line) => {
    const { run } = await start();
    expect((await run(line)).exitCode).toBeGreaterThan(0);
  });
});

it('import-site makes it another tenant at the same address, with the same data', async () => {
  const { run, addon, instance } = await start();
  const first = toldBy(addon);
  await clientOf({ origin: instance.jira }).admin('PUT', '/rest/api/3/issue/DEMO-1', {
    fields: { summary: 'Kept' },
  });
  const { json } = await run('import-site --json');
  const second = toldBy(addon);
  expect(second['baseUrl']).toBe(first['baseUrl']);
  for (const name of ['clientKey', 'sharedSecret', 'oauthClientId']) {
    expect(second[name]).not.toBe(first[name]);
  }
  expect(json()['clientKeys']).toMatchObject({ jira: second['clientKey'] });
  const received = addon.receivedAt('/installed').at(-1);
  if (received === undefined) throw new Error('not installed');
  expect(await verifyAsymmetric(received, instance.keysUrl, addon.baseUrl)).toMatchObject({
    iss: second['clientKey'],
  });
  const issue = await clientOf({ origin: instance.jira }).admin('GET', '/rest/api/3/issue/DEMO-1');
  expect(await issue.json()).toMatchObject({ fields: { summary: 'Kept' } });
});

describe('licence', () => {
  it('is shown and set, and seen by the add-on', async () => {
    const modules = {
      generalPages: [{ key: 'page', name: { value: 'Page' }, url: '/page' }],
      adminPages: [],
    };
    const { run, instance, addon } = await start({ enableLicensing: true, modules });
    const lic = async () => {
      const page = await clientOf({ origin: instance.jira }).send(
        'GET',
        '/plugins/servlet/ac/fake-addon/page',
      );
      return /[?&;]lic=(\w+)/.exec((await page.text()).replaceAll('\\u0026', '&'))?.[1];
    };
    expect([(await run('licence fake-addon')).stdout, await lic()]).toEqual(['active\n', 'active']);
    for (const [state, expected] of [
      ['trial', 'active'],
      ['expired', 'none'],
      ['none', 'none'],
      ['active', 'active'],
    ]) {
      expect((await run(`licence fake-addon ${state} --json`)).json()).toMatchObject({ licence: state });
      expect(await lic(), state).toBe(expected);
    }
    expect((await run('licence fake-addon gold')).exitCode).toBe(2);
    expect(addon.received).toHaveLength(2);
  });

  it('is none of a free add-on', async () => {
    const { run } = await start();
    const { exitCode, stderr } = await run('licence fake-addon trial');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('enableLicensing')]);
  });
});

describe('several sites', () => {
  it('run at addresses of their own, share a key server, and are stopped together', async () => {
    const cwd = await createTempDir();
    const { sites, keysUrl, ended } = await startIn(cwd, '--site', 'acme', '--site', 'globex');
    const run = commandsIn(cwd);
    expect(sites.map(({ site }) => site)).toEqual(['acme', 'globex']);
    expect(new Set(sites.map(({ jira }) => jira)).size).toBe(2);
    const addon = await startFakeAddon();
    for (const { jira } of sites) await install(jira, addon);
    const installs = addon.receivedAt('/installed');
    expect(new Set(installs.map(({ body }) => JSON.parse(body).clientKey)).size).toBe(2);
    // An add-on is told of one key server, as there is one in the cloud.
    for (const received of installs) await verifyAsymmetric(received, keysUrl, addon.baseUrl);
    expect((await run('status --json')).json()['sites']).toMatchObject([
      { site: 'acme', addons: [{ key: 'fake-addon' }] },
      { site: 'globex', addons: [{ key: 'fake-addon' }] },
    ]);
    await run('rotate-secret fake-addon --site globex');
    expect(toldBy(addon)['baseUrl']).toBe(sites[1]?.jira);
    expect((await run('rotate-secret fake-addon --site initech')).stderr).toContain('acme and globex');
    expect((await run('stop --json')).json()['sites']).toEqual(sites.map(({ jira }) => jira));
    expect((await ended).exitCode).toBe(0);
  });

  it.each([
    ['../x', 'no name'],
    ['a,a', 'two sites'],
  ])('are not called %s', async (names, message) => {
    const cwd = await createTempDir();
    const { exitCode, stderr } = await runCli(['instance', 'start', '--port', '0', '--site', names], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

it('tells add-ons when it comes back at another address', async () => {
  const { cwd, instance, addon } = await start();
  const secret = toldBy(addon)['sharedSecret'];
  await instance.stop();
  const again = await startIn(cwd);
  await expect.poll(() => toldBy(addon)['baseUrl']).toBe(again.jira);
  expect(toldBy(addon)['sharedSecret']).toBe(secret);
  expect(await myselfWith(again.jira, secret)).toBe(200);
});

describe('seeds', () => {
  it('go from one site to another, without secrets', async () => {
    const { run, addon, cwd, instance } = await start({ enableLicensing: true });
    await run('licence fake-addon trial');
    const secret = String(toldBy(addon)['sharedSecret']);
    const path3 = '/rest/atlassian-connect/1/addons/fake-addon/properties/p';
    const token = signWith(secret, 'PUT', path3);
    await clientOf({ origin: instance.jira }).addon('PUT', path3, token, { x: 1 });
    const { stdout, json } = await run('export');
    expect(stdout).not.toContain(secret);
    expect(json()).toMatchObject({
      version: 1,
      people: [{ username: 'admin' }, { username: 'mia' }, { username: 'tomas' }, { username: 'yuki' }],
      addons: [
        {
          ...{ product: 'jira', key: 'fake-addon', descriptorUrl: addon.descriptorUrl },
          ...{ enabled: true, licence: 'trial', properties: { p: { x: 1 } } },
        },
      ],
    });
    await instance.stop();
    // The same from the files, now that nothing runs.
    expect((await run('export')).json()).toEqual(json());

    const elsewhere = await createTempDir();
    await writeFile(path.join(elsewhere, 'seed.json'), stdout);
    const other = await startIn(elsewhere, '--seed', 'seed.json');
    expect(toldBy(addon)).toMatchObject({ baseUrl: other.jira });
    expect(toldBy(addon)['sharedSecret']).not.toBe(secret);
    expect((await commandsIn(elsewhere)('licence fake-addon')).stdout).toBe('trial\n');
    await other.stop();
    const again = await runCli(['instance', 'start', '--port', '0', '--seed', 'seed.json'], {
      cwd: elsewhere,
    });
    expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining('reset --site dev')]);
    expect(cwd).not.toBe(elsewhere);
  });

  it('are taken over by a site that runs, and by one that does not', async () => {
    const { run, cwd, instance } = await start();
    const people = [
      { username: 'zoe', displayName: 'Zoe', isAdmin: true },
      { username: 'admin', displayName: 'Somebody else' },
    ];
    await writeFile(path.join(cwd, 'seed.json'), JSON.stringify({ version: 1, people }));
    expect((await run('import seed.json')).exitCode).toBe(0);
    const as = (name: string) => ({
      Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
    });
    const { send } = clientOf({ origin: instance.jira });
    expect((await send('GET', '/rest/plugins/1.0/', { headers: as('zoe') })).status).toBe(200);
    expect((await send('GET', '/rest/plugins/1.0/', { headers: as('admin') })).status).toBe(401);
    await instance.stop();
    const text = JSON.stringify({
      version: 1,
      people: [{ username: 'max', displayName: 'Max', isAdmin: true }],
    });
    expect((await run('import -', { stdin: text })).exitCode).toBe(0);
    expect((await run('export')).json()['people']).toMatchObject([{ username: 'max' }]);
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['a list', '[]', /must be a JSON object/],
    ['another version', '{"version":2}', /\/version/],
    ['a part that there is not', '{"version":1,"nonsense":[]}', /\/nonsense/],
    ['people without names', '{"version":1,"people":[{}]}', /\/people\/0\/username/],
    ['nobody', '{"version":1,"people":[]}', /administrator/],
    [
      'somebody twice',
      '{"version":1,"people":[{"username":"a","displayName":"A","isAdmin":true},{"username":"a","displayName":"B"}]}',
      /\/people\/1\/accountId/,
    ],
    [
      'an add-on of another product',
      '{"version":1,"addons":[{"product":"bitbucket"}]}',
      /\/addons\/0\/product/,
    ],
    [
      'an add-on from nowhere',
      '{"version":1,"addons":[{"product":"jira","key":"x","descriptorUrl":"x"}]}',
      /\/addons\/0\/descriptorUrl/,
    ],
  ])('of %s are refused, with the place', async (_, text, message) => {
    const { run, cwd } = await start();
    await writeFile(path.join(cwd, 'seed.json'), text);
    const { exitCode, stderr } = await run('import seed.json');
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
    expect((await run('export')).json()['people']).toHaveLength(4);
  });

  it('name add-ons that may not answer', async () => {
    const cwd = await createTempDir();
    const addons = [{ product: 'jira', key: 'gone', descriptorUrl: 'http://localhost:1/x.json' }];
    await writeFile(path.join(cwd, 'seed.json'), JSON.stringify({ version: 1, addons }));
    const { output } = await startIn(cwd, '--seed', 'seed.json', '--ephemeral');
    expect(output()).toContain('gone on dev:');
  });
});

describe('reset', () => {
  it('says in its help that it is about every site where none is named', async () => {
    const { stdout } = await runCli(['instance', 'reset', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('started by (default: all of them)');
  });

  it('asks the instance that runs, which says goodbye to the add-ons', async () => {
    const { run, addon, instance } = await start();
    const { admin } = clientOf({ origin: instance.jira });
    await admin('PUT', '/rest/api/3/issue/DEMO-1', { fields: { summary: 'Gone' } });
    const clientKey = toldBy(addon)['clientKey'];
    expect((await run('reset --json')).json()).toEqual({ version: 1, reset: ['dev'] });
    const [uninstalled] = addon.receivedAt('/uninstalled');
    expect(JSON.parse(uninstalled?.body ?? '{}')).toMatchObject({ clientKey });
    expect((await run('status --json')).json()).toMatchObject({ addons: [] });
    expect(await (await admin('GET', '/rest/api/3/issue/DEMO-1')).json()).not.toMatchObject({
      fields: { summary: 'Gone' },
    });
    await install(instance.jira, addon);
    expect(toldBy(addon)['clientKey']).toBe(clientKey);
  });

  it('removes the files when none runs', async () => {
    const { run, cwd, instance } = await start();
    await instance.stop();
    expect(await run('reset --site other')).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await run('reset --json')).json()).toEqual({ version: 1, reset: ['dev'] });
    expect((await run('export')).exitCode).toBe(2);
    await expect(readFile(path.join(cwd, '.connect-kit/sites/dev.db'))).rejects.toThrow('ENOENT');
  });
});

it('needs an instance that runs', async () => {
  const run = commandsIn(await createTempDir());
  for (const line of ['rotate-secret x', 'rename', 'import-site', 'rotate-keys', 'licence x']) {
    const { exitCode, stderr } = await run(line);
    expect([line, exitCode, stderr]).toEqual([line, 3, expect.stringContaining('instance start')]);
  }
  // This one is asked whether one runs.
  expect((await run('status --json')).exitCode).toBe(1);
});

it('signs the goodbye with what is known then', async () => {
  const { run, addon } = await start();
  await run('rotate-secret fake-addon');
  const secret = String(toldBy(addon)['sharedSecret']);
  await run('reset');
  const disabled = addon.receivedAt('/disabled').at(-1);
  if (disabled === undefined) throw new Error('not told');
  verifySymmetric(disabled, secret, addon.baseUrl);
});
