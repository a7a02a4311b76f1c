import { CqlError, CqlSyntaxError } from '../../cql/cql-error.ts';
import { parseCql } from '../../cql/parse-cql.ts';
import type { CqlCondition } from '../../cql/syntax-tree.ts';
import type { Person } from '../people/people.ts';
import type { Database, Row } from '../store/database.ts';
import { ALIVE } from './content-reader.ts';
import { CONTENT_COLUMNS, CONTENT_FROM, findContent, toContent } from './content-rows.ts';
import { compileCql, type Universe } from './cql/compile.ts';
import type { CqlContext, CqlScope } from './cql/context.ts';
import { createLookUps } from './cql/look-ups.ts';
import { isMeant } from './cql/people.ts';
import type { SearchedTerm } from './cql/text-query.ts';
import { searchedWords } from './cql/words.ts';
import { Fault } from './fault.ts';
import type { Permissions, Viewer } from './permissions.ts';
import { toSpace } from './spaces.ts';
import { all, type Fragment, isIn } from './sql.ts';
import type { Content, ContentStatus, Space } from './types.ts';

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

/** Something that was found, of whatever kind. */
export type Found =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'space'; readonly space: Space };

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

/** Finds content, spaces and people with CQL. */
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
    const { where, sorts } = this.#compile(cql, context, 'content').compiled;
    const condition = this.#contentCondition(viewer, where, statuses);
    const orderBy = [...sorts.map(({ column, direction }) => `${column} ${direction}`), 'c.id'].join(', ');
    const contents = this.#database
      .all(
        `SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE ${condition.sql} ORDER BY ${orderBy} LIMIT ? OFFSET ?`,
        [...condition.values, limit, start],
      )
      .map(toContent);
    const row = this.#database.get(
      `SELECT count(*) AS total FROM ${CONTENT_FROM} WHERE ${condition.sql}`,
      condition.values,
    );
    return { contents, total: Number(row?.['total']) };
  }

  /**
   * Content, and spaces where the query names their type.
   * @throws {CqlFault} for what is no query
   */
  findAll(
    viewer: Viewer,
    input: SearchInput,
    context: CqlContext,
  ): { readonly found: readonly Found[]; readonly total: number } {
    const { tree, compiled } = this.#compile(input.cql, context, 'content');
    if (tree.where === undefined || !namesType(tree.where, 'space')) {
      const { contents, total } = this.find(viewer, input, context);
      return { found: contents.map((content) => ({ kind: 'content', content })), total };
    }
    const inSpaces = this.#compile(input.cql, context, 'space').compiled;
    const content = this.#contentCondition(viewer, compiled.where, input.statuses);
    const space = all([inSpaces.where, this.#permissions.visibleSpace(viewer, 's.id')]);
    const keys = compiled.sorts.map((_, index) => `k${index}`);
    const columns = (sorts: typeof compiled.sorts) =>
      sorts.map(({ column }, index) => `, ${column.replace(/ COLLATE NOCASE$/, '')} AS k${index}`).join('');
    const union = `SELECT 'content' AS kind, c.id AS id${columns(compiled.sorts)} FROM ${CONTENT_FROM} WHERE ${content.sql}
      UNION ALL SELECT 'space', s.id${columns(inSpaces.sorts)} FROM confluence_space s WHERE ${space.sql}`;
    const values = [...content.values, ...space.values];
    const order = compiled.sorts.map(
      ({ column, direction }, index) =>
        `${keys[index]}${column.endsWith('COLLATE NOCASE') ? ' COLLATE NOCASE' : ''} ${direction}`,
    );
    const rows = this.#database.all(
      `SELECT kind, id FROM (${union}) ORDER BY ${[...order, 'kind', 'id'].join(', ')} LIMIT ? OFFSET ?`,
      [...values, input.limit, input.start],
    );
    const count = this.#database.get(`SELECT count(*) AS total FROM (${union})`, values);
    return { found: rows.flatMap((row) => this.#read(row)), total: Number(count?.['total']) };
  }

  /** The people whom a query means. @throws {CqlFault} for what is no query */
  findPeople(people: readonly Person[], cql: string, context: CqlContext): readonly Person[] {
    const { tree } = this.#compile(cql, context, 'content');
    const scope = this.#scope(context);
    return people.filter((person) => tree.where === undefined || isMeant(person, tree.where, scope));
  }

  /** The words that were searched for, for whoever shows where they stand. */
  wordsOf(cql: string): readonly SearchedTerm[] {
    const { where } = parseCql(cql);
    return where === undefined ? [] : wordsIn(where);
  }

  #contentCondition(viewer: Viewer, where: Fragment, statuses: readonly ContentStatus[]): Fragment {
    return all([where, isIn('+c.status', statuses), ALIVE, this.#permissions.visibleContent(viewer)]);
  }

  #read(row: Row): readonly Found[] {
    const id = Number(row['id']);
    if (row['kind'] === 'space') {
      const space = this.#database.get('SELECT * FROM confluence_space WHERE id = ?', [id]);
      return space === undefined ? [] : [{ kind: 'space', space: toSpace(space) }];
    }
    const content = findContent(this.#database, id);
    return content === undefined ? [] : [{ kind: 'content', content }];
  }

  #scope(context: CqlContext): CqlScope {
    return { ...context, lookUps: createLookUps(this.#database) };
  }

  #compile(cql: string, context: CqlContext, universe: Universe) {
    try {
      const tree = parseCql(cql);
      return { tree, compiled: compileCql(tree, this.#scope(context), universe) };
    } catch (error) {
      if (error instanceof CqlError) throw new CqlFault(cql, error);
      throw error;
    }
  }
}

function namesType(condition: CqlCondition, type: string): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.some((part) => namesType(part, type));
    case 'not':
      return namesType(condition.inner, type);
    default:
      return (
        condition.field.name.toLowerCase() === 'type' &&
        condition.values.some((value) => value.kind === 'text' && value.text.toLowerCase() === type)
      );
  }
}

const SEARCHED = ['text', 'title', 'sitesearch'];

function wordsIn(condition: CqlCondition): readonly SearchedTerm[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(wordsIn);
    case 'not':
      return [];
    default:
      return condition.operator === '~' && SEARCHED.includes(condition.field.name.toLowerCase())
        ? condition.values.flatMap((value) => (value.kind === 'text' ? searchedWords(value.text) : []))
        : [];
  }
}
