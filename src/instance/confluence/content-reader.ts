import type { Database, SqlValue } from '../store/database.ts';
import { CONTENT_COLUMNS, CONTENT_FROM, findContent, toContent, toVersion } from './content-rows.ts';
import { contentNotFound } from './fault.ts';
import type { Permissions, Viewer } from './permissions.ts';
import { all, type Fragment, fragment, isIn } from './sql.ts';
import type { Content, ContentStatus, ContentVersion } from './types.ts';

/** What content to look for; what is left out does not matter. */
export interface ContentFilter {
  readonly types?: readonly string[];
  readonly statuses?: readonly ContentStatus[];
  readonly ids?: readonly number[];
  readonly spaceIds?: readonly number[];
  readonly title?: string;
  /** null: at the top. */
  readonly parentId?: number | null;
  readonly containerId?: number;
  readonly labelId?: number;
  readonly location?: 'footer' | 'inline';
  readonly mediaType?: string;
  /** Between these moments. */
  readonly createdFrom?: number;
  readonly createdBefore?: number;
  /** Pages below this one, however deep, or down to the depth. */
  readonly below?: { readonly id: number; readonly depth: number | undefined };
  readonly condition?: Fragment;
}

export const SORT_COLUMNS = ['id', 'created', 'modified', 'title', 'position'] as const;
export interface ContentSort {
  readonly column: (typeof SORT_COLUMNS)[number];
  readonly isDescending: boolean;
}

/** Which part of a list: by counting, or after the last one of the part before. */
export interface Part {
  readonly limit: number;
  readonly offset?: number;
  readonly after?: { readonly value: SqlValue; readonly id: number } | undefined;
}

export interface ContentVersionWithBody extends ContentVersion {
  readonly title: string;
  /** In the storage format. */
  readonly body: string;
}

/** Reads content, for somebody: what they may not see is not there. */
export class ContentReader {
  readonly #database: Database;
  readonly #permissions: Permissions;

  constructor(database: Database, permissions: Permissions) {
    this.#database = database;
    this.#permissions = permissions;
  }

  find(viewer: Viewer, id: number): Content | undefined {
    const content = findContent(this.#database, id);
    return content !== undefined && this.#permissions.maySee(viewer, content) ? content : undefined;
  }

  /** @throws {Fault} where there is none, or none that the viewer sees */
  get(viewer: Viewer, id: number): Content {
    const content = this.find(viewer, id);
    if (content === undefined) throw contentNotFound(id);
    return content;
  }

  /** For whoever may know of everything. @throws {Fault} where there is none */
  any(id: number): Content {
    const content = this.lookUp(id);
    if (content === undefined) throw contentNotFound(id);
    return content;
  }

  /** For work that has looked at rights before. */
  lookUp(id: number): Content | undefined {
    return findContent(this.#database, id);
  }

  /** What belongs to content, for work that has looked at rights before. */
  attached({ id }: Content, types?: readonly string[]): readonly Content[] {
    return this.#database
      .all(
        `SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE c.container = ? AND c.status = 'current' ORDER BY c.id`,
        [id],
      )
      .map(toContent)
      .filter(({ type }) => types === undefined || types.includes(type));
  }

  /** Whether there is a page of the title, seen or not. */
  hasPage(spaceId: number, title: string): boolean {
    const row = this.#database.get(
      "SELECT 1 FROM confluence_content WHERE title = ? AND space = ? AND type = 'page' AND status IN ('current', 'archived')",
      [title, spaceId],
    );
    return row !== undefined;
  }

  typeOf(id: number): string | undefined {
    const row = this.#database.get('SELECT type FROM confluence_content WHERE id = ?', [id]);
    return row === undefined ? undefined : String(row['type']);
  }

  /** The part of the list, and one more where there is more. */
  list(viewer: Viewer, filter: ContentFilter, sort: ContentSort, part: Part): readonly Content[] {
    const column = `c.${sort.column}`;
    const direction = sort.isDescending ? 'DESC' : 'ASC';
    const beyond = sort.isDescending ? '<' : '>';
    const conditions = [
      ...conditionsOf(filter),
      this.#permissions.visibleContent(viewer),
      ...(part.after === undefined
        ? []
        : [fragment(`(${column}, c.id) ${beyond} (?, ?)`, part.after.value, part.after.id)]),
    ];
    const where = all(conditions);
    return this.#database
      .all(
        `SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE ${where.sql}
         ORDER BY ${column} ${direction}, c.id ${direction} LIMIT ? OFFSET ?`,
        [...where.values, part.limit + 1, part.offset ?? 0],
      )
      .map(toContent);
  }

  count(viewer: Viewer, filter: ContentFilter): number {
    const where = all([...conditionsOf(filter), this.#permissions.visibleContent(viewer)]);
    const row = this.#database.get(
      `SELECT count(*) AS found FROM ${CONTENT_FROM} WHERE ${where.sql}`,
      where.values,
    );
    return Number(row?.['found']);
  }

  /** The pages above, from the top; of a comment, an attachment and custom content, those of its page and the page. */
  ancestors(content: Content): readonly Content[] {
    const start = content.containerId ?? content.parentId;
    if (start === null) return [];
    const ids = this.#database.all(
      `WITH RECURSIVE above (id, depth) AS (
        SELECT ?, 0 UNION ALL
        SELECT c.parent, above.depth + 1 FROM confluence_content c JOIN above ON c.id = above.id
          WHERE c.parent IS NOT NULL AND above.depth < 1000)
      SELECT id FROM above ORDER BY depth DESC`,
      [start],
    );
    return ids.flatMap((row) => findContent(this.#database, Number(row['id'])) ?? []);
  }

  /** The body in the storage format. @param number of the version; the current one when left out */
  body({ id, version }: Content, number: number = version.number): string {
    const row = this.#database.get('SELECT body FROM confluence_version WHERE content = ? AND number = ?', [
      id,
      number,
    ]);
    return String(row?.['body'] ?? '');
  }

  /** Newest first. */
  versions({ id }: Content): readonly ContentVersionWithBody[] {
    return this.#database
      .all('SELECT * FROM confluence_version WHERE content = ? ORDER BY number DESC', [id])
      .map((row) => ({ ...toVersion(row), title: String(row['title']), body: String(row['body']) }));
  }

  version({ id }: Content, number: number): ContentVersionWithBody | undefined {
    const row = this.#database.get('SELECT * FROM confluence_version WHERE content = ? AND number = ?', [
      id,
      number,
    ]);
    if (row === undefined) return undefined;
    return { ...toVersion(row), title: String(row['title']), body: String(row['body']) };
  }
}

