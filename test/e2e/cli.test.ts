import { once } from 'node:events';
import { access, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { packedConnectKit } from '../support/packed.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** The installed program in a process of its own: streams, exit codes, signals. */
describe('connect-kit', () => {
  it('prints its version', async () => {
    expect(await connectKit(['--version'])).toMatchObject({ exitCode: 0, stdout: '0.1.0', stderr: '' });
  });

  it('needs nothing of the network to sign, decode and verify', async () => {
    const signed = await connectKit(['jwt', 'sign', '--iss', 'my-addon', '--secret-stdin'], {
      input: 'a secret\n',
    });
    expect(signed).toMatchObject({ exitCode: 0, stderr: '' });
    const decoded = await connectKit(['jwt', 'decode', '--json', '-'], { input: signed.stdout });
    expect(JSON.parse(decoded.stdout)).toMatchObject({ claims: { iss: 'my-addon' } });
    const verified = await connectKit(['jwt', 'verify', '-'], {
      input: signed.stdout,
      env: { CONNECT_KIT_SECRET: 'another secret' },
    });
    expect(verified).toMatchObject({ exitCode: 1 });
  });

  it('reads a descriptor from a pipe, and answers with an exit code', async () => {
    const { exitCode, stdout } = await connectKit(['validate', 'descriptor', '-', '--json'], {
      input: 'no JSON',
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, results: [{ valid: false }] });
  });

  it('stops quietly when whoever reads its output goes away', async () => {
    const { bin } = packedConnectKit();
    const { stderr } = await execa(`"${process.execPath}" "${bin}" --help | head -n 1`, { shell: true });
    expect(stderr).toBe('');
  });
});

describe('connect-kit instance', () => {
  it('starts, is found from another terminal, and stops when asked', async () => {
    const cwd = await createTempDir();
    const instance = spawnCli(['instance', 'start', '--port', '0', '--json'], { cwd });
    const jira = stringAt(await instance.waitForEvent('ready'), 'jira') ?? '';
    expect((await fetch(`${jira}/rest/api/3/serverInfo`)).status).toBe(200);

    const status = await connectKit(['instance', 'status', '--json'], { cwd });
    expect(JSON.parse(status.stdout)).toMatchObject({ version: 1, origin: jira, addons: [] });
    expect(await connectKit(['instance', 'stop'], { cwd })).toMatchObject({ exitCode: 0 });
    await expect
      .poll(() =>
        fetch(jira).then(
          () => 'there',
          () => 'gone',
        ),
      )
      .toBe('gone');
    // What stays is the data of the site.
    await expect.poll(() => listData(cwd)).toEqual(['dev.db']);
    expect(await connectKit(['instance', 'status'], { cwd })).toMatchObject({ exitCode: 1 });
  });

  it('leaves nothing behind on Ctrl-C where nothing is to be kept', async () => {
    const cwd = await createTempDir();
    const instance = spawnCli(['instance', 'start', '--port', '0', '--ephemeral', '--json'], { cwd });
    await instance.waitForEvent('ready');
    expect(await instance.interrupt()).toEqual({ exitCode: 130, signal: undefined });
    expect(await readdir(cwd)).toEqual([]);
  });

  it('names the port that is in use', async () => {
    const port = await occupyPort();
    const cwd = await createTempDir();
    const { exitCode, stderr } = await connectKit(
      ['instance', 'start', '--port', String(port), '--ephemeral'],
      {
        cwd,
      },
    );
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(new RegExp(`^error Port ${port} is in use`));
    expect(await readdir(cwd)).toEqual([]);
  });

  it('takes over from one that was killed', async () => {
    const cwd = await createTempDir();
    await connectKit(['instance', 'status'], { cwd });
    const killed = execa(
      process.execPath,
      [packedConnectKit().bin, 'instance', 'start', '--port', '0', '--json'],
      {
        cwd,
        reject: false,
      },
    );
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await killed;
    expect(await connectKit(['instance', 'status'], { cwd })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('does not answer'),
    });
    const next = spawnCli(['instance', 'start', '--port', '0', '--json'], { cwd });
    const jira = stringAt(await next.waitForEvent('ready'), 'jira');
    expect(JSON.parse((await connectKit(['instance', 'status', '--json'], { cwd })).stdout)).toMatchObject({
      origin: jira,
    });
    await next.interrupt();
    expect(await listData(cwd)).toEqual(['dev.db']);
  });
});

describe('connect-kit dev with an add-on that fails', () => {
  it.each([
    ['ends at once', 'process.exit(7)', 3, /process ended with exit code 7/],
    ['never answers', 'setInterval(() => {}, 1000)', 3, /did not answer its descriptor within 1 s/],
    ['serves no JSON', serve("'<html>'"), 1, /descriptor has an error/],
    ['refuses its install', serve('JSON.stringify(descriptor)', 500), 1, /returned HTTP response code 500/],
  ])('%s', async (_, code, exitCode, message) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'addon.cjs'), code);
    const args = ['dev', '--port', '0', '--ephemeral', '--timeout', '1s', '--command', 'node addon.cjs'];
    const ended = await connectKit(args, { cwd });
    expect(ended).toMatchObject({ exitCode });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/\n\s+at .*\.js:/);
    expect(await readdir(cwd)).toEqual(['addon.cjs']);
    const port = /listens on (\d+)/.exec(ended.stderr)?.[1];
    if (port !== undefined) await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });

  it('asks for a command where there is none', async () => {
    const cwd = await createTempDir();
    const { exitCode, stderr } = await connectKit(['dev', '--port', '0'], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('--command') });
    await expect(access(path.join(cwd, '.connect-kit'))).rejects.toThrow();
  });
});

async function connectKit(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  const { input = '', ...rest } = options;
  return execa(process.execPath, [packedConnectKit().bin, ...args], {
    ...rest,
    input,
    reject: false,
    env: { NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
  });
}

async function occupyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The source of an add-on that answers GET with `body` and POST with `status`. */
function serve(body: string, status = 204): string {
  return `
    const descriptor = {
      key: 'failing', baseUrl: process.env.AC_LOCAL_BASE_URL, authentication: { type: 'jwt' },
      lifecycle: { installed: '/installed' }, apiMigrations: { 'signed-install': true },
    };
    require('node:http')
      .createServer((request, response) => {
        response.statusCode = request.method === 'POST' ? ${status} : 200;
        response.end(request.method === 'POST' ? '' : ${body});
      })
      .listen(process.env.PORT, () => console.log('listens on ' + process.env.PORT));
  `;
}

/** The files that the dev instance keeps in a folder, which must have nothing else of it. */
async function listData(cwd: string): Promise<readonly string[]> {
  const own = await readdir(path.join(cwd, '.connect-kit'));
  expect(own.toSorted()).toEqual(['.gitignore', 'sites']);
  return readdir(path.join(cwd, '.connect-kit', 'sites'));
}
