import type { Row, SqlValue } from './database.ts';

/** Results that are kept at once, and characters of text in all of them. */
const MAX_RESULTS = 2000;
const MAX_CHARACTERS = 4_000_000;
/** What is larger is read in one go, and hardly twice. */
const MAX_ROWS = 50;
const MAX_CHARACTERS_OF_RESULT = 64 * 1024;

/**
 * What queries have given back since the last write: one request asks for the same rows of settings, permissions and issues
 * again and again, and so does the next. Nobody else writes to the database, so whoever writes forgets everything here,
 * and nothing that is found can be out of date.
 */
export class ResultCache {
  readonly #results = new Map<string, Map<string, readonly Row[]>>();
  #size = 0;
  #characters = 0;

  find(sql: string, key: string): readonly Row[] | undefined {
    return this.#results.get(sql)?.get(key);
  }

  /** Keeps a result, unless it is a large one, or has bytes in it, which whoever reads them could change. */
  keep(sql: string, key: string, rows: readonly Row[]): void {
    const characters = charactersOf(rows);
    if (rows.length > MAX_ROWS || characters === undefined || characters > MAX_CHARACTERS_OF_RESULT) return;
    // Beginning anew now and then is simpler than knowing what was used last, and costs one reading of each.
    if (this.#size >= MAX_RESULTS || this.#characters + characters > MAX_CHARACTERS) this.clear();
    const ofQuery = this.#results.get(sql) ?? new Map<string, readonly Row[]>();
    this.#results.set(sql, ofQuery.set(key, rows));
    this.#size += 1;
    this.#characters += characters + key.length;
  }

  clear(): void {
    if (this.#size === 0) return;
    this.#results.clear();
    this.#size = 0;
    this.#characters = 0;
  }
}

/**
 * A name for the values of a query that no others have: SQLite tells 1 from '1', so this does.
 * @returns undefined where there are bytes among them
 */
export function keyOf(values: readonly SqlValue[]): string | undefined {
  let key = '';
  for (const value of values) {
    if (typeof value === 'string') key += `${value.length}'${value}`;
    else if (value === null || typeof value !== 'object') key += `${value},`;
    else return undefined;
  }
  return key;
}

const WRITES = /\b(?:INSERT|UPDATE|DELETE|REPLACE|PRAGMA|CREATE|DROP|ALTER)\b/i;
/** What SQLite answers otherwise the next time, though nothing was written. */
const FLEETING =
  /\b(?:random|randomblob|changes|total_changes|last_insert_rowid|date|time|datetime|julianday|unixepoch|strftime|current_\w+)\b/i;

/** Whether a statement changes nothing. When in doubt, it does. */
export function isQuery(sql: string): boolean {
  return /^\s*(?:SELECT|WITH)\b/i.test(sql) && !WRITES.test(sql);
}

/** Whether a query gives the same answer as long as nothing is written. */
export function isRepeatable(sql: string): boolean {
  return isQuery(sql) && !FLEETING.test(sql);
}

function charactersOf(rows: readonly Row[]): number | undefined {
  let characters = 0;
  for (const row of rows) {
    for (const column in row) {
      const value = row[column];
      if (typeof value === 'string') characters += value.length;
      else if (typeof value === 'object' && value !== null) return undefined;
    }
  }
  return characters;
}
