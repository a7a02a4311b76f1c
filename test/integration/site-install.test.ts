import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeAddon } from '../support/fake-addon.ts';
import { commandsOf, siteCommands } from '../support/site-commands.ts';
import { startStandInSite } from '../support/stand-in-site.ts';
import { install as installEmbedded, startIn } from '../support/started-instance.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { createThrowAwayCa } from '../support/throw-away-ca.ts';

async function setUp() {
  const [site, addon, cwd] = await Promise.all([startStandInSite(), startFakeAddon(), createTempDir()]);
  const run = siteCommands(cwd, site.origin);
  return { site, addon, cwd, run, install: (more = '') => run(`install ${addon.descriptorUrl} ${more}`) };
}

describe('a site that takes no private add-ons any more', () => {
  it('is said to, with what still works', async () => {
    const { site, install } = await setUp();
    site.set({ refusesPrivate: true });
    const { exitCode, stderr } = await install();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Since 31 March 2026');
    expect(stderr).toContain('The app is not from the Marketplace.');
    expect(stderr).toContain('connect-kit dev');
    expect(stderr).toContain('connectModules');
    expect(stderr).not.toContain('Enable development mode');
    expect((await install('--json')).json()).toMatchObject({
      error: {
        code: 'private-installs-ended',
        siteCode: 'upm.pluginInstall.error.descriptor.not.from.marketplace',
      },
    });
  });

  it('may be one that refuses with a code that nobody knows', async () => {
    const { site, install } = await setUp();
    site.set({ refusal: { subCode: 'upm.unheard.of', errorMessage: 'No.' } });
    const { stderr } = await install();
    expect(stderr).toContain('error No.');
    expect(stderr).toContain('upm.unheard.of');
    expect(stderr).toContain('This may be why: Since 31 March 2026');
    site.set({ refusal: { subCode: 'connect.install.error.remote.host.timeout', errorMessage: 'Late.' } });
    expect((await install()).stderr).not.toContain('31 March 2026');
  });
});

describe('a site that is not what it was', () => {
  it.each([
    [{ answers: { status: 404 } }, /There is no Jira .*\(404\)/],
    [{ answers: { status: 503 } }, /answers 503/],
    [{ answers: { status: 200 } }, /answers 200, and not as Jira does/],
    [
      { answers: { status: 302, location: 'https://new.atlassian.net/' } },
      /leads to https:\/\/new\.atlassian\.net/,
    ],
  ])('is told: %j', async (behaviour, message) => {
    const { site, run } = await setUp();
    site.set(behaviour);
    const { exitCode, stdout } = await run('site test');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('Not usable')]);
    expect(stdout).toMatch(message);
  });

  it('leads nowhere with credentials', async () => {
    const { site, install, run } = await setUp();
    const other = await startStandInSite();
    site.set({ answers: { status: 307, location: `${other.origin}/rest/plugins/1.0/` } });
    expect((await install()).stderr).toContain(`It leads to ${other.origin}`);
    await run('site test');
    expect(site.requests.some(({ hasCredentials }) => hasCredentials)).toBe(true);
    expect(other.requests).toEqual([]);
  });

  it('has one product only, which is no mistake where nobody asked for the other', async () => {
    const { site, run, addon } = await setUp();
    site.set({ without: ['confluence'] });
    expect(await run('site test')).toMatchObject({ exitCode: 0 });
    await run(`install ${addon.descriptorUrl}`);
    const list = await run('installed');
    expect(list).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('fake-addon') });
    expect((await run('installed --json')).json()).toMatchObject({ complete: true });
    expect(await run('uninstall other')).toMatchObject({ exitCode: 0 });
    expect(await run(`install ${addon.descriptorUrl} --product confluence`)).toMatchObject({
      ...{ exitCode: 1, stderr: expect.stringContaining('There is no Jira or Confluence at') },
    });
  });

  it('has a product that cannot be looked into, and may have the add-on there', async () => {
    const { site, run, addon } = await setUp();
    await run(`install ${addon.descriptorUrl}`);
    site.set({ failing: ['confluence'] });
    const list = await run('installed --json');
    expect([list.exitCode, list.json()]).toEqual([
      3,
      expect.objectContaining({ complete: false, addons: [expect.objectContaining({ key: 'fake-addon' })] }),
    ]);
    expect(list.stderr).toContain('not everything could be read');
    expect(await run('uninstall other')).toMatchObject({ exitCode: 3, stdout: '' });
    expect(await run('uninstall fake-addon')).toMatchObject({ exitCode: 0 });
  });
});

