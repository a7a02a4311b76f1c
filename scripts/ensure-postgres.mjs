// Gets PostgreSQL for the test of the express template, where that takes no decision of anybody's.
import { existsSync, readdirSync } from 'node:fs';
import { run } from './steps.mjs';

/** As root on Debian the package is installed; elsewhere the test says that it skips. */
export async function ensurePostgres() {
  if (hasPostgres() || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  console.log('No PostgreSQL found: installing the postgresql package.');
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return (
    existsSync(folder) && readdirSync(folder).some((name) => existsSync(`${folder}/${name}/bin/postgres`))
  );
}
