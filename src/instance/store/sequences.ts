import type { Database } from './database.ts';

/** Table of the numbers that were given out; see {@link nextId}. */
export const SEQUENCE_TABLES = [
  `CREATE TABLE IF NOT EXISTS sequence (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
  ) WITHOUT ROWID`,
] as const;

/**
 * The next number of a sequence. A number that was given out is never given again, also after what it named is gone,
 * unless the transaction that took it is undone.
 * @param first what the sequence begins with
 */
export function nextId(database: Database, name: string, first = 10_000): number {
  // Read to the end: a statement that writes is over only then.
  const [row] = database.all(
    `INSERT INTO sequence (name, last) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
    [name, first],
  );
  return Number(row?.['last']);
}

/** Makes a sequence go on after a number that something has been given already. */
export function reserveId(database: Database, name: string, id: number): void {
  database.run(
    'INSERT INTO sequence (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)',
    [name, id],
  );
}
