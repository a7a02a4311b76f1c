import { chown, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { freePort } from './ports.ts';

/** Where Debian and others put what a user does not run by hand. */
const FOLDERS = ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/opt/homebrew/opt'];

/** A connection string, or why there is no PostgreSQL on this machine. */
export type Postgres = { readonly url: string } | { readonly why: string };

/**
 * Starts a PostgreSQL of its own for the tests of a file: empty, on loopback, with a password; it ends with them. Call it
 * where tests are described.
 */
export function startPostgres(): Promise<Postgres> {
  const endings: (() => Promise<unknown>)[] = [];
  const started = start(endings);
  afterAll(async () => {
    await started.catch(() => {});
    for (const end of endings.toReversed()) await end();
  });
  return started;
}

async function start(endings: (() => Promise<unknown>)[]): Promise<Postgres> {
  const bin = await findBinaries();
  if (bin === undefined)
    return { why: 'There is no PostgreSQL: install it, for instance with `apt-get install postgresql`.' };
  const user = await unprivilegedUser();
  if (user === undefined)
    return { why: 'PostgreSQL does not run as root, and there is no user called postgres.' };

  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'connect-kit-postgres-')));
  endings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const data = path.join(folder, 'data');
  await writeFile(path.join(folder, 'password'), PASSWORD);
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { LC_ALL: 'C' }, all: true } as const;
  const auth = ['--auth=scram-sha-256', `--pwfile=${path.join(folder, 'password')}`];
  const cluster = ['-D', data, '-U', 'addon', '-E', 'UTF8', '--no-sync', ...auth];
  await execa(path.join(bin, 'initdb'), cluster, options);

  const port = await freePort();
  const flags = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'];
  const server = execa(path.join(bin, 'postgres'), flags, { ...options, reject: false });
  endings.push(() => {
    // Does not wait for clients: tests have gone, and so has what they started.
    server.kill('SIGINT');
    return server;
  });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    server.all.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('ready to accept connections')) resolve();
    });
    void server.then(() => reject(new Error(`PostgreSQL ended:\n${output}`)));
  });
  return { url: `postgres://addon:${PASSWORD}@127.0.0.1:${port}/postgres` };
}

/** Made of what a URL may hold. */
const PASSWORD = 'not-a-secret';

async function findBinaries(): Promise<string | undefined> {
  for (const folder of FOLDERS) {
    const versions = await namesIn(folder);
    const newestFirst = versions
      .filter((name) => /^(?:postgresql@)?\d+$/.test(name))
      .sort()
      .reverse();
    for (const version of newestFirst) {
      const bin = path.join(folder, version, 'bin');
      if ((await namesIn(bin)).includes('initdb')) return bin;
    }
  }
  return undefined;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Whose process it is: that of the tests, unless that is root. */
async function unprivilegedUser(): Promise<{ uid?: number; gid?: number } | undefined> {
  if (process.getuid?.() !== 0) return {};
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await execa('id', [flag, 'postgres'])).stdout)),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}
