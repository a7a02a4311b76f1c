import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NotFineError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import type { SiteTarget } from '../../src/site/target.ts';
import type { TunnelProvider } from '../../src/tunnel/provider.ts';
import { createDevAddon, DESCRIPTOR } from '../support/dev-addon.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { toldBy } from '../support/installed-addon.ts';
import { freePort } from '../support/ports.ts';
import { isAlive } from '../support/processes.ts';
import { createProviderDouble, fetchPublic, startPublicAddress } from '../support/public-address.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { startTunnel, type TunnelTestRun } from '../support/tunnel-run.ts';
import { installedIn, startSite, uninstallFrom } from '../support/tunnel-site.ts';

const KINDS = ['embedded', 'real'] as const;

function siteOf(origin: string, kind: SiteTarget['kind']): SiteTarget {
  return {
    name: kind === 'embedded' ? 'embedded:dev' : 'my-site',
    kind,
    origin,
    products: ['jira', 'confluence'],
    username: 'admin@example.com',
    token: new Secret('admin-api-token'),
    from: '--site',
  };
}

function pidsOf(run: TunnelTestRun): readonly number[] {
  return run.events.flatMap((event) => {
    const pid = event.type === 'addon-output' ? /^(?:self|child) (\d+)$/.exec(event.line)?.[1] : undefined;
    return pid === undefined ? [] : [Number(pid)];
  });
}

function expectNothingLeft(run: TunnelTestRun, dir: string): void {
  expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  expect(pidsOf(run).filter(isAlive)).toEqual([]);
}

/** A site, a public address and an add-on in a folder, and a tunnel between them. */
async function prepare(kind: SiteTarget['kind'], descriptor: unknown = DESCRIPTOR) {
  const instance = await startSite(kind);
  const address = await startPublicAddress();
  const provider = createProviderDouble(address);
  const addon = await createDevAddon(descriptor);
  const site = siteOf(instance.origin, kind);
  const deps = {
    resolveSite: async () => site,
    provider: { provider, reason: 'of the test' },
    // Those of a site in the cloud are at Atlassian; a stand-in has its own.
    env: { CONNECT_KEYS_CDN_URL: instance.keysUrl },
  };
  const start = (...[options, behaviour]: [Partial<Parameters<typeof startTunnel>[0]>?, object?]) =>
    startTunnel({ dir: addon.dir, command: addon.command, ...options }, deps, behaviour);
  return { instance, address, provider, addon, site, deps, start };
}

