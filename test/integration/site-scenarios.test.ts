import { describe, expect, it } from 'vitest';
import { type FakeAddon, startFakeAddon, verifyAsymmetric } from '../support/fake-addon.ts';
import { siteCommands } from '../support/site-commands.ts';
import { startStandInSite } from '../support/stand-in-site.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/**
 * What people do with sites, once with a stand-in for one in the cloud and once with the dev instance. The commands cannot
 * tell them apart, and neither may a user: that is what these tests are about.
 */
interface Site {
  readonly origin: string;
  readonly keysUrl: string;
  turnDevelopmentModeOff(): Promise<void>;
}

async function startStandIn(): Promise<Site> {
  const site = await startStandInSite();
  return { ...site, turnDevelopmentModeOff: async () => site.set({ developmentMode: false }) };
}

async function startEmbedded(): Promise<Site> {
  const { origin, keysUrl } = await startTestInstance();
  const settings = [{ key: 'connectDeveloperListingsEnabled', value: false }];
  const turnDevelopmentModeOff = async () => {
    const { admin } = clientOf({ origin });
    const { status } = await admin('PUT', '/rest/plugins/1.0/settings', { settings });
    expect(status).toBe(200);
  };
  return { origin, keysUrl, turnDevelopmentModeOff };
}

const events = (addon: FakeAddon) => addon.received.map(({ url }) => url.split('?')[0]);

