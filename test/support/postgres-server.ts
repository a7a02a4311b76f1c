import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa, type Options } from 'execa';
import { onTestFinished } from 'vitest';
import { lineOf } from './line-of.ts';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** A PostgreSQL of its own, with an empty database, that ends with the test. */
export interface PostgresServer {
  /** For clients: over a socket in a temporary folder, unless a port was given. */
  readonly url: string;
  /** What a query answers: a line a row, columns by `|`. */
  query(sql: string): Promise<string>;
  /** The whole database as SQL. */
  dump(): Promise<string>;
}

/** Where Debian's newest PostgreSQL has its programs; undefined where there is none. */
export async function findPostgres(): Promise<string | undefined> {
  const versions = existsSync(DEBIAN_FOLDER) ? await readdir(DEBIAN_FOLDER) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(DEBIAN_FOLDER, version, 'bin'))
    .find((folder) => existsSync(path.join(folder, 'postgres')));
}

/** @param port of this machine, for clients that know no other sockets */
export async function startPostgres(programs: string, port?: number): Promise<PostgresServer> {
  // Not below the tests' own folder: a path of a socket has at most 107 characters.
  const folder = await mkdtemp('/tmp/connect-kit-pg-');
  const user = await unprivileged();
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  const data = path.join(folder, 'data');
  const run = (program: string, args: readonly string[]) =>
    execa(path.join(programs, program), args, { ...user, cwd: folder });
  await run('initdb', ['--pgdata', data, '--auth', 'trust', '--username', 'test', '--no-sync']);
  const address = port === undefined ? ['listen_addresses='] : ['listen_addresses=127.0.0.1', `port=${port}`];
  const settings = [...address, `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = execa(
    path.join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: folder, reject: false, buffer: false },
  );
  onTestFinished(async () => {
    server.kill('SIGINT');
    await server;
  });
  await lineOf(server.stderr, (line) => line.includes('ready to accept connections'));
  const connection = [
    '--host',
    folder,
    '--port',
    String(port ?? 5432),
    '--username',
    'test',
    '--dbname',
    'postgres',
  ];
  return {
    url:
      port === undefined
        ? `postgres://test@localhost/postgres?host=${folder}`
        : `postgres://test@127.0.0.1:${port}/postgres`,
    query: async (sql) => (await run('psql', [...connection, '-At', '-c', sql])).stdout,
    dump: async () => (await run('pg_dump', connection)).stdout,
  };
}

/** PostgreSQL does not run as root: Debian's package has a user for it. */
async function unprivileged(): Promise<Pick<Options, 'uid' | 'gid'>> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await execa('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
