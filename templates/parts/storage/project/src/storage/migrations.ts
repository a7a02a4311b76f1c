import type { Database } from './database.ts';

export interface Migration {
  /** Names order migrations: `0001_tenants.sql`. */
  readonly name: string;
  readonly sql: string;
}

/** Any number will do, as long as all processes of the add-on agree upon it. */
const LOCK = 7_226_101;

/**
 * Applies the migrations that the database has not seen, in their order, each in a transaction. Processes that start at
 * the same time take turns.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await underLock(database, async (queries) => {
    await queries.run(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    );
  });
  for (const { name, sql } of migrations) {
    await underLock(database, async (queries) => {
      const applied = await queries.query('select 1 from migrations where name = $1', [name]);
      if (applied.length > 0) return;
      await queries.run(sql);
      await queries.query('insert into migrations (name) values ($1)', [name]);
    });
  }
}

function underLock(database: Database, work: Parameters<Database['transaction']>[0]): Promise<unknown> {
  return database.transaction(async (queries) => {
    // Neither the wait for another process nor a change of a large table ends with the patience that requests get.
    await queries.run('set local statement_timeout = 0');
    await queries.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await work(queries);
  });
}
