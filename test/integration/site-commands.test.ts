import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prompts } from '../../src/core/prompts.ts';
import { commandsOf } from '../support/site-commands.ts';
import { startStandInSite } from '../support/stand-in-site.ts';
import { startIn } from '../support/started-instance.ts';
import { createTempDir } from '../support/temp-dir.ts';

const TOKEN = 'admin-api-token';

async function setUp() {
  const [site, cwd] = await Promise.all([startStandInSite(), createTempDir()]);
  const run = commandsOf(cwd);
  const add = (more = '', name = 'acme') =>
    run(`site add ${name} --url ${site.origin} --email admin@example.com --token-stdin ${more}`, {
      stdin: `${TOKEN}\n`,
    });
  const kept = async () => {
    const folder = path.join(cwd, 'config', 'connect-kit');
    const names = await readdir(folder).catch(() => []);
    return Promise.all(names.map(async (name) => readFile(path.join(folder, name), 'utf8')));
  };
  return { site, cwd, run, add, kept };
}

/** A program that writes down its arguments, and keeps what comes on stdin. */
async function installSecretTool(cwd: string): Promise<{ readonly calls: () => Promise<string> }> {
  const bin = path.join(cwd, 'bin');
  const [log, store] = [path.join(cwd, 'calls.log'), path.join(cwd, 'keyring')];
  await mkdir(bin);
  const script = [
    ...['#!/bin/sh', 'PATH=/usr/bin:/bin', `echo "$@" >> '${log}'`, 'case "$1" in'],
    ...[`store) cat > '${store}' ;;`, `lookup) cat '${store}' ;;`, `clear) rm -f '${store}' ;;`, 'esac'],
  ];
  await writeFile(path.join(bin, 'secret-tool'), `${script.join('\n')}\n`);
  await chmod(path.join(bin, 'secret-tool'), 0o755);
  return { calls: () => readFile(log, 'utf8') };
}

