// @ts-check
// Brings the database up to date, and ends; the server does the same when it starts.
import { readConfig } from './config.js';
import { openDatabase } from './storage/database.js';
import { migrate } from './storage/migrate.js';

const database = await openDatabase(readConfig(process.env));
await migrate(database).finally(() => database.close());
