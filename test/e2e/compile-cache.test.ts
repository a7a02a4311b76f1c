import { chmod, mkdir, readdir, stat, truncate } from 'node:fs/promises';
import module from 'node:module';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** Node 22.1 and later have a cache of their own. */
const hasOwnCache = 'enableCompileCache' in module;

describe.skipIf(hasOwnCache || process.platform === 'win32')('the cache of compiled code', () => {
  it('is made by the first run, for its user alone, and used by the next', async () => {
    const home = await createTempDir();
    const first = await connectKit(home);
    const [version = ''] = await readdir(cacheOf(home));
    const files = await readdir(path.join(cacheOf(home), version));
    expect(files.length).toBeGreaterThan(1);
    expect((await stat(path.join(cacheOf(home), version))).mode & 0o077).toBe(0);
    expect(await connectKit(home)).toEqual(first);
    expect(await readdir(path.join(cacheOf(home), version))).toEqual(files);
  });

  it('leaves what is imported at run time as it is', async () => {
    const home = await createTempDir();
    for (const _ of ['first', 'next']) {
      const { stdout, exitCode } = await connectKit(home, {}, [
        'jwt',
        'keys',
        'generate',
        '--force',
        '--json',
      ]);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    }
  });

  it('does no harm when it is damaged', async () => {
    const home = await createTempDir();
    const first = await connectKit(home);
    const [version = ''] = await readdir(cacheOf(home));
    const folder = path.join(cacheOf(home), version);
    for (const file of await readdir(folder)) await truncate(path.join(folder, file), 100);
    expect(await connectKit(home)).toEqual(first);
  });

  it('is left alone where others could have written to it', async () => {
    const home = await createTempDir();
    await mkdir(cacheOf(home), { recursive: true });
    await chmod(cacheOf(home), 0o777);
    await connectKit(home);
    expect(await readdir(cacheOf(home))).toEqual([]);
  });

  it.each([
    ['in CI', { CI: 'true' }],
    ['where it is not wanted', { NODE_DISABLE_COMPILE_CACHE: '1' }],
  ])('is not made %s', async (_, env) => {
    const home = await createTempDir();
    await connectKit(home, env);
    expect(await readdir(home)).toEqual([]);
  });
});

function cacheOf(home: string): string {
  return path.join(home, '.cache/connect-kit/compiled');
}

async function connectKit(
  home: string,
  env: Readonly<Record<string, string>> = {},
  argv: readonly string[] = ['--help'],
) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [packedConnectKit().bin, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
    extendEnv: false,
    cwd: home,
  });
  return { stdout, stderr, exitCode };
}
