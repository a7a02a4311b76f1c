// @ts-check

/**
 * @typedef {Record<string, unknown>} Row
 *
 * @typedef {object} Queries
 * @property {(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>} query one statement
 * @property {(sql: string) => Promise<void>} run any number of statements
 *
 * @typedef {Queries & {
 *   transaction: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>,
 *   close: () => Promise<void>,
 * }} Database
 */

/**
 * PostgreSQL, or without `databaseUrl` the same embedded into this process. Only the one that is used is loaded.
 * @param {Pick<import('../config.js').Config, 'databaseUrl' | 'dataFolder'>} config
 * @returns {Promise<Database>}
 */
export async function openDatabase({ databaseUrl, dataFolder }) {
  if (databaseUrl !== undefined) return (await import('./postgres.js')).openPostgres(databaseUrl);
  return (await import('./pglite.js')).openPglite(dataFolder);
}