describe('site add', () => {
  it('keeps the token in a file for its owner alone where the system has no store', async () => {
    const { add, run, cwd, kept } = await setUp();
    const added = await add();
    expect(added).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Added acme: jira and confluence/),
    });
    const folder = path.join(cwd, 'config', 'connect-kit');
    const modes = await Promise.all(
      [folder, path.join(folder, 'site-acme.json')].map(async (file) => stat(file)),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600]);
    expect((await kept()).join()).toContain(TOKEN);
    const shown = await Promise.all(
      ['site list', 'site list --json', 'site show acme', 'site show acme --json', 'site test acme -v'].map(
        (line) => run(line),
      ),
    );
    for (const { stdout, stderr, exitCode } of [added, ...shown]) {
      expect(exitCode).toBe(0);
      expect(stdout + stderr).not.toContain(TOKEN);
    }
  });

  it.runIf(process.platform !== 'win32')(
    "keeps it in the desktop's keyring, and shows it to no other program",
    async () => {
      const { add, run, cwd, kept } = await setUp();
      const { calls } = await installSecretTool(cwd);
      expect((await add('--json')).json()).toMatchObject({
        site: { name: 'acme', tokenIn: 'secret-service' },
      });
      expect((await kept()).join()).not.toContain(TOKEN);
      expect(await run('site test acme')).toMatchObject({ exitCode: 0 });
      expect(await run('site remove acme')).toMatchObject({ exitCode: 0 });
      const seen = await calls();
      expect(seen).toMatch(/^store .*acme\nlookup .*acme\nclear .*acme\n$/);
      expect(seen).not.toContain(TOKEN);
    },
  );

  it('asks for what no flag says, and does not show the token', async () => {
    const { site, run } = await setUp();
    const asked: string[] = [];
    const answer =
      (text: string) =>
      async ({ message }: { readonly message: string }) => {
        asked.push(message);
        return message.startsWith('Address') ? site.origin : text;
      };
    const prompts: Prompts = {
      ...{ text: answer('admin@example.com'), secret: answer(TOKEN) },
      select: async ({ initial }) => initial,
      confirm: async ({ initial }) => initial,
    };
    const added = await run('site add', { prompts, isTTY: true });
    expect(added.exitCode).toBe(0);
    expect(asked).toEqual([
      'Address of the site',
      'E-mail of an administrator',
      'API token of admin@example.com',
    ]);
    expect(added.stdout + added.stderr).not.toContain(TOKEN);
    expect((await run('site list --json')).json()).toMatchObject({ sites: [{ name: 'localhost' }] });
  });

  it.each([
    ['site add acme', '--url <url>'],
    ['site add acme --url https://x.atlassian.net', '--email <email>'],
    ['site add acme --url https://x.atlassian.net --email a@example.com', '--token-file <file>'],
  ])('names the flag where nobody can be asked: %s', async (line, flag) => {
    const { run } = await setUp();
    expect(await run(line)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(flag) });
  });

  it('takes the token of the environment, and takes it to no other site', async () => {
    const { site, run } = await setUp();
    const other = await startStandInSite();
    const env = {
      CONNECT_KIT_SITE_URL: site.origin,
      CONNECT_KIT_SITE_EMAIL: 'admin@example.com',
      CONNECT_KIT_SITE_TOKEN: TOKEN,
    };
    expect(await run('site add ci', { env })).toMatchObject({ exitCode: 0 });
    expect(await run(`site add other --url ${other.origin}`, { env })).toMatchObject({
      ...{ exitCode: 2, stderr: expect.stringContaining('The API token is missing') },
    });
    expect(other.requests).toEqual([]);
  });

  it('warns of a token on the command line', async () => {
    const { site, run } = await setUp();
    const { stderr, exitCode } = await run(
      `site add acme --url ${site.origin} --email admin@example.com --token ${TOKEN}`,
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('shell history')]);
    expect(stderr).not.toContain(TOKEN);
  });

  it('keeps no site that it cannot use, unless told to', async () => {
    const { site, run, kept } = await setUp();
    const line = `site add acme --url ${site.origin} --email mia@example.com --token-stdin`;
    const refused = await run(line, { stdin: 'mia-api-token' });
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no administrator') });
    expect(await kept()).toEqual([]);
    expect(await run(`${line} --no-test`, { stdin: 'mia-api-token' })).toMatchObject({ exitCode: 0 });
    expect(await kept()).toHaveLength(1);
  });

  it('remembers which products there are', async () => {
    const { site, run, add } = await setUp();
    site.set({ without: ['confluence'] });
    expect((await add('--json')).json()).toMatchObject({ site: { products: ['jira'] } });
    expect(await run('site test acme')).toMatchObject({ exitCode: 0 });
    site.set({ without: ['jira'] });
    expect(await run('site test acme')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('There is no Jira'),
    });
    site.set({ without: ['confluence'] });
    const strict = await add('--product jira confluence --force');
    expect(strict).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no Confluence') });
    const test = await run('site test acme --product confluence');
    expect(test).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('There is no Confluence') });
  });

  it('replaces a site of the same address, and another one when told to', async () => {
    const { add, run } = await setUp();
    await add();
    expect(await add()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Updated acme') });
    const other = await startStandInSite();
    const line = `site add acme --url ${other.origin} --email admin@example.com --token-stdin`;
    expect(await run(line, { stdin: TOKEN })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--force'),
    });
    expect(await run(`${line} --force`, { stdin: TOKEN })).toMatchObject({ exitCode: 0 });
    expect((await run('site list --json')).json()).toMatchObject({ sites: [{ url: other.origin }] });
  });

  it.each([
    ['http://x.example.com', /unencrypted/],
    ['https://me:geheim@x.atlassian.net', /credentials/],
    ['ftp://x.example.com', /no address/],
  ])('does not take %s', async (url, message) => {
    const { run } = await setUp();
    const { exitCode, stderr } = await run(`site add acme --url ${url} --email a@example.com --token-stdin`, {
      stdin: 'x',
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toContain('geheim');
  });

  it.each(['embedded', 'Acme', 'a.b', '../x', 'a:b'])('does not take the name %s', async (name) => {
    const { add, kept } = await setUp();
    expect((await add('', name)).exitCode).toBe(2);
    expect(await kept()).toEqual([]);
  });
});

