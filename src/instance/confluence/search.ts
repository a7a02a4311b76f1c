import { CqlError, CqlSyntaxError } from '../../cql/cql-error.ts';
import { parseCql } from '../../cql/parse-cql.ts';
import type { Database } from '../store/database.ts';
import { ALIVE } from './content-reader.ts';
import { CONTENT_COLUMNS, CONTENT_FROM, toContent } from './content-rows.ts';
import { compileCql } from './cql/compile.ts';
import type { CqlContext } from './cql/context.ts';
import { Fault } from './fault.ts';
import type { Permissions, Viewer } from './permissions.ts';
import { isIn } from './sql.ts';
import type { Content, ContentStatus } from './types.ts';

export interface SearchInput {
  readonly cql: string;
  readonly statuses: readonly ContentStatus[];
  readonly start: number;
  readonly limit: number;
}

export interface SearchResult {
  readonly contents: readonly Content[];
  readonly total: number;
}

/** A query that is no CQL, or asks for what there is not. */
export class CqlFault extends Fault {
  /** What is wrong, in words that the product has not. */
  readonly reason: string;

  constructor(cql: string, error: CqlError) {
    // Confluence says no more than that, and gives the query back.
    super('invalid', `Could not parse cql : ${cql}`);
    const place = error instanceof CqlSyntaxError ? ` (at character ${error.offset + 1})` : '';
    this.reason = `${error.message}${place}`;
  }
}

/** Finds content with CQL. */
export class Search {
  readonly #database: Database;
  readonly #permissions: Permissions;

  constructor(database: Database, permissions: Permissions) {
    this.#database = database;
    this.#permissions = permissions;
  }

  /**
   * @throws {CqlFault} for what is no query
   * @throws {Fault} naming what is not emulated
   */
  find(viewer: Viewer, { cql, statuses, start, limit }: SearchInput, context: CqlContext): SearchResult {
    const { where, orderBy } = compile(cql, context);
    const visible = this.#permissions.visibleContent(viewer);
    const status = isIn('+c.status', statuses);
    const condition = `(${where.sql}) AND ${status.sql} AND ${ALIVE.sql} AND ${visible.sql}`;
    const values = [...where.values, ...status.values, ...visible.values];
    const contents = this.#database
      .all(
        `SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE ${condition} ORDER BY ${orderBy} LIMIT ? OFFSET ?`,
        [...values, limit, start],
      )
      .map(toContent);
    const row = this.#database.get(
      `SELECT count(*) AS total FROM ${CONTENT_FROM} WHERE ${condition}`,
      values,
    );
    return { contents, total: Number(row?.['total']) };
  }
}

function compile(cql: string, context: CqlContext) {
  try {
    return compileCql(parseCql(cql), context);
  } catch (error) {
    if (error instanceof CqlError) throw new CqlFault(cql, error);
    throw error;
  }
}
