// @ts-check
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * PostgreSQL inside this process, for one process at a time.
 * @param {string | undefined} dataFolder without it, everything is in memory
 * @returns {Promise<import('./database.js').Database>}
 */
export async function openPglite(dataFolder) {
  if (dataFolder !== undefined) await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const database = await PGlite.create(
    dataFolder === undefined ? 'memory://' : path.join(dataFolder, 'pglite'),
  );
  return {
    ...queriesOf(database),
    transaction: (work) => database.transaction((transaction) => work(queriesOf(transaction))),
    close: () => database.close(),
  };
}

/**
 * @param {Pick<PGlite, 'query' | 'exec'>} source
 * @returns {import('./database.js').Queries}
 */
function queriesOf(source) {
  return {
    query: async (sql, parameters = []) => {
      const { rows } = await source.query(sql, [...parameters]);
      return /** @type {import('./database.js').Row[]} */ (rows);
    },
    run: async (sql) => {
      await source.exec(sql);
    },
  };
}
