import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Context, System } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import { dataFolderOf } from './instance-file.ts';
import { removeSiteData } from './running-site.ts';
import { exportSeed, importSeed, type Seed } from './seed/seed.ts';
import { claimFolder } from './store/claim.ts';
import type { Database } from './store/database.ts';
import { openSiteDatabase } from './store/site-database.ts';

/** What can be done to the data of sites while no instance uses it. */

/**
 * Removes what sites remember.
 * @param siteName all sites when left out
 * @returns the names of those that had something
 * @throws {UsageError} `site-unknown` when the one that is named has none
 * @throws {EnvironmentError} when an instance uses the data
 */
export function resetData(cwd: string, siteName: string | undefined, system: System): readonly string[] {
  const folder = findDataFolder(cwd);
  const all = folder === undefined ? [] : siteNamesIn(folder);
  if (siteName !== undefined && !all.includes(siteName)) throw unknownSite(siteName, all);
  if (folder === undefined) return [];
  const release = claimFolder(folder, system);
  try {
    const names = siteName === undefined ? all : [siteName];
    for (const name of names) removeSiteData(fileOf(folder, name));
    return names;
  } finally {
    release();
  }
}

/** @throws {UsageError} `site-unknown` */
export function exportData(cwd: string, siteName: string | undefined, system: System): Seed {
  return withDatabase(cwd, siteName, system, exportSeed);
}

/**
 * Takes a seed over; its add-ons are installed with the next start.
 * @throws {UsageError} `site-unknown`
 * @throws {SeedError}
 */
export function importData(
  cwd: string,
  siteName: string | undefined,
  seed: unknown,
  { system, clock }: Pick<Context, 'system' | 'clock'>,
): void {
  withDatabase(cwd, siteName, system, (database) => importSeed(database, seed, clock.now()));
}

function withDatabase<T>(
  cwd: string,
  siteName: string | undefined,
  system: System,
  work: (database: Database) => T,
): T {
  const folder = findDataFolder(cwd);
  const names = folder === undefined ? [] : siteNamesIn(folder);
  const name = siteName ?? (names.includes('dev') ? 'dev' : names[0]);
  if (folder === undefined || name === undefined || !names.includes(name)) throw unknownSite(siteName, names);
  const release = claimFolder(folder, system);
  try {
    const database = openSiteDatabase(fileOf(folder, name));
    try {
      return work(database);
    } finally {
      database.close();
    }
  } finally {
    release();
  }
}

function findDataFolder(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const data = dataFolderOf(folder);
    if (existsSync(data)) return data;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function siteNamesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => (file.endsWith('.db') ? [file.slice(0, -'.db'.length)] : []));
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.db`);
}

function unknownSite(name: string | undefined, names: readonly string[]): UsageError {
  return new UsageError(
    'site-unknown',
    name === undefined ? 'No site has any data here.' : `No site ${JSON.stringify(name)} has any data here.`,
    {
      nextSteps: [
        names.length === 0 ? 'Start one: connect-kit instance start' : `There are ${names.join(', ')}.`,
      ],
    },
  );
}