it('is not put off by another client that spends the token', async () => {
  const { site, install } = await setUp();
  site.set({ spendsTokens: 1 });
  expect(await install()).toMatchObject({ exitCode: 0 });
  site.set({ spendsTokens: 2 });
  expect(await install()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Try again') });
});

it('lists what comes with the product when it is asked to', async () => {
  const { run } = await setUp();
  expect((await run('installed --json')).json()).toMatchObject({ addons: [] });
  expect((await run('installed --all --product jira --json')).json()).toMatchObject({
    addons: [{ key: 'com.example.bundled', userInstalled: false }],
  });
});

describe('the network', () => {
  it('has certificates that nobody knows', async () => {
    const [site, cwd] = await Promise.all([startStandInSite(createThrowAwayCa().server), createTempDir()]);
    const { exitCode, stdout, stderr } = await siteCommands(cwd, site.origin)('site test');
    expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringContaining('NODE_EXTRA_CA_CERTS')]);
    expect(stderr).toMatch(/authority that this machine does not know/);
    expect(site.requests).toEqual([]);
  });

  it.each([
    ['ENOTFOUND', /cannot be resolved/],
    ['ECONNRESET', /ECONNRESET/],
    ['UND_ERR_CONNECT_TIMEOUT', /in time/],
  ])('fails with %s: one message, and the way to work without it', async (code, message) => {
    const { cwd, addon } = await setUp();
    const run = siteCommands(cwd, 'https://x.atlassian.net', 'admin@example.com', 'geheim');
    const failing = async (url: string | URL) => {
      if (String(url).startsWith(addon.baseUrl)) return fetch(url);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) });
    };
    for (const line of ['installed', 'site test', 'uninstall x', 'installed -v']) {
      const { exitCode, stdout, stderr } = await run(line, { fetch: failing });
      expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringMatching(message)]);
      expect(stderr).toContain('connect-kit dev');
      expect(stderr).not.toContain('geheim');
    }
  });
});

describe('the descriptor', () => {
  it('is where the file in the folder says', async () => {
    const { addon, cwd, run } = await setUp();
    await writeFile(path.join(cwd, 'atlassian-connect.json'), JSON.stringify({ baseUrl: addon.baseUrl }));
    expect(await run('install')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('fake-addon'),
    });
    expect(await run('install .')).toMatchObject({ exitCode: 0 });
    const named = { baseUrl: 'https://unused.example', links: { self: addon.descriptorUrl } };
    await writeFile(path.join(cwd, 'my.json'), JSON.stringify(named));
    expect(await run('install my.json')).toMatchObject({ exitCode: 0 });
    await writeFile(path.join(cwd, 'my.yaml'), `baseUrl: ${addon.baseUrl}/\n`);
    expect(await run('install my.yaml')).toMatchObject({ exitCode: 0 });
  });

  it('may not say where it is', async () => {
    const { cwd, run } = await setUp();
    expect(await run('install')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no file'),
    });
    await writeFile(path.join(cwd, 'atlassian-connect.json'), '{"baseUrl": "{{localBaseUrl}}"}');
    const { exitCode, stderr } = await run('install');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('does not say where the add-on is served'),
    ]);
    expect(stderr).toContain('connect-kit dev');
  });

  it('cannot be near when the site is far', async () => {
    const { addon, cwd } = await setUp();
    const { exitCode, stderr } = await siteCommands(
      cwd,
      'https://x.atlassian.net',
    )(`install ${addon.descriptorUrl}`);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('only machines nearby can')]);
    expect(stderr).toContain('connect-kit tunnel');
  });

  it('is fetched without credentials', async () => {
    const { run } = await setUp();
    const { exitCode, stderr } = await run('install https://me:geheim@addon.example.com/x.json');
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('geheim');
  });
});

it('works with the dev instance that runs in the folder, without any setting', async () => {
  const [addon, cwd] = await Promise.all([startFakeAddon(), createTempDir()]);
  const run = commandsOf(cwd);
  const { jira } = await startIn(cwd, '--ephemeral');
  expect((await run(`install ${addon.descriptorUrl} --json`)).json()).toMatchObject({
    site: { kind: 'embedded', url: jira },
    addon: { key: 'fake-addon' },
  });
  await installEmbedded(jira, addon);
  expect((await run('installed --site embedded --json')).json()).toMatchObject({
    addons: [{ key: 'fake-addon' }],
  });
  addon.answer('/installed', 401);
  expect((await run(`install ${addon.descriptorUrl}`)).stderr).toContain('set CONNECT_KEYS_CDN_URL to');
  expect(await run('uninstall fake-addon')).toMatchObject({ exitCode: 0 });
});