describe.each([
  ['a stand-in for a site', startStandIn],
  ['the dev instance', startEmbedded],
])('with %s', (_, start) => {
  async function setUp(descriptor: Readonly<Record<string, unknown>> = {}) {
    const [site, addon, cwd] = await Promise.all([start(), startFakeAddon(descriptor), createTempDir()]);
    return { site, addon, cwd, run: siteCommands(cwd, site.origin) };
  }

  it('an add-on is installed, found, updated and uninstalled', async () => {
    const { run, addon, site } = await setUp();
    const installed = await run(`install ${addon.descriptorUrl} --json`);
    expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(installed.json()).toMatchObject({
      version: 1,
      site: { url: site.origin, email: 'admin@example.com', from: 'CONNECT_KIT_SITE_URL' },
      product: 'jira',
      addon: { key: 'fake-addon', name: 'Fake add-on', enabled: true },
      updated: false,
    });
    const [callback] = addon.receivedAt('/installed');
    if (callback === undefined) throw new Error('the add-on was not told');
    await verifyAsymmetric(callback, site.keysUrl, addon.baseUrl);

    const list = await run('installed --json');
    expect(list.json()).toMatchObject({ addons: [{ product: 'jira', key: 'fake-addon', enabled: true }] });

    const again = await run(`install ${addon.descriptorUrl} --json`);
    expect(again.json()).toMatchObject({ updated: true, previousVersion: expect.any(String) });

    const removed = await run('uninstall fake-addon --json');
    expect(removed.json()).toMatchObject({ key: 'fake-addon', product: 'jira', removed: true });
    expect(events(addon)).toContain('/uninstalled');
    expect((await run('installed --json')).json()).toMatchObject({ addons: [] });
    const twice = await run('uninstall fake-addon --json');
    expect([twice.exitCode, twice.json()]).toEqual([0, expect.objectContaining({ removed: false })]);
  });

  it('each product has its own', async () => {
    const { run, addon } = await setUp();
    await run(`install ${addon.descriptorUrl} --product confluence`);
    expect((await run('installed --product jira --json')).json()).toMatchObject({ addons: [] });
    const found = await run('installed --json');
    expect(found.json()).toMatchObject({ addons: [{ product: 'confluence', key: 'fake-addon' }] });
    await run(`install ${addon.descriptorUrl} --product jira`);
    const which = await run('uninstall fake-addon');
    expect([which.exitCode, which.stderr]).toEqual([2, expect.stringContaining('--product confluence')]);
    expect(await run('uninstall fake-addon --product confluence')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Confluence'),
    });
    expect((await run('installed --json')).json()).toMatchObject({ addons: [{ product: 'jira' }] });
  });

  it.each([
    [401, /AC_LOCAL_BASE_URL/],
    [403, /firewall/],
    [404, /lifecycle\.installed/],
    [500, /own log/],
    [503, /own log/],
  ])('an add-on whose installed answers %d is not there afterwards', async (status, advice) => {
    const { run, addon } = await setUp();
    addon.answer('/installed', status);
    const { exitCode, json, stderr } = await run(`install ${addon.descriptorUrl} --json`);
    expect(exitCode).toBe(1);
    expect(json()).toMatchObject({
      error: {
        code: 'install-refused',
        siteCode: `connect.install.error.remote.host.bad.response.${status}`,
        message: expect.stringContaining(String(status)),
        nextSteps: expect.arrayContaining([expect.stringMatching(advice)]),
      },
    });
    expect(stderr).toBe('');
    expect((await run('installed --json')).json()).toMatchObject({ addons: [] });
  });

  it('development mode that is off is said to be off', async () => {
    const { run, addon, site } = await setUp();
    await site.turnDevelopmentModeOff();
    const refused = await run(`install ${addon.descriptorUrl}`, { now: Date.parse('2026-01-01') });
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('upm.pluginInstall.error.descriptor.not.from.marketplace');
    expect(refused.stderr).toContain('Enable development mode');
    expect(refused.stderr).not.toContain('31 March 2026');
    const later = await run(`install ${addon.descriptorUrl}`, { now: Date.parse('2026-06-01') });
    expect(later.stderr).toContain('Enable development mode');
    expect(later.stderr).toContain('Since 31 March 2026');
    expect(events(addon)).toEqual([]);
    const test = await run('site test --json');
    expect(test.exitCode).toBe(1);
    expect(test.json()).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'development-mode', product: 'jira', verdict: 'wrong' }),
      ]),
    });
  });

  it.each([
    [
      'somebody who is no administrator',
      'mia@example.com',
      'mia-api-token',
      'administrator',
      /no administrator/,
    ],
    ['a wrong token', 'admin@example.com', 'geheim-und-falsch', 'signed-in', /does not accept/],
    ['nobody whom it knows', 'who@example.com', 'geheim-und-falsch', 'signed-in', /does not accept/],
  ])('%s is told apart', async (_name, person, token, check, message) => {
    const { cwd, site, addon } = await setUp();
    const run = siteCommands(cwd, site.origin, person, token);
    const install = await run(`install ${addon.descriptorUrl}`);
    expect([install.exitCode, install.stderr]).toEqual([1, expect.stringContaining(person)]);
    const test = await run('site test --json');
    expect(test.exitCode).toBe(1);
    expect(test.json()).toMatchObject({
      checks: expect.arrayContaining(
        ['jira', 'confluence'].map((product) =>
          expect.objectContaining({
            ...{ product, name: check, verdict: 'wrong', message: expect.stringMatching(message) },
          }),
        ),
      ),
    });
    expect(JSON.stringify([install, test])).not.toContain(token);
    expect(events(addon)).toEqual([]);
  });

  it('a site that is fine is found to be fine', async () => {
    const { run, site } = await setUp();
    expect(await run('site test')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(site.origin),
    });
    const { json } = await run('site test --json', { now: Date.parse('2026-01-01') });
    expect(json()).toMatchObject({ ok: true, checks: [{ verdict: 'fine' }, { verdict: 'fine' }] });
  });

  it('what the product would refuse is told with its place, and the site is not troubled', async () => {
    const { run, addon } = await setUp({ lifecycle: {} });
    const { exitCode, stderr, stdout } = await run(`install ${addon.descriptorUrl}`);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('lifecycle/missing-installed');
    expect(stderr).toContain('it is not installed');
    expect(events(addon)).toEqual([]);
  });
});
