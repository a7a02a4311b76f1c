import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { DEFAULT_TEMPLATE } from '../../src/scaffold/templates.ts';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** The steps of one project build upon each other, so it is one test. Other templates have files of tests of their own. */
describe('a generated project', () => {
  test.each([DEFAULT_TEMPLATE])(
    '%s installs, type-checks, passes its tests, is valid, builds and starts',
    async (template) => {
      const { bin, tarball } = packedConnectKit();
      const cwd = await createTempDir();
      const project = path.join(cwd, 'sprint-notes');
      const init = ['init', 'sprint-notes', '--template', template, '--connect-kit', tarball, '--json'];
      const { stdout } = await execa(process.execPath, [bin, ...init], { cwd });
      expect(JSON.parse(stdout)).toMatchObject({ installed: true, project: { folder: project } });

      const npm = (...args: readonly string[]) => execa('npm', ['run', ...args], { cwd: project, all: true });
      await npm('typecheck');
      expect((await npm('test')).all).toMatch(/fail 0$/m);
      await npm('validate');
      await npm('build');
      await startAndStop(project);
    },
  );
});

/** Starts what was built, asks for its descriptor, and stops it the way a container would. */
async function startAndStop(project: string): Promise<void> {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}/base`;
  const env = { PORT: String(port), AC_LOCAL_BASE_URL: baseUrl };
  const server = execa(process.execPath, ['dist/server.js'], { cwd: project, env, buffer: false });
  for await (const line of server.iterable()) {
    if (!line.startsWith('Descriptor: ')) continue;
    const response = await fetch(line.slice('Descriptor: '.length));
    expect(await response.json()).toMatchObject({ key: 'com.example.sprint-notes', baseUrl });
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