describe.each(KINDS)('a site that is %s', (kind) => {
  it('gets the add-on at its public address, once that answers, and loses it at the end', async () => {
    const { instance, address, addon, start } = await prepare(kind);
    const run = start();
    const ready = await run.next('ready');
    expect(ready).toMatchObject({ key: 'dev-addon', url: address.url, productUrl: instance.origin });
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    expect(
      run.events.map(({ type }) => type).filter((type) => !['exchange', 'addon-output'].includes(type)),
    ).toEqual([
      'site-chosen',
      'provider-chosen',
      'tunnel-opened',
      'addon-starting',
      'descriptor-checked',
      'reachable',
      'registering',
      'ready',
    ]);
    // The add-on itself knows its address: it has checked the token of the install against it.
    expect(address.requests).toContain('POST /installed');

    await run.interrupt();
    expect(await installedIn(instance)).toEqual([]);
    expect(address.requests).toContain('POST /uninstalled');
    expectNothingLeft(run, addon.dir);
  });

  it('gets another descriptor when that changes, and keeps the last good one', async () => {
    const { instance, addon, start } = await prepare(kind);
    const run = start();
    await run.next('ready');
    await addon.writeDescriptor({ ...DESCRIPTOR, name: 'Renamed' });
    expect(await run.next('registered-again')).toMatchObject({ because: 'descriptor', name: 'Renamed' });
    await addon.writeDescriptor({ ...DESCRIPTOR, scopes: ['REED'] });
    const { error } = await run.next('register-failed');
    expect(error).toMatchObject({ code: 'descriptor-invalid' });
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    await addon.writeDescriptor({ ...DESCRIPTOR, key: 'other-key' });
    await run.next('registered-again');
    expect(await installedIn(instance)).toEqual(['other-key']);
    await run.interrupt();
    expect(await installedIn(instance)).toEqual([]);
  });

  it('is told of another public address, and the add-on as well', async () => {
    const { instance, addon, provider, start } = await prepare(kind);
    const other = await startPublicAddress();
    const run = start();
    await run.next('ready');
    provider.refuse(1);
    provider.lose('it is gone', other);
    expect(await run.next('tunnel-lost')).toMatchObject({ reason: 'it is gone', retryInMs: 1_000 });
    expect(await run.next('tunnel-lost')).toMatchObject({ reason: 'the provider refuses', retryInMs: 2_000 });
    expect(await run.next('registered-again')).toMatchObject({ because: 'address', url: other.url });
    expect(other.requests).toContain('POST /installed');
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    expect(pidsOf(run).filter(isAlive)).toHaveLength(2);
    await run.interrupt();
    expectNothingLeft(run, addon.dir);
  });

  it('hears nothing when the tunnel comes back at the same address', async () => {
    const { address, provider, start } = await prepare(kind);
    const run = start();
    await run.next('ready');
    const installs = () => address.requests.filter((one) => one === 'POST /installed').length;
    const before = installs();
    provider.lose('it is gone');
    await run.next('tunnel-lost');
    await run.next('tunnel-opened');
    await run.next('tunnel-opened');
    expect(provider.opened).toBe(2);
    run.controls()?.reinstall();
    expect(await run.next('registered-again')).toMatchObject({ because: 'asked' });
    expect(installs()).toBe(before + 1);
  });

  it('keeps the add-on where that is wanted', async () => {
    const { instance, addon, start } = await prepare(kind);
    const run = start({ keep: true });
    await run.next('ready');
    await run.interrupt();
    await run.next('kept');
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    expectNothingLeft(run, addon.dir);
  });

  it('gets the add-on again when it has it no more', async () => {
    const { instance, start } = await prepare(kind);
    const run = start();
    await run.next('ready');
    await uninstallFrom(instance, 'dev-addon');
    expect(await run.next('registered-again')).toMatchObject({ because: 'site' });
    // What the add-on was started with is still so.
    expect(run.events.filter(({ type }) => type === 'addon-starting')).toHaveLength(1);
    expect(await installedIn(instance)).toEqual(['dev-addon']);
  });

  it('refuses an add-on that refuses it, and keeps nothing of it', async () => {
    const { instance, addon, start } = await prepare(kind);
    const run = start({}, { installedStatus: 500 });
    expect(await run.ended).toMatchObject({ code: 'install-refused', exitCode: 1 });
    expect(await installedIn(instance)).toEqual([]);
    expectNothingLeft(run, addon.dir);
  });
});

describe('an add-on that somebody else has installed', () => {
  it('is left alone in a site of the cloud, unless it is to be replaced', async () => {
    const { instance, addon, start } = await prepare('real');
    const first = start({ keep: true });
    await first.next('ready');
    await first.interrupt();

    const second = start();
    expect(await second.ended).toMatchObject({ code: 'already-installed', exitCode: 1 });
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    expectNothingLeft(second, addon.dir);

    const third = start({ replace: true });
    await third.next('ready');
    await third.interrupt();
    expect(await installedIn(instance)).toEqual([]);
  });
});

describe('a dev instance', () => {
  it('is asked for its keys where it is, when it comes back with others', async () => {
    const first = await startTestInstance({ fetch: fetchPublic });
    const provider = createProviderDouble(await startPublicAddress());
    const addon = await createDevAddon();
    let { origin } = first;
    const resolveSite = async () => siteOf(origin, 'embedded');
    const run = startTunnel(addon, { resolveSite, provider: { provider, reason: 'of the test' } });
    await run.next('ready');
    await first.stop();
    await run.next('site-away');
    origin = (await startTestInstance({ fetch: fetchPublic })).origin;
    await run.next('registered-again');
    const verdicts = run.events.flatMap((event) =>
      event.type === 'exchange' && event.exchange.url === '/installed' ? [event.exchange.verdict] : [],
    );
    expect(verdicts).toMatchObject([{ valid: true }, { valid: true }]);
  });

  it('may end and come back at another port', async () => {
    const dataFolder = await createTempDir();
    const first = await startTestInstance({ fetch: fetchPublic, dataFolder });
    const provider = createProviderDouble(await startPublicAddress());
    const addon = await createDevAddon();
    let origin: string | undefined = first.origin;
    const resolveSite = async () => {
      if (origin === undefined) throw new NotFineError('no-site', 'No dev instance runs here.');
      return siteOf(origin, 'embedded');
    };
    const run = startTunnel(addon, { resolveSite, provider: { provider, reason: 'of the test' } });
    await run.next('ready');
    origin = undefined;
    await first.stop();
    await run.next('site-away');
    const second = await startTestInstance({ fetch: fetchPublic, dataFolder });
    origin = second.origin;
    expect(await run.next('site-back')).toMatchObject({ origin: second.origin });
    expect(await run.next('registered-again')).toMatchObject({ productUrl: second.origin });
    expect(await installedIn(second)).toEqual(['dev-addon']);
    await run.interrupt();
    expect(await installedIn(second)).toEqual([]);
    expectNothingLeft(run, addon.dir);
  });
});

