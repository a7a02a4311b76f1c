import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { type Migration, migrate } from './migrations.ts';

export interface DatabaseOptions {
  /** Of PostgreSQL; without it, the database is in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly log: (message: string, error: unknown) => void;
}

/** Opens the database, and brings its tables up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await open(options);
  try {
    await migrate(database, await readMigrations(options.migrationsFolder));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Loads only the one of both that is used. */
async function open({ databaseUrl, dataFolder, log }: DatabaseOptions): Promise<Database> {
  if (databaseUrl === undefined) {
    const { openPglite } = await import('./pglite.ts');
    return openPglite(path.join(dataFolder, 'database'));
  }
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(databaseUrl, (error) => log('A connection to the database broke', error));
}

/** The `.sql` files of a folder, in the order of their names. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(path.join(folder, name), 'utf8') })),
  );
}
