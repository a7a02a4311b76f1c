import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EnvironmentError, NotFineError, UsageError } from '../../src/core/errors.ts';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { MARK_VARIABLE } from '../../src/dev/leftover.ts';
import { dataFolderOf } from '../../src/instance/instance-file.ts';
import { createDevAddon, DESCRIPTOR, type DevRun, startDev } from '../support/dev-addon.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { toldBy } from '../support/installed-addon.ts';
import { isListening } from '../support/ports.ts';
import { isAlive } from '../support/processes.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/** The id of a process that the add-on has printed. */
async function pidOf(run: DevRun, name: 'child' | 'self'): Promise<number> {
  const { line } = await run.waitFor('addon-output', (event) => event.line.startsWith(`${name} `));
  return Number(line.slice(name.length + 1));
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** No port, no note, no process: at most the data, in a folder that no repository takes up. */
async function expectNothingLeft(run: DevRun, dir: string): Promise<void> {
  for (const event of run.events) {
    if (event.type === 'instance-started') expect(await isListening(portOf(event.origin))).toBe(false);
    if (event.type === 'ready') expect(await isListening(portOf(event.addonBaseUrl))).toBe(false);
    const pid = event.type === 'addon-output' ? /^(?:child|self) (\d+)$/.exec(event.line)?.[1] : undefined;
    if (pid !== undefined) expect(isAlive(Number(pid))).toBe(false);
  }
  const left = existsSync(path.join(dir, '.connect-kit'))
    ? await readdir(path.join(dir, '.connect-kit'))
    : [];
  expect(['.gitignore', 'sites', 'traffic']).toEqual(expect.arrayContaining(left));
  if (left.length > 0) expect(left).toContain('.gitignore');
  const sites = left.includes('sites') ? await readdir(path.join(dir, '.connect-kit', 'sites')) : [];
  expect(sites).not.toContain('owner.json');
}

/** Waits for the end of a run that must fail, and for nothing to be left of it. */
async function failureOf(run: DevRun, dir: string): Promise<unknown> {
  const error = await run.ended;
  await expectNothingLeft(run, dir);
  expect(run.events.filter(({ type }) => type === 'ready')).toEqual([]);
  return error;
}

describe('a good add-on', () => {
  it('is started, checked, installed, told of its end, and ended with all that it started', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command, isEphemeral: true });
    const ready = await run.waitFor('ready');
    expect(ready).toMatchObject({ key: 'dev-addon', name: 'Dev add-on', product: 'jira' });
    expect(ready.pages).toEqual([
      { label: 'Page', url: `${ready.productUrl}/plugins/servlet/ac/dev-addon/page` },
    ]);
    expect(run.events.map(({ type }) => type).filter((type) => type !== 'addon-output')).toEqual([
      'instance-started',
      'addon-starting',
      'exchange',
      'descriptor-checked',
      'exchange',
      'exchange',
      'exchange',
      'exchange',
      'ready',
    ]);
    const pids = [await pidOf(run, 'self'), await pidOf(run, 'child')];
    expect(pids.map(isAlive)).toEqual([true, true]);
    expect(await readdir(path.join(dir, '.connect-kit'))).toEqual([
      '.gitignore',
      'dev.json',
      'instance.json',
    ]);

    await run.interrupt();
    expect(
      run.events.some((event) => event.type === 'addon-output' && event.line === 'POST /uninstalled'),
    ).toBe(true);
    await expectNothingLeft(run, dir);
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it('finds everything as it was when it is started again, and takes the place of what it was', async () => {
    const { dir, command, writeDescriptor } = await createDevAddon();
    const summary = 'Kept over the night';
    const first = startDev({ dir, command });
    const before = clientOf({ origin: (await first.waitFor('ready')).productUrl });
    expect((await before.admin('PUT', '/rest/api/3/issue/DEMO-1', { fields: { summary } })).status).toBe(204);
    await first.interrupt();
    await expectNothingLeft(first, dir);
    expect(
      first.events.filter((event) => event.type === 'addon-output').map(({ line }) => line),
    ).not.toContain('POST /uninstalled');

    await writeDescriptor({ ...DESCRIPTOR, key: 'renamed' });
    const second = startDev({ dir, command });
    const { productUrl } = await second.waitFor('ready');
    const { admin } = clientOf({ origin: productUrl });
    expect(await (await admin('GET', '/rest/api/3/issue/DEMO-1?fields=summary')).json()).toMatchObject({
      fields: { summary },
    });
    const status = async (key: string) => (await admin('GET', `/rest/plugins/1.0/${key}-key`)).status;
    expect([await status('dev-addon'), await status('renamed')]).toEqual([404, 200]);
    const { exchanges }: { exchanges: { time: string; url: string }[] } = JSON.parse(
      await (await admin('GET', '/_connect-kit/api/traffic?path=installed')).text(),
    );
    expect(exchanges.length).toBeGreaterThanOrEqual(2);
  });

  it('is installed into Confluence, and its page stands below /wiki', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command, product: 'confluence' });
    const { product, productUrl, pages } = await run.waitFor('ready');
    expect([product, productUrl]).toEqual(['confluence', expect.stringMatching(/\/wiki$/)]);
    expect(pages.map(({ url }) => url)).toEqual([`${productUrl}/plugins/servlet/ac/dev-addon/page`]);
    const page = await fetch(pages[0]?.url ?? '');
    const html = await page.text();
    expect(page.status).toBe(200);
    const frame = /"url":"([^"]+)"/.exec(html)?.[1] ?? '';
    expect(new URL(frame).searchParams.get('cp')).toBe('/wiki');
    expect(await (await fetch(frame)).text()).toBe('page');
    await run.waitFor(
      'exchange',
      ({ exchange }) => exchange.kind === 'module' && exchange.verdict?.valid === true,
    );
  });

  it('is installed again when its descriptor changes, and stays when the change is broken', async () => {
    const addon = await createDevAddon();
    const run = startDev(addon);
    const { productUrl } = await run.waitFor('ready');
    const nameInProduct = async () => {
      const headers = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
      const response = await fetch(`${productUrl}/rest/plugins/1.0/dev-addon-key`, { headers });
      return /"name":"([^"]*)"/.exec(await response.text())?.[1];
    };

    await addon.writeDescriptor({ ...DESCRIPTOR, name: 'Second' });
    await run.waitFor('reinstalled');
    expect(await nameInProduct()).toBe('Second');

    await addon.writeDescriptor({ ...DESCRIPTOR, name: 'Third', scopes: ['REED'] });
    const { error } = await run.waitFor('reinstall-failed');
    expect(error).toMatchObject({ code: 'descriptor-invalid' });
    expect(await nameInProduct()).toBe('Second');

    await addon.writeDescriptor({ ...DESCRIPTOR, name: 'Fourth' });
    await run.waitFor('descriptor-checked', ({ text }) => text.includes('Fourth'));
    await expect.poll(nameInProduct).toBe('Fourth');
    expect(await run.interrupt()).toBeUndefined();
  });

  it('takes the place of the old one when its key changes', async () => {
    const addon = await createDevAddon();
    const run = startDev(addon);
    const { productUrl } = await run.waitFor('ready');
    await addon.writeDescriptor({ ...DESCRIPTOR, key: 'renamed' });
    expect(await run.waitFor('reinstalled')).toEqual({
      type: 'reinstalled',
      key: 'renamed',
      product: 'jira',
      previousKey: 'dev-addon',
    });

    const headers = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
    const status = async (key: string) =>
      (await fetch(`${productUrl}/rest/plugins/1.0/${key}-key`, { headers })).status;
    expect([await status('dev-addon'), await status('renamed')]).toEqual([404, 200]);
    const lifecycle = run.events.flatMap((event) =>
      event.type === 'addon-output' && event.line.startsWith('POST /') ? [event.line] : [],
    );
    expect(lifecycle).toEqual(['POST /enabled', 'POST /uninstalled', 'POST /enabled']);
  });
});

