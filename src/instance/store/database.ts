import { rmdirSync } from 'node:fs';
import sqlite from 'node-sqlite3-wasm';
import { EnvironmentError, hasCode, messageOf } from '../../core/errors.ts';
import { isQuery, isRepeatable, keyOf, ResultCache } from './result-cache.ts';

export type SqlValue = number | bigint | string | Uint8Array | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** An embedded SQL database. Every method is synchronous; a statement outside of a transaction is one by itself. */
export interface Database {
  /** @returns how many rows it changed */
  run(sql: string, values?: readonly SqlValue[]): number;
  /** The first row. */
  get(sql: string, values?: readonly SqlValue[]): Row | undefined;
  all(sql: string, values?: readonly SqlValue[]): readonly Row[];
  /** Row by row, for results that need not be in memory at once. */
  iterate(sql: string, values?: readonly SqlValue[]): Iterable<Row>;
  /** What `work` changes takes effect as a whole, or not at all when it throws. May be nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Where there is no file: everything is gone when the database is closed. */
export const IN_MEMORY = ':memory:';

/**
 * Opens a database file, or makes one. SQLite runs as WebAssembly: the same code on every platform, and nothing native
 * to install. What a transaction has written is with the operating system when it returns, so it outlives the process.
 *
 * The caller makes sure that no other process has the file open: a lock that a killed process left is taken over.
 * @throws {EnvironmentError} when the file cannot be opened, or is no database
 */
export function openDatabase(file: string): Database {
  if (file !== IN_MEMORY) removeStaleLock(file);
  try {
    const database = new sqlite.Database(file);
    // Without a second process there is no need for shared memory, which WebAssembly has not: the log's index is ours.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    // A lost machine may cost the latest transactions, never the database; a killed process costs nothing.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec('PRAGMA foreign_keys = ON');
    database.exec('PRAGMA cache_size = -16384');
    return new OpenDatabase(database);
  } catch (error) {
    throw new EnvironmentError(
      'store-unusable',
      `The dev instance's data cannot be opened: ${messageOf(error)}.`,
      {
        where: file,
        nextSteps: [
          'Check that the folder can be written to.',
          'Or start afresh: connect-kit instance reset',
        ],
        cause: error,
      },
    );
  }
}

/** Texts of statements differ by what people search for, so there is no end to them. */
const MAX_STATEMENTS = 500;
const DEFINES = /^\s*(?:ALTER|CREATE|DROP)\b/i;

class OpenDatabase implements Database {
  readonly #database: InstanceType<typeof sqlite.Database>;
  /** The one that was used longest ago first. */
  readonly #statements = new Map<string, Prepared>();
  readonly #results = new ResultCache();
  #depth = 0;

  constructor(database: InstanceType<typeof sqlite.Database>) {
    this.#database = database;
  }

  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.#use(sql, ({ statement }) => statement.run([...values]).changes);
  }

  get(sql: string, values: readonly SqlValue[] = []): Row | undefined {
    // To its end: a statement that was left in the middle stands in the way of the next commit.
    return this.all(sql, values)[0];
  }

  all(sql: string, values: readonly SqlValue[] = []): readonly Row[] {
    const key = keyOf(values);
    const known = key === undefined ? undefined : this.#results.find(sql, key);
    if (known !== undefined) return known;
    return this.#use(sql, (prepared) => {
      const rows = prepared.statement.all([...values]).filter(isRow);
      if (prepared.isRepeatable && key !== undefined) this.#results.keep(sql, key, rows);
      return rows;
    });
  }

  *iterate(sql: string, values: readonly SqlValue[] = []): Iterable<Row> {
    // A statement of its own: the reader may run the same one again before it has read to the end.
    const statement = this.#database.prepare(sql);
    try {
      for (const row of statement.iterate([...values])) {
        if (isRow(row)) yield row;
      }
    } finally {
      statement.finalize();
      if (!isQuery(sql)) this.#results.clear();
    }
  }

  transaction<T>(work: () => T): T {
    const savepoint = `level_${this.#depth}`;
    this.#database.exec(this.#depth === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${savepoint}`);
    this.#depth += 1;
    try {
      const result = work();
      this.#depth -= 1;
      this.#database.exec(this.#depth === 0 ? 'COMMIT' : `RELEASE ${savepoint}`);
      return result;
    } catch (error) {
      // Still counted when the work failed, no longer when the commit did.
      this.#depth = Number(savepoint.slice('level_'.length));
      this.#rollBack(savepoint);
      throw error;
    }
  }

  close(): void {
    this.#forgetStatements();
    this.#results.clear();
    this.#database.close();
  }

  #rollBack(savepoint: string): void {
    // What was read since may be what is undone now.
    this.#results.clear();
    if (!this.#database.inTransaction) return;
    this.#database.exec(this.#depth === 0 ? 'ROLLBACK' : `ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
  }

  /** Statements are prepared once. One that failed is given up: its end would tell of the failure again. */
  #use<T>(sql: string, work: (prepared: Prepared) => T): T {
    const prepared = this.#prepare(sql);
    try {
      return work(prepared);
    } catch (error) {
      this.#statements.delete(sql);
      discard(prepared.statement);
      throw error;
    } finally {
      // Also after a failure: some of what it was to do may be done.
      if (!prepared.isQuery) this.#results.clear();
      if (DEFINES.test(sql)) this.#forgetStatements();
    }
  }

  /** Those that were prepared know the columns of then. */
  #forgetStatements(): void {
    for (const { statement } of this.#statements.values()) discard(statement);
    this.#statements.clear();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      // To the end of the map, where the latest is.
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    for (const [oldest, { statement }] of this.#statements) {
      if (this.#statements.size < MAX_STATEMENTS) break;
      this.#statements.delete(oldest);
      discard(statement);
    }
    const statement = this.#database.prepare(sql);
    const prepared = { statement, isQuery: isQuery(sql), isRepeatable: isRepeatable(sql) };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

type Statement = InstanceType<typeof sqlite.Statement>;

interface Prepared {
  readonly statement: Statement;
  readonly isQuery: boolean;
  readonly isRepeatable: boolean;
}

function discard(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    // The same failure, told already.
  }
}

type QueryResult = ReturnType<Statement['all']>[number];

/** Rows come flat unless they were asked for by table, which nothing here does. */
function isRow(row: QueryResult): row is QueryResult & Row {
  for (const column in row) {
    const value = row[column];
    if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) return false;
  }
  return true;
}

/** SQLite's lock is a folder beside the file here, which outlives a process that was killed. */
function removeStaleLock(file: string): void {
  try {
    rmdirSync(`${file}.lock`);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
}
