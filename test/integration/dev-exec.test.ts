import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundledCli } from '../support/bundled-cli.ts';
import { createDevAddon, DESCRIPTOR } from '../support/dev-addon.ts';
import { isListening } from '../support/ports.ts';
import { runCli } from '../support/run-cli.ts';

const cli = bundledCli();

interface ExecRun {
  /** Environment of the add-on, and of the command. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly input?: string;
}

/** `connect-kit dev exec` in a process of its own, with Node running a script as its command. */
async function execScript(dir: string, script: string, { env = {}, flags = [], input }: ExecRun = {}) {
  await writeFile(path.join(dir, 'script.cjs'), script);
  return execCommand(dir, [process.execPath, 'script.cjs'], {
    env,
    flags,
    ...(input === undefined ? {} : { input }),
  });
}

async function execCommand(
  dir: string,
  argv: readonly string[],
  { env = {}, flags = [], input }: ExecRun = {},
) {
  const subprocess = execa(
    process.execPath,
    [
      await cli(),
      'dev',
      'exec',
      '--command',
      `${JSON.stringify(process.execPath)} addon.cjs`,
      ...flags,
      '--',
      ...argv,
    ],
    {
      cwd: dir,
      env: { PATH: process.env['PATH'], HOME: dir, NO_COLOR: '1', ...env },
      extendEnv: false,
      reject: false,
      ...(input === undefined ? {} : { input }),
    },
  );
  onTestFinished(() => void subprocess.kill('SIGKILL'));
  return subprocess;
}

describe('the command', () => {
  it('has the addresses, the streams and the exit code; afterwards nothing is left', async () => {
    const { dir } = await createDevAddon();
    const script = `
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^CONNECT_KIT|^ADDON/.test(name)));
      process.stdin.on('data', (data) => process.stdout.write(JSON.stringify({ env, input: String(data) })));
      process.stderr.write('on stderr');
      process.exitCode = 7;`;
    const run = await execScript(dir, script, { input: 'hello' });
    expect([run.exitCode, run.stderr]).toEqual([7, 'on stderr']);
    const { env, input } = JSON.parse(run.stdout);
    expect(input).toBe('hello');
    const { CONNECT_KIT_URL: url, CONNECT_KIT_CLIENT_KEY: clientKey } = env;
    expect(env).toEqual({
      CONNECT_KIT_URL: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      CONNECT_KIT_JIRA_URL: url,
      CONNECT_KIT_CONFLUENCE_URL: `${url}/wiki`,
      CONNECT_KIT_CONTROL_URL: `${url}/_connect-kit/api`,
      CONNECT_KIT_CONTROL_TOKEN: expect.stringMatching(/^[\w-]{32}$/),
      CONNECT_KIT_ADDON_KEY: 'dev-addon',
      CONNECT_KIT_PRODUCT: 'jira',
      CONNECT_KIT_CLIENT_KEY: expect.stringMatching(/^[\da-f-]{36}$/),
      CONNECT_KIT_ADDONS: JSON.stringify([{ key: 'dev-addon', product: 'jira', productUrl: url, clientKey }]),
      CONNECT_KIT_PROXIED: 'true',
      ADDON_BASE_URL: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    });
    for (const address of [url, env['ADDON_BASE_URL']]) {
      expect(await isListening(Number(new URL(address).port))).toBe(false);
    }
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it('shows on stderr what passes, when that is asked for', async () => {
    const { dir } = await createDevAddon();
    const run = await execScript(dir, 'console.log("mine")', { flags: ['--verbose'] });
    expect([run.exitCode, run.stdout]).toEqual([0, 'mine']);
    expect(run.stderr).toMatch(/Dev add-on is installed[\s\S]*stopping/);
  });

  it('that a signal ends gives 128 and its number', async () => {
    const { dir } = await createDevAddon();
    expect((await execScript(dir, 'process.kill(process.pid, "SIGKILL")')).exitCode).toBe(137);
  });

  it('that there is not is no success', async () => {
    const { dir } = await createDevAddon();
    const run = await execCommand(dir, ['no-such-program']);
    expect([run.exitCode, run.stderr]).toEqual([
      3,
      expect.stringContaining('cannot be started: no-such-program'),
    ]);
  });

  it('is passed the request to end, and may finish', async () => {
    const { dir } = await createDevAddon();
    const script = `
      process.on('SIGTERM', () => { console.log('finishing'); process.exit(0); });
      setInterval(() => {}, 1000);
      require('node:fs').writeFileSync('running', '');
      process.kill(process.ppid, 'SIGTERM');`;
    const run = await execScript(dir, script);
    expect([run.exitCode, run.stdout]).toEqual([130, 'finishing']);
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it('is ended when the add-on ends under it', async () => {
    const { dir } = await createDevAddon();
    const script = `
      const { execFileSync } = require('node:child_process');
      const { pid } = JSON.parse(require('node:fs').readFileSync('.connect-kit/dev.json', 'utf8'));
      process.on('SIGTERM', () => process.exit(0));
      process.kill(-pid, 'SIGKILL');
      setInterval(() => {}, 1000);`;
    const run = await execScript(dir, script);
    expect([run.exitCode, run.stderr]).toEqual([3, expect.stringContaining("The add-on's process ended")]);
    expect(run.stderr).not.toContain('was not run');
  });
});

describe('before the command', () => {
  it.each([
    ['the add-on ends', DESCRIPTOR, { exit: 7 }, 3, /add-on \| cannot go on[\s\S]*exit code 7/],
    ['its descriptor has errors', { ...DESCRIPTOR, scopes: ['REED'] }, {}, 1, /REED[\s\S]*has an error/],
    ['its install is refused', DESCRIPTOR, { installedStatus: 500 }, 1, /response code 500/],
  ])('it is told that it was not run, when %s', async (_, descriptor, behaviour, exitCode, message) => {
    const { dir } = await createDevAddon(descriptor);
    const env = { BEHAVIOUR: JSON.stringify(behaviour) };
    const run = await execScript(dir, 'console.log("ran")', { env });
    expect([run.exitCode, run.stdout]).toEqual([exitCode, '']);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).toContain('The command was not run');
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it.each([
    [['dev', 'exec'], /missing required argument 'command'/i],
    [['dev', '--port', '0', 'exec', '--', 'true'], /--port stands before `exec`/],
    [['dev', 'exec', '--prot', '0', '--', 'true'], /--port/],
  ])('wrong usage is told: %j', async (args, message) => {
    const { exitCode, stderr } = await runCli(args);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

it('lets programs of any language open modules, fire webhooks and turn the clock, by HTTP alone', async () => {
  const { dir } = await createDevAddon({
    ...DESCRIPTOR,
    modules: { ...DESCRIPTOR.modules, webhooks: [{ event: 'jira:issue_created', url: '/created' }] },
  });
  const script = `
    const { CONNECT_KIT_CONTROL_URL: control, CONNECT_KIT_CONTROL_TOKEN: token, CONNECT_KIT_ADDON_KEY: key } = process.env;
    const ask = async (method, path, body, authorization = 'Bearer ' + token) => {
      const response = await fetch(control + '/' + path, { method, headers: { Authorization: authorization, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    };
    (async () => {
      const addon = 'addons/jira/' + key;
      const opened = await ask('POST', addon + '/modules/page/open', { user: 'mia' });
      const page = await fetch(opened.body.url);
      const before = Date.parse((await ask('GET', 'clock')).body.now);
      await ask('POST', 'clock', { advance: '1h' });
      const results = {
        page: page.status,
        opened: Object.keys(opened.body),
        unknown: await ask('POST', addon + '/modules/nothing/open', {}),
        forbidden: (await ask('POST', addon + '/modules/page/open', {}, 'Bearer nobody')).status,
        fired: (await ask('POST', addon + '/fire', { event: 'jira:issue_created' })).body.deliveries.map(({ last }) => last.status),
        moved: Date.parse((await ask('GET', 'clock')).body.now) - before >= 3600000,
        bad: (await ask('POST', 'clock', { advance: 'soon' })).status,
      };
      console.log(JSON.stringify(results));
    })();`;
  const { exitCode, stdout, stderr } = await execScript(dir, script);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({
    page: 200,
    opened: [
      'version',
      'product',
      'addon',
      'module',
      'type',
      'url',
      'token',
      'context',
      'contextToken',
      'user',
    ],
    unknown: {
      status: 422,
      body: {
        version: 1,
        code: 'module-unknown',
        message: expect.any(String),
        nextSteps: ['There is page.'],
      },
    },
    forbidden: 403,
    fired: [200],
    moved: true,
    bad: 400,
  });
});
