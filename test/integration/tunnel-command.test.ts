import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDevAddon, DESCRIPTOR } from '../support/dev-addon.ts';
import { freePort } from '../support/ports.ts';
import { fetchPublic, startPublicAddress } from '../support/public-address.ts';
import { type CliRun, type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { installedIn, startSite } from '../support/tunnel-site.ts';

/** `connect-kit tunnel` with a site, an add-on and a public address, and what it has written so far. */
async function startCommand(
  flags: readonly string[],
  options: CliRunOptions = {},
  descriptor: unknown = DESCRIPTOR,
) {
  const site = await startSite('real');
  const address = await startPublicAddress();
  const addon = await createDevAddon(descriptor);
  const localPort = await freePort();
  address.leadTo(localPort);
  const ending = new AbortController();
  let output = '';
  const listeners = new Set<() => void>();
  const words = ['--url', address.url, '--local-port', String(localPort), ...flags, '--', addon.command];
  const ended: Promise<CliRun> = runCli(['tunnel', ...words], {
    cwd: addon.dir,
    fetch: fetchPublic,
    signal: ending.signal,
    env: {
      PATH: process.env['PATH'] ?? '',
      CONNECT_KEYS_CDN_URL: site.keysUrl,
      CONNECT_KIT_SITE_URL: site.origin,
      CONNECT_KIT_SITE_EMAIL: 'admin@example.com',
      CONNECT_KIT_SITE_TOKEN: 'admin-api-token',
    },
    onOutput: (text) => {
      output += text;
      for (const listener of listeners) listener();
    },
    ...options,
  });
  const waitFor = async (text: string) => {
    const there = new Promise<void>((resolve) => {
      const look = () => {
        if (output.includes(text)) resolve();
      };
      listeners.add(look);
      look();
    });
    const failed = ended.then(({ stderr }) => {
      if (!output.includes(text)) throw new Error(`ended without ${text}: ${stderr}`);
    });
    await Promise.race([there, failed]);
  };
  return {
    dir: addon.dir,
    site,
    address,
    waitFor,
    ended,
    output: () => output,
    interrupt: () => ending.abort(),
  };
}

it('writes events as lines of JSON, and nothing else to stdout', async () => {
  const { site, address, waitFor, ended, interrupt } = await startCommand(['--json']);
  await waitFor('"event":"ready"');
  expect(await installedIn(site)).toEqual(['dev-addon']);
  interrupt();
  const { exitCode, stdout, stderr } = await ended;
  expect(exitCode).toBe(130);
  const events: readonly Record<string, unknown>[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.every(({ version }) => version === 1)).toBe(true);
  expect(events.find(({ event }) => event === 'ready')).toMatchObject({ key: 'dev-addon', url: address.url });
  const types = events.map(({ event }) => event);
  expect(types.slice(types.indexOf('stopping')).sort()).toEqual(['exchange', 'stopping', 'unregistered']);
  expect(`${stdout}${stderr}`).not.toContain('admin-api-token');
});

it('ends with 3, not with 130, when the site could not be asked to uninstall', async () => {
  const { waitFor, ended, interrupt } = await startCommand(['--json'], {
    fetch: async (url, init) => {
      if (init?.method === 'DELETE') throw new TypeError('fetch failed');
      return fetchPublic(url, init);
    },
  });
  await waitFor('"event":"ready"');
  interrupt();
  const { exitCode, stderr } = await ended;
  expect(exitCode).toBe(3);
  expect(stderr).toContain('error');
});

it('is lines where nobody watches, with one that says that it is ready', async () => {
  const { address, waitFor, ended, interrupt } = await startCommand([]);
  await waitFor('Dev add-on is installed in ');
  interrupt();
  const { stdout, stderr } = await ended;
  expect(stdout).toContain(address.url);
  expect(stderr).toContain('✓ url: --url names an address');
  expect(`${stdout}${stderr}`).not.toContain('\u001b');
});

it('has a line that stays and keys at a terminal', async () => {
  let press: (key: string) => void = () => {};
  const onKeys = (given: (key: string) => void) => {
    press = given;
  };
  const { site, address, waitFor, ended, output } = await startCommand([], { isTTY: true, onKeys });
  await waitFor('is installed in ');
  await waitFor('? for keys');
  press('?');
  await waitFor('r reinstall the add-on');
  press('p');
  await waitFor('paused, 0 lines held back');
  press('p');
  press('c');
  await waitFor(`\u001b]52;c;${Buffer.from(address.url).toString('base64')}\u0007`);
  press('x');
  press('r');
  await waitFor('is installed again: as asked');
  press('q');
  const { exitCode } = await ended;
  expect(exitCode).toBe(0);
  expect(await installedIn(site)).toEqual([]);
  // The line that stays is gone.
  expect(output().endsWith('\n') || output().endsWith('\u001b[2K')).toBe(true);
});

const WITH_WEBHOOK = {
  ...DESCRIPTOR,
  modules: { ...DESCRIPTOR.modules, webhooks: [{ event: 'jira:issue_created', url: '/created' }] },
};

/** The address of the inspector, from the event `ready`. */
function inspectorIn(output: string): string {
  return /"inspectorUrl":"([^"]+)\/"/.exec(output)?.[1] ?? '';
}