describe('the public address', () => {
  it('must answer before anything is registered', async () => {
    const { instance, address, addon, deps } = await prepare('real');
    // As one that announces an address which leads elsewhere.
    const provider = { ...createProviderDouble(address), open: nowhere(address.url) };
    const run = startTunnel(
      { dir: addon.dir, command: addon.command, timeoutMs: 2_000 },
      { ...deps, provider: { provider, reason: 'of the test' } },
    );
    expect(await run.ended).toMatchObject({ code: 'public-silent', message: expect.stringContaining('502') });
    expect(await installedIn(instance)).toEqual([]);
    expectNothingLeft(run, addon.dir);
  });

  it('is in the variables that are named', async () => {
    const { address, addon, start } = await prepare('embedded');
    const script = path.join(addon.dir, 'addon.cjs');
    expect(await readFile(script, 'utf8')).toContain('AC_LOCAL_BASE_URL');
    const run = start({
      addressVariables: ['MY_URL'],
      command: `echo "$MY_URL" "$ADDON_BASE_URL"; ${addon.command}`,
    });
    await run.next('ready');
    await run.next('addon-output', ({ line }) => line === `${address.url} ${address.url}`);
  });
});

describe('an add-on of which nothing is heard', () => {
  it('is not registered, and the advice is about the flags of this command', async () => {
    const { instance, addon, start } = await prepare('real');
    const run = start({ timeoutMs: 500 }, { isSilent: true });
    const error = await run.ended;
    expect(error).toMatchObject({
      code: 'addon-silent',
      nextSteps: [expect.stringContaining('--port'), expect.anything(), expect.anything()],
    });
    expect(await installedIn(instance)).toEqual([]);
    expectNothingLeft(run, addon.dir);
  });

  it('is not told of PORT when it is not started here', async () => {
    const { start } = await prepare('real');
    const run = start({ command: undefined, target: `http://localhost:${await freePort()}`, timeoutMs: 500 });
    expect(await run.ended).toMatchObject({
      code: 'addon-silent',
      nextSteps: [expect.stringContaining('Start it first'), expect.anything(), expect.anything()],
    });
  });

  it('ends everything when its process ends', async () => {
    const { instance, addon, start } = await prepare('real');
    const run = start();
    await run.next('ready');
    for (const pid of pidsOf(run)) process.kill(pid, 'SIGKILL');
    expect(await run.ended).toMatchObject({ code: 'addon-exited', exitCode: 3 });
    expect(await installedIn(instance)).toEqual([]);
    expectNothingLeft(run, addon.dir);
  });
});

describe('an add-on that runs already', () => {
  it('is registered where it is, and served with the public address', async () => {
    const { instance, address, deps } = await prepare('real');
    const addon = await startFakeAddon({ modules: {} });
    const run = startTunnel({ dir: await createTempDir(), target: addon.baseUrl }, deps);
    await run.next(
      'base-url-differs',
      ({ declared, used }) => declared === addon.baseUrl && used === address.url,
    );
    await run.next('ready');
    expect(await installedIn(instance)).toEqual(['fake-addon']);
    expect(toldBy(addon)).toMatchObject({ baseUrl: instance.origin });
    await run.interrupt();
    expect(addon.receivedAt('/uninstalled')).toHaveLength(1);
  });

  it('is told how to know its address when it refuses installs for another one', async () => {
    const { address, deps } = await prepare('real');
    const addon = await startFakeAddon({ modules: {} });
    addon.answer('/installed', 401);
    const run = startTunnel({ dir: await createTempDir(), target: addon.baseUrl }, deps);
    expect(await run.ended).toMatchObject({
      code: 'install-refused',
      nextSteps: [expect.stringContaining(`AC_LOCAL_BASE_URL=${address.url}`)],
    });
  });
});

function nowhere(url: string): TunnelProvider['open'] {
  return async (_, __, signal) => ({
    url,
    onStatus: () => {},
    closed: new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  });
}
