import { isRecord, type Json } from '../../core/json.ts';
import type { Database } from '../store/database.ts';
import { SEED_PARTS } from './parts.ts';
import { SeedError } from './seed-part.ts';

export { SeedError } from './seed-part.ts';

const VERSION = 1;

/** A site's data in a form that people read and edit: a version, and a property for each part. */
export type Seed = Readonly<Record<string, Json>>;

export function exportSeed(database: Database): Seed {
  const parts = SEED_PARTS.flatMap(({ name, export: read }): readonly (readonly [string, Json])[] => {
    const value = read(database);
    return value === undefined ? [] : [[name, value]];
  });
  return { version: VERSION, ...Object.fromEntries(parts) };
}

/**
 * Takes over what a seed has; the parts that it leaves out stay as they are. All of it or, when something is wrong, none.
 * @param now milliseconds since the epoch
 * @throws {SeedError}
 */
export function importSeed(database: Database, seed: unknown, now: number): void {
  if (!isRecord(seed)) throw new SeedError('', 'it must be a JSON object.');
  if (seed['version'] !== VERSION) throw new SeedError('/version', `it must be ${VERSION}.`);
  const known = SEED_PARTS.map(({ name }) => name);
  const unknown = Object.keys(seed).find((name) => !['version', '$schema', ...known].includes(name));
  if (unknown !== undefined) {
    throw new SeedError(`/${unknown}`, `there is no such part; there are ${known.join(', ')}.`);
  }
  database.transaction(() => {
    for (const part of SEED_PARTS) {
      if (seed[part.name] !== undefined) part.import(database, seed[part.name], now);
    }
  });
}