describe('recordings', () => {
  it('are kept of each webhook with --record, without what is secret', async () => {
    const { dir, address, waitFor, ended, interrupt } = await startCommand(
      ['--json', '--record', 'kept'],
      {},
      WITH_WEBHOOK,
    );
    await waitFor('"event":"ready"');
    const body = JSON.stringify({ webhookEvent: 'jira:issue_created', apiToken: 'a-token-of-somebody' });
    await fetchPublic(`${address.url}/created?user=1`, { method: 'POST', body });
    await fetchPublic(`${address.url}/page`);
    await waitFor('"event":"recorded"');
    interrupt();
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(130);
    const files = await readdir(path.join(dir, 'kept'));
    expect(files).toHaveLength(1);
    expect(stdout).toContain(`"file":${JSON.stringify(path.join(dir, 'kept', files[0] ?? ''))}`);
    const recording = await readFile(path.join(dir, 'kept', files[0] ?? ''), 'utf8');
    expect(recording).toContain('jira:issue_created');
    expect(recording).not.toContain('a-token-of-somebody');
  });

  it('are written by the button of the inspector without it as well, and by nothing else', async () => {
    const { dir, address, waitFor, ended, interrupt, output } = await startCommand(
      ['--json'],
      {},
      WITH_WEBHOOK,
    );
    await waitFor('"event":"ready"');
    await fetchPublic(`${address.url}/created`, {
      method: 'POST',
      body: '{"webhookEvent":"jira:issue_created"}',
    });
    await waitFor('"kind":"webhook"');
    const inspector = inspectorIn(output());
    const token = /"connect-kit-token" content="([^"]+)"/.exec(await (await fetch(inspector)).text());
    const { exchanges } = JSON.parse(await (await fetch(`${inspector}/api/exchanges?kind=webhook`)).text());
    const response = await fetch(`${inspector}/api/exchanges/${exchanges[0].id}/record`, {
      method: 'POST',
      headers: { 'X-Connect-Kit-Inspector': token?.[1] ?? '' },
    });
    expect(response.status).toBe(200);
    expect(await readdir(path.join(dir, 'recordings'))).toHaveLength(1);
    interrupt();
    await ended;
  });
});

describe('flags', () => {
  it.each([
    ['--port 3000 -- npm start', 'flags-contradict'],
    ['--target https://my-addon.example.com', 'target-invalid'],
    ['--url http://my-addon.example.com', 'url-invalid'],
    ['--url https://a.example --domain b.example', 'flags-contradict'],
    ['--url https://a.example --provider ngrok', 'flags-contradict'],
    ['--tunnel-name mine --provider ngrok', 'flags-contradict'],
    ['--provider url', 'url-missing'],
    ['--provider none', 'tunnel-needed'],
    ['--env 1X', 'usage-invalidArgument'],
    ['', 'command-missing'],
  ])('%s: %s', async (flags, code) => {
    const words = flags.split(' ').filter(Boolean);
    const hasAddon = words.includes('--') || code === 'command-missing' || code === 'target-invalid';
    const { exitCode, stdout } = await runCli(
      ['tunnel', '--json', ...words, ...(hasAddon ? [] : ['--port', '3000'])],
      {
        cwd: await createTempDir(),
        env: {
          CONNECT_KIT_SITE_URL: 'https://site.example',
          CONNECT_KIT_SITE_EMAIL: 'me@example.com',
          CONNECT_KIT_SITE_TOKEN: 't',
        },
      },
    );
    const last: unknown = JSON.parse(
      stdout.startsWith('{\n') ? stdout : (stdout.trim().split('\n').at(-1) ?? ''),
    );
    expect(last).toMatchObject({ error: { code } });
    expect(exitCode).toBe(2);
  });

  it.each(['--local-port', '--inspector-port'])('%s is named when its port is taken', async (flag) => {
    const site = await startSite('real');
    const { exitCode, stdout } = await runCli(
      [
        'tunnel',
        '--json',
        '--url',
        'https://my-addon.example',
        flag,
        new URL(site.origin).port,
        '--port',
        '3000',
      ],
      {
        cwd: await createTempDir(),
        env: {
          CONNECT_KIT_SITE_URL: 'https://site.example',
          CONNECT_KIT_SITE_EMAIL: 'me@example.com',
          CONNECT_KIT_SITE_TOKEN: 't',
        },
      },
    );
    expect(stdout).toContain(`Choose another port with ${flag}, or ${flag} 0`);
    expect(exitCode).toBe(3);
  });

  it('need a provider for a site that is not here', async () => {
    const { exitCode, stdout } = await runCli(['tunnel', '--json', '--port', '3000'], {
      cwd: await createTempDir(),
      env: {
        PATH: '/nowhere',
        CONNECT_KIT_TUNNEL_DOMAIN: 'my-addon.ngrok.app',
        CONNECT_KIT_SITE_URL: 'https://site.example',
        CONNECT_KIT_SITE_EMAIL: 'me@example.com',
        CONNECT_KIT_SITE_TOKEN: 't',
      },
    });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('"code":"ngrok-token-missing"');
  });
});