it('says of a page what a fault has done to its token', async () => {
  const { dir, command } = await createDevAddon();
  const run = startDev({ dir, command, isEphemeral: true });
  const { pages } = await run.waitFor('ready');
  const record = JSON.parse(await readFile(path.join(dir, '.connect-kit', 'instance.json'), 'utf8'));
  const added = await fetch(`${record.origin}/_connect-kit/api/faults`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${record.controlToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ tamper: 'qsh', kind: 'module' }),
  });
  expect(added.status).toBe(201);
  const html = await (await fetch(pages[0]?.url ?? '')).text();
  await fetch(/"url":"([^"]+)"/.exec(html)?.[1] ?? '');
  const { exchange } = await run.waitFor('exchange', (event) => event.exchange.kind === 'module');
  expect(exchange).toMatchObject({
    ...{ status: 200, product: 'jira', addonKey: 'dev-addon', faults: ['f1: token with a wrong qsh'] },
    verdict: { valid: false, reason: 'qsh-mismatch' },
  });
  expect(exchange).not.toHaveProperty('request');
});

it('goes on with what instance start has left, and tells its add-ons where the site is', async () => {
  const { dir, command } = await createDevAddon();
  const other = await startFakeAddon();
  const before = await startTestInstance({ dataFolder: dataFolderOf(dir) });
  await before.services.installer.install('jira', other.descriptorUrl);
  await before.stop();
  const run = startDev({ dir, command });
  const { productUrl } = await run.waitFor('ready');
  expect(await run.waitFor('addresses-told')).toMatchObject({
    outcomes: [{ product: 'jira', key: 'fake-addon', accepted: true }],
  });
  expect(toldBy(other)['baseUrl']).toBe(productUrl);
  await run.interrupt();
  expect(other.receivedAt('/uninstalled')).toEqual([]);
});

