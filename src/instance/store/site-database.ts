import { EnvironmentError } from '../../core/errors.ts';
import { ADDON_TABLES } from '../addons/tables.ts';
import { AUTH_TABLES } from '../auth/tables.ts';
import { CONFLUENCE_TABLES } from '../confluence/tables.ts';
import { JIRA_ACCESS_TABLES } from '../jira/access/tables.ts';
import { AGILE_TABLES } from '../jira/agile/tables.ts';
import { JIRA_TABLES } from '../jira/tables.ts';
import { PEOPLE_TABLES } from '../people/tables.ts';
import { PROPERTY_TABLES } from '../properties/tables.ts';
import { TENANT_TABLES } from '../tenant/tables.ts';
import { WEBHOOK_TABLES } from '../webhooks/tables.ts';
import { type Database, IN_MEMORY, openDatabase } from './database.ts';
import { SEQUENCE_TABLES } from './sequences.ts';

/** Raised with every change of a table that is there already; see {@link openSiteDatabase}. */
const SCHEMA_VERSION = 2;

const TABLES = [
  ...SEQUENCE_TABLES,
  ...TENANT_TABLES,
  ...PEOPLE_TABLES,
  ...ADDON_TABLES,
  ...AUTH_TABLES,
  ...PROPERTY_TABLES,
  ...JIRA_TABLES,
  ...JIRA_ACCESS_TABLES,
  ...AGILE_TABLES,
  ...CONFLUENCE_TABLES,
  ...WEBHOOK_TABLES,
];

/**
 * The database of one site, its tables in place. Each part of the site owns its tables and names them in its folder.
 * @param file path of the database file; in memory when left out
 * @throws {EnvironmentError} when the file was written by another version of connect-kit
 */
export function openSiteDatabase(file: string = IN_MEMORY): Database {
  const database = openDatabase(file);
  const version = Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
  if (version !== 0 && version !== SCHEMA_VERSION) {
    database.close();
    throw new EnvironmentError(
      'store-version',
      "The dev instance's data is of another version of connect-kit.",
      {
        where: file,
        nextSteps: [
          'Export it with the version that wrote it: connect-kit instance export',
          'Or start afresh: connect-kit instance reset',
        ],
      },
    );
  }
  database.transaction(() => {
    for (const table of TABLES) database.run(table);
    database.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
  return database;
}
