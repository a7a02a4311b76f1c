import { once } from 'node:events';
import { symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** The dependencies are the same for all: they are installed once. */
const PROJECTS: Readonly<Record<string, readonly string[]>> = {
  jira: [],
  confluence: ['--product', 'confluence', '--no-install'],
  jsm: ['--product', 'jsm', '--no-install'],
  both: ['--product', 'both', '--act-as-user', '--licensing', '--no-install'],
};

it('a project for each product is linted, type-checked, tested, valid, built, started and stopped', async () => {
  const { bin, tarball } = packedConnectKit();
  const cwd = await createTempDir();
  // The script of the pages is no module of the server.
  await writeFile(path.join(cwd, 'knip.json'), '{ "project": ["src/**", "test/**"] }');
  for (const [name, flags] of Object.entries(PROJECTS)) {
    await execa(process.execPath, [bin, 'init', name, '--yes', '--connect-kit', tarball, ...flags], { cwd });
    const project = path.join(cwd, name);
    if (flags.includes('--no-install'))
      await symlink('../jira/node_modules', path.join(project, 'node_modules'));
    const run = (program: string, ...args: readonly string[]) =>
      execa(program, args, { cwd: project, all: true });
    expect((await run('npm', 'run', 'check')).all, name).toMatch(/fail 0$/m);
    // Lines are as long as the formatter has them, whatever modules there are.
    await run(path.join(cwd, 'jira/node_modules/.bin/biome'), 'ci', 'src', 'test', 'public');
    await run(packageFile('node_modules/.bin/knip'), '--config', '../knip.json', '--no-config-hints');
    await run('npm', 'run', 'build');
    await startAndStop(project, `com.example.${name}`);
  }
});

it('every type of module has its route, and its route a test that passes', async () => {
  const { bin, tarball } = packedConnectKit();
  const cwd = await createTempDir();
  const answered = {
    jira: ['adminPages', 'jiraProjectPages', 'jiraDashboardItems', 'jiraWorkflowPostFunctions', 'dialogs'],
    confluence: ['dynamicContentMacros', 'staticContentMacros', 'blueprints', 'spaceToolsTabs', 'webPanels'],
  };
  for (const [product, types] of Object.entries(answered)) {
    const modules = types.flatMap((type) => ['--module', type]);
    const flags = ['--product', product, ...modules, '--connect-kit', tarball];
    const install = product === 'jira' ? [] : ['--no-install'];
    await execa(process.execPath, [bin, 'init', product, '--yes', ...flags, ...install], { cwd });
    const project = path.join(cwd, product);
    if (product !== 'jira') await symlink('../jira/node_modules', path.join(project, 'node_modules'));
    expect((await execa('npm', ['run', 'check'], { cwd: project, all: true })).all).toMatch(/fail 0$/m);
  }
});

/** Starts what was built, asks for its descriptors, and stops it the way a container would. */
async function startAndStop(project: string, key: string): Promise<void> {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}/base`;
  const env = { PORT: String(port), AC_LOCAL_BASE_URL: baseUrl };
  const server = execa(process.execPath, ['dist/server.js'], { cwd: project, env, buffer: false });
  for await (const line of server.iterable()) {
    if (!line.startsWith('Descriptor: ')) continue;
    const response = await fetch(line.slice('Descriptor: '.length));
    expect(await response.json()).toMatchObject({ key, baseUrl });
    server.kill('SIGTERM');
  }
  if (process.platform === 'win32') await server.catch(() => {});
  else expect((await server).exitCode).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