describe('an add-on that runs already', () => {
  it('is used by its address, and left alone afterwards', async () => {
    const text = JSON.stringify({ ...DESCRIPTOR, authentication: { type: 'none' }, lifecycle: {} });
    const server = await listenOnLoopback(
      () =>
        createServer((request, response) => {
          const baseUrl = `http://localhost:${server.port}`;
          response.end(request.url?.startsWith('/d.json') ? text.replace('{{baseUrl}}', baseUrl) : 'page');
        }),
      0,
    );
    onTestFinished(() => server.close());
    const dir = await createTempDir();
    const run = startDev({ dir, url: `http://localhost:${server.port}/d.json?x=1` });
    expect(await run.waitFor('ready')).toMatchObject({ addonBaseUrl: `http://localhost:${server.port}` });
    expect(await run.waitFor('base-url-differs')).toMatchObject({ how: 'direct' });
    await run.interrupt();
    expect(existsSync(path.join(dir, '.connect-kit', 'instance.json'))).toBe(false);
    expect(await isListening(server.port)).toBe(true);
  });

  it.each([
    'example',
    'https://localhost/x',
    'http://example.com/d.json',
    'http://192.0.2.1/d.json',
    'file:///d.json',
  ])('is not used at %s', async (url) => {
    const dir = await createTempDir();
    const run = startDev({ dir, url });
    const error = await failureOf(run, dir);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code: 'url-invalid' });
  });
});

describe('a descriptor with another base URL', () => {
  it('is served with the address of the proxy, below the same path', async () => {
    const { dir, command } = await createDevAddon({
      ...DESCRIPTOR,
      baseUrl: 'https://addon.example.com/app',
      authentication: { type: 'none' },
      lifecycle: {},
    });
    const run = startDev({ dir, command });
    const { addonBaseUrl, pages } = await run.waitFor('ready');
    expect(addonBaseUrl).toMatch(/^http:\/\/localhost:\d+\/app$/);
    expect(await run.waitFor('base-url-differs')).toMatchObject({
      declared: 'https://addon.example.com/app',
      used: addonBaseUrl,
      how: 'rewritten',
    });
    const html = await (await fetch(pages[0]?.url ?? '')).text();
    const frame = /"url":"([^"]+)"/.exec(html)?.[1] ?? '';
    expect(frame.startsWith(`${addonBaseUrl}/page?`)).toBe(true);
    await fetch(frame);
    await run.waitFor('addon-output', ({ line }) => line === 'GET /app/page');
  });

  it('is not taken for the add-on that somebody else runs there', async () => {
    const other = await listenOnLoopback(
      () => createServer((_, response) => response.end('{"key":"another"}')),
      0,
    );
    onTestFinished(() => other.close());
    const { dir, command } = await createDevAddon({
      ...DESCRIPTOR,
      baseUrl: `http://localhost:${other.port}`,
      authentication: { type: 'none' },
      lifecycle: {},
    });
    const run = startDev({ dir, command });
    expect(await run.waitFor('base-url-differs')).toMatchObject({ how: 'rewritten' });
    await run.waitFor('ready');
  });
});