function conditionsOf(filter: ContentFilter): readonly Fragment[] {
  const { types, statuses, ids, spaceIds, title, parentId, below } = filter;
  // The plus keeps SQLite from an index where another condition has one that leaves less.
  const isNarrow = [ids, title, parentId, filter.containerId, filter.labelId, below].some(
    (one) => one != null,
  );
  return [
    ...(types === undefined ? [] : [isIn(isNarrow ? '+c.type' : 'c.type', types)]),
    ...(statuses === undefined ? [] : [isIn('+c.status', statuses), ALIVE]),
    ...(ids === undefined ? [] : [isIn('c.id', ids)]),
    ...(spaceIds === undefined
      ? []
      : [isIn(isNarrow && title === undefined ? '+c.space' : 'c.space', spaceIds)]),
    ...(title === undefined ? [] : [fragment('c.title = ?', title)]),
    ...(parentId === null ? [fragment('c.parent IS NULL')] : equals('c.parent', parentId)),
    ...(below === undefined ? [] : [isBelow(below.id, below.depth)]),
    ...equals('c.container', filter.containerId),
    ...equals("json_extract(c.detail, '$.location')", filter.location),
    ...equals("json_extract(c.detail, '$.file.mediaType')", filter.mediaType),
    ...(filter.createdFrom === undefined ? [] : [fragment('c.created >= ?', filter.createdFrom)]),
    ...(filter.createdBefore === undefined ? [] : [fragment('c.created < ?', filter.createdBefore)]),
    ...(filter.labelId === undefined
      ? []
      : [
          fragment(
            "c.id IN (SELECT owner FROM confluence_labelling WHERE label = ? AND owner_type = 'content')",
            filter.labelId,
          ),
        ]),
    ...(filter.condition === undefined ? [] : [filter.condition]),
  ];
}

function equals(expression: string, value: SqlValue | undefined): readonly Fragment[] {
  return value === undefined ? [] : [fragment(`${expression} = ?`, value)];
}

/** What belongs to a page in the trash is in the trash with it. */
export const ALIVE = fragment(
  `(c.container IS NULL OR c.status = 'trashed' OR
    (SELECT k.status FROM confluence_content k WHERE k.id = c.container) IS NOT 'trashed')`,
);

/** Holds for pages below another one. */
export function isBelow(id: number, depth?: number): Fragment {
  return fragment(
    `c.id IN (WITH RECURSIVE below (id, depth) AS (
      SELECT ?, 0 UNION ALL
      SELECT p.id, below.depth + 1 FROM confluence_content p JOIN below ON p.parent = below.id WHERE below.depth < ?)
    SELECT id FROM below WHERE depth > 0)`,
    id,
    depth ?? 1000,
  );
}
