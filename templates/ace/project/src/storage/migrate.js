// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FOLDER } from '../config.js';

const FOLDER = path.join(PROJECT_FOLDER, 'migrations');
/** Any number will do, as long as every process of this add-on takes the same. */
const LOCK = 7_263_415;

/**
 * Brings the database up to date: what of `migrations/` it has not had yet, in the order of the names, all or nothing.
 * Processes that start at the same time wait for one another.
 * @param {import('./database.js').Database} database
 */
export async function migrate(database) {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  await database.transaction(async ({ query, run }) => {
    await query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await run('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)');
    const done = new Set((await query('SELECT name FROM migrations')).map(({ name }) => name));
    for (const name of names.filter((one) => !done.has(one))) {
      await run(await readFile(path.join(FOLDER, name), 'utf8'));
      await query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
  });
}