describe('what goes wrong ends in one error, and leaves nothing', () => {
  it.each([
    ['its install is refused', DESCRIPTOR, { installedStatus: 500 }, NotFineError, /response code 500/],
    ['its descriptor is no JSON', '{"key": "x"', {}, NotFineError, /has an error/],
    ['its descriptor has errors', { ...DESCRIPTOR, scopes: ['REED'] }, {}, NotFineError, /has an error/],
    ['it is for Bitbucket', { ...DESCRIPTOR, modules: { repoPages: [] } }, {}, NotFineError, /for Bitbucket/],
    ['it ends at once', DESCRIPTOR, { exit: 7 }, EnvironmentError, /exit code 7/],
  ])('when %s', async (_, descriptor, behaviour, type, message) => {
    const { dir, command } = await createDevAddon(descriptor);
    const run = startDev({ dir, command }, behaviour);
    const error = await failureOf(run, dir);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  it('when the add-on never answers', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command, timeoutMs: 1_500 }, { isSilent: true });
    expect(await failureOf(run, dir)).toMatchObject({
      code: 'addon-silent',
      message: expect.stringContaining('listens there, but does not answer'),
    });
  });

  it('when the add-on listens elsewhere, and says which port it must listen on', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command, timeoutMs: 500 }, { port: 0 });
    const error = await failureOf(run, dir);
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error).toMatchObject({
      code: 'addon-silent',
      where: expect.stringMatching(/^http:\/\/localhost:\d+\//),
      nextSteps: expect.arrayContaining([expect.stringContaining('PORT')]),
    });
  });

  it.each(['port', 'addonPort'] as const)('when %s is in use', async (name) => {
    const { dir, command } = await createDevAddon();
    const other = await listenOnLoopback(() => createServer(), 0);
    onTestFinished(() => other.close());
    const run = startDev({ dir, command, [name]: other.port });
    expect(await failureOf(run, dir)).toMatchObject({ code: 'port-in-use' });
  });

  it.each([
    ['there is no package.json', undefined, 'command-missing'],
    ['package.json has no scripts', '{}', 'command-missing'],
    ['package.json is no JSON', '{', 'package-json-unreadable'],
    [
      'the script starts connect-kit dev',
      '{"scripts":{"dev":"connect-kit --verbose dev"}}',
      'command-recursive',
    ],
  ])('when %s', async (_, manifest, code) => {
    const { dir } = await createDevAddon();
    if (manifest !== undefined) await writeFile(path.join(dir, 'package.json'), manifest);
    const run = startDev({ dir });
    const error = await failureOf(run, dir);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code });
    expect(run.events).toEqual([]);
  });

  it('when a script that it starts comes back to it', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command }, {}, { env: { [MARK_VARIABLE]: 'x' } });
    expect(await failureOf(run, dir)).toMatchObject({ code: 'command-recursive' });
  });

  it('when the folder does not exist, which stays so', async () => {
    const dir = path.join(await createTempDir(), 'typo');
    const run = startDev({ dir, command: 'true' });
    expect(await run.ended).toMatchObject({ code: 'folder-missing' });
    expect(existsSync(dir)).toBe(false);
  });

  it('when it runs in the folder already, and the first run goes on', async () => {
    const { dir, command } = await createDevAddon();
    const first = startDev({ dir, command });
    await first.waitFor('ready');
    const second = startDev({ dir, command });
    expect(await second.ended).toMatchObject({ code: 'already-running' });
    expect(isAlive(await pidOf(first, 'self'))).toBe(true);
    for (const flags of [[], ['--ephemeral']]) {
      const start = await runCli(['instance', 'start', '--port', '0', ...flags], {
        cwd: dir,
        fetch: (url, init) => fetch(url, init),
      });
      expect([start.exitCode, start.stderr]).toEqual([
        3,
        expect.stringContaining('A dev instance of this folder'),
      ]);
    }
    await first.interrupt();
    await expectNothingLeft(first, dir);
  });
});

describe('an interruption', () => {
  it('while the add-on is waited for leaves nothing', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command }, { isSilent: true });
    await pidOf(run, 'child');
    await run.interrupt();
    await failureOf(run, dir);
  });

  it('while the add-on takes its install leaves nothing', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command }, { hangsOnInstalled: true });
    await run.waitFor('addon-output', ({ line }) => line === 'hanging');
    await run.interrupt();
    await failureOf(run, dir);
  });

  it('ends an add-on that does not want to end', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command }, { isStubborn: true });
    await run.waitFor('ready');
    const pids = [await pidOf(run, 'self'), await pidOf(run, 'child')];
    await run.interrupt();
    expect(pids.map(isAlive)).toEqual([false, false]);
    await expectNothingLeft(run, dir);
  });

  it('by the control API ends it without an error', async () => {
    const { dir, command } = await createDevAddon();
    const run = startDev({ dir, command });
    await run.waitFor('ready');
    const record = JSON.parse(await readFile(path.join(dir, '.connect-kit', 'instance.json'), 'utf8'));
    const headers = { Authorization: `Bearer ${record.controlToken}` };
    await fetch(`${record.origin}/_connect-kit/api/stop`, { method: 'POST', headers });
    expect(await run.ended).toBeUndefined();
    await expectNothingLeft(run, dir);
  });
});

it('ends what a run that was killed has left behind', async () => {
  const { dir, command } = await createDevAddon();
  const leftover = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
    env: { [MARK_VARIABLE]: 'the-mark' },
  });
  const ended = new Promise((resolve) => leftover.on('exit', (_, signal) => resolve(signal)));
  await mkdir(path.join(dir, '.connect-kit'));
  const note = { version: 1, pid: leftover.pid, mark: 'the-mark' };
  await writeFile(path.join(dir, '.connect-kit', 'dev.json'), JSON.stringify(note));
  const gone = { origin: 'http://localhost:1', controlToken: 'x' };
  await writeFile(path.join(dir, '.connect-kit', 'instance.json'), JSON.stringify(gone));

  const run = startDev({ dir, command });
  expect(await run.waitFor('leftover-ended')).toMatchObject({ pid: leftover.pid });
  expect(await ended).toBe('SIGTERM');
  await run.waitFor('ready');
  await run.interrupt();
  await expectNothingLeft(run, dir);
});
