import { MIGRATIONS_FOLDER, readConfig } from './config.ts';
import { openDatabase } from './storage/open-database.ts';

/**
 * Brings the tables of `DATABASE_URL` up to date. The server for Node.js does so itself when it starts; a worker has no
 * files, so this is run before one is deployed.
 */
const config = readConfig(process.env);
if (config.databaseUrl === undefined) throw new Error('Set DATABASE_URL.');
const log = (message: string, error: unknown) => console.error(message, error);
const database = await openDatabase({ ...config, migrationsFolder: MIGRATIONS_FOLDER, log });
await database.close();
console.log('The tables are up to date.');
