import type { Database, Row } from '../store/database.ts';
import { parseStorage } from './body/storage-tree.ts';
import { withTask } from './body/tasks.ts';
import { ALIVE } from './content-reader.ts';
import { findContent } from './content-rows.ts';
import type { ContentWriter } from './content-writer.ts';
import type { Permissions, Viewer } from './permissions.ts';
import { all, type Fragment, fragment, isIn } from './sql.ts';
import type { Content } from './types.ts';

/** A task of a page or a blog post. */
export interface InlineTask {
  readonly id: number;
  readonly content: Content;
  /** The number that it has in the body. */
  readonly localId: string;
  /** In the storage format. */
  readonly body: string;
  readonly isComplete: boolean;
  readonly creator: string;
  readonly assignee: string | null;
  readonly completer: string | null;
  readonly created: number;
  readonly updated: number;
  readonly due: number | null;
  readonly completed: number | null;
}

/** From a moment up to another, both of them in. */
export interface Span {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface TaskFilter {
  readonly ids?: readonly number[] | undefined;
  readonly spaceIds?: readonly number[] | undefined;
  readonly contentIds?: readonly number[] | undefined;
  readonly creators?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
  readonly completers?: readonly string[] | undefined;
  readonly isComplete?: boolean | undefined;
  /** Also lines with nothing on them; so unless it is said. */
  readonly withBlank?: boolean;
  readonly created?: Span;
  readonly due?: Span;
  readonly completed?: Span;
}

/** The tasks in bodies. They are where the bodies say that they are; only whether they are done is changed here. */
export class InlineTasks {
  readonly #database: Database;
  readonly #permissions: Permissions;
  readonly #writer: ContentWriter;

  constructor(database: Database, permissions: Permissions, writer: ContentWriter) {
    this.#database = database;
    this.#permissions = permissions;
    this.#writer = writer;
  }

  /** In content that the viewer sees, by id. */
  list(
    viewer: Viewer,
    filter: TaskFilter,
    { limit, offset = 0, afterId = 0 }: { limit: number; offset?: number; afterId?: number },
  ): readonly InlineTask[] {
    const where = all([
      ...conditionsOf(filter),
      fragment("t.id > ? AND +c.status = 'current'", afterId),
      ALIVE,
      this.#permissions.visibleContent(viewer),
    ]);
    return this.#database
      .all(
        `SELECT t.* FROM confluence_task t JOIN confluence_content c ON c.id = t.content
         WHERE ${where.sql} ORDER BY t.id LIMIT ? OFFSET ?`,
        [...where.values, limit, offset],
      )
      .flatMap((row) => this.#toTask(row));
  }

  find(viewer: Viewer, id: number): InlineTask | undefined {
    return this.list(viewer, { ids: [id] }, { limit: 1 })[0];
  }

  /** Writes it into the body, whose version stays what it is. */
  setComplete({ id, content, localId }: InlineTask, isComplete: boolean, actor: string): void {
    const row = this.#database.get('SELECT body FROM confluence_version WHERE content = ? AND number = ?', [
      content.id,
      content.version.number,
    ]);
    const body = withTask(parseStorage(String(row?.['body'] ?? '')), localId, isComplete);
    this.#writer.annotate(content, body, actor);
    if (this.#database.get('SELECT 1 FROM confluence_task WHERE id = ?', [id]) === undefined) {
      throw new Error(`the task ${id} got lost by changing it`);
    }
  }

  #toTask(row: Row): readonly InlineTask[] {
    const content = findContent(this.#database, Number(row['content']));
    if (content === undefined) return [];
    const text = (name: string) => (row[name] === null ? null : String(row[name]));
    const number = (name: string) => (row[name] === null ? null : Number(row[name]));
    return [
      {
        ...{ id: Number(row['id']), content, localId: String(row['local_id']), body: String(row['body']) },
        isComplete: row['is_complete'] === 1,
        ...{ creator: String(row['creator']), assignee: text('assignee'), completer: text('completer') },
        ...{ created: Number(row['created']), updated: Number(row['updated']) },
        ...{ due: number('due'), completed: number('completed') },
      },
    ];
  }
}

function conditionsOf(filter: TaskFilter): readonly Fragment[] {
  const within = (column: string, values: readonly (string | number)[] | undefined) =>
    values === undefined ? [] : [isIn(column, values)];
  const between = (column: string, { from, to }: Span = {}) => [
    ...(from === undefined ? [] : [fragment(`${column} >= ?`, from)]),
    ...(to === undefined ? [] : [fragment(`${column} <= ?`, to)]),
  ];
  return [
    ...within('t.id', filter.ids),
    ...within('c.space', filter.spaceIds),
    ...within('t.content', filter.contentIds),
    ...within('t.creator', filter.creators),
    ...within('t.assignee', filter.assignees),
    ...within('t.completer', filter.completers),
    ...(filter.isComplete === undefined ? [] : [fragment('t.is_complete = ?', filter.isComplete ? 1 : 0)]),
    ...(filter.withBlank === false ? [fragment("t.body != ''")] : []),
    ...between('t.created', filter.created),
    ...between('t.due', filter.due),
    ...between('t.completed', filter.completed),
  ];
}