describe('a token in a file', () => {
  it.runIf(process.platform !== 'win32')('is not used when others can read it', async () => {
    const { add, run, cwd } = await setUp();
    await add();
    await chmod(path.join(cwd, 'config', 'connect-kit', 'site-acme.json'), 0o644);
    const { exitCode, stderr } = await run('site test acme');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('chmod 600')]);
    expect(stderr).not.toContain(TOKEN);
  });
});

describe('which site is meant', () => {
  const shown = async (run: ReturnType<typeof commandsOf>, line = 'site show --json', env = {}) => {
    const { stdout, stderr, json } = await run(line, { env });
    return stdout === '' ? stderr : json()['site'];
  };

  it('is said by a flag, the environment, the project, the folder, in this order', async () => {
    const { add, run, cwd, site } = await setUp();
    expect(await run('site show')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('connect-kit dev'),
    });
    const file = {
      hosts: { 'ace.atlassian.net': { product: 'confluence', username: 'a@b.c', password: 'geheim' } },
    };
    await writeFile(path.join(cwd, 'credentials.json'), JSON.stringify(file));
    expect(await shown(run)).toMatchObject({
      ...{ url: 'https://ace.atlassian.net', products: ['confluence'], from: 'credentials.json' },
    });
    const instance = await startIn(cwd, '--ephemeral');
    expect(await shown(run)).toMatchObject({ name: 'embedded:dev', kind: 'embedded', url: instance.jira });
    await add();
    expect(await run('site use acme')).toMatchObject({ exitCode: 0 });
    expect(await shown(run)).toMatchObject({ name: 'acme', from: 'connect-kit site use' });
    const env = {
      ...{ CONNECT_KIT_SITE_URL: 'https://ci.atlassian.net/wiki', CONNECT_KIT_SITE_EMAIL: 'ci@example.com' },
      CONNECT_KIT_SITE_TOKEN: 'geheim',
    };
    expect(await shown(run, 'site show --json', env)).toMatchObject({
      ...{ url: 'https://ci.atlassian.net', products: ['confluence'], email: 'ci@example.com' },
    });
    expect(await shown(run, 'site show acme --json', env)).toMatchObject({
      name: 'acme',
      from: 'the command line',
    });
    expect(await shown(run, `site show ${site.origin} --json`)).toMatchObject({ name: 'acme' });
    expect(await shown(run, 'site show embedded --json', env)).toMatchObject({ kind: 'embedded' });
    await run('site use --none');
    expect(await shown(run)).toMatchObject({ kind: 'embedded' });
  });

  it('is gone with the site', async () => {
    const { add, run } = await setUp();
    await add('--use');
    expect(await run('site remove acme')).toMatchObject({ exitCode: 0 });
    expect(await run('site show')).toMatchObject({ exitCode: 2 });
    expect(await run('site remove acme')).toMatchObject({ exitCode: 2 });
  });

  it.each([
    ['site show acne', /Did you mean acme/],
    ['site use acne', /Did you mean acme/],
    ['site remove acne', /Did you mean acme/],
    ['site show embedded', /No dev instance runs/],
    ['site show https://other.atlassian.net', /site add/],
    ['site use', /Name one site/],
  ])('says what is wrong with %s', async (line, message) => {
    const { add, run } = await setUp();
    await add();
    const { exitCode, stderr } = await run(line);
    expect([exitCode > 0, stderr]).toEqual([true, expect.stringMatching(message)]);
  });

  it('wants all of the environment', async () => {
    const { run } = await setUp();
    const { exitCode, stderr } = await run('site show', {
      env: { CONNECT_KIT_SITE_URL: 'https://x.atlassian.net' },
    });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/EMAIL and CONNECT_KIT_SITE_TOKEN are not/),
    ]);
  });

  it('quotes nothing of a credentials.json that it cannot read', async () => {
    const { run, cwd } = await setUp();
    await writeFile(path.join(cwd, 'credentials.json'), '{"password": "geheim" oops');
    const { exitCode, stderr } = await run('site show -v');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('credentials.json is not JSON')]);
    expect(stderr).not.toContain('geheim');
  });
});
