import type { Database } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { parseStorage, type StorageNode, searchableText } from './body/storage-tree.ts';
import { type BodyTask, tasksIn } from './body/tasks.ts';
import { ID_SEQUENCE } from './content-rows.ts';
import type { Content } from './types.ts';

/** What can be found of bodies: words, macros, people who are mentioned, and tasks. */
export class ContentIndex {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Puts what is in a body in the place of what was. @param actor who wrote it */
  update({ id, title, type, detail }: Content, body: string, actor: string, at: number): void {
    const nodes = detail.isRaw === true ? [] : parseStorage(body);
    const words = detail.isRaw === true ? body : searchableText(nodes);
    this.#database.run('INSERT OR REPLACE INTO confluence_text (rowid, title, body) VALUES (?, ?, ?)', [
      id,
      title,
      words,
    ]);
    this.#database.run('DELETE FROM confluence_mark WHERE content = ?', [id]);
    for (const [kind, value] of marksIn(nodes)) {
      this.#database.run('INSERT OR IGNORE INTO confluence_mark (content, kind, value) VALUES (?, ?, ?)', [
        id,
        kind,
        value,
      ]);
    }
    if (type === 'page' || type === 'blogpost') this.#updateTasks(id, tasksIn(nodes), actor, at);
  }

  /** What goes with the content itself is not looked at. */
  remove(id: number): void {
    this.#database.run('DELETE FROM confluence_text WHERE rowid = ?', [id]);
  }

  /** A task keeps its id as long as its number stands in the body. */
  #updateTasks(id: number, tasks: readonly BodyTask[], actor: string, at: number): void {
    const known = new Map(
      this.#database
        .all('SELECT id, local_id, is_complete FROM confluence_task WHERE content = ?', [id])
        .map((row) => [String(row['local_id']), row] as const),
    );
    for (const task of tasks) {
      const row = known.get(task.localId);
      known.delete(task.localId);
      if (row === undefined) this.#addTask(id, task, actor, at);
      else this.#changeTask(Number(row['id']), row['is_complete'] === 1, task, actor, at);
    }
    for (const row of known.values()) {
      this.#database.run('DELETE FROM confluence_task WHERE id = ?', [Number(row['id'])]);
    }
  }

  #addTask(id: number, task: BodyTask, actor: string, at: number): void {
    const { localId, body, isComplete, assignee, due } = task;
    this.#database.run(
      `INSERT INTO confluence_task (id, content, local_id, body, is_complete, creator, assignee, completer, created,
         updated, due, completed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[nextId(this.#database, ID_SEQUENCE), id, localId, body, isComplete ? 1 : 0, actor, assignee],
        ...[isComplete ? actor : null, at, at, due, isComplete ? at : null],
      ],
    );
  }

  #changeTask(id: number, wasComplete: boolean, task: BodyTask, actor: string, at: number): void {
    const { body, isComplete, assignee, due } = task;
    this.#database.run('UPDATE confluence_task SET body = ?, assignee = ?, due = ? WHERE id = ?', [
      ...[body, assignee, due, id],
    ]);
    if (wasComplete === isComplete) return;
    this.#database.run(
      'UPDATE confluence_task SET is_complete = ?, completer = ?, completed = ?, updated = ? WHERE id = ?',
      [isComplete ? 1 : 0, isComplete ? actor : null, isComplete ? at : null, at, id],
    );
  }
}

const MACROS = new Set(['ac:structured-macro', 'ac:macro']);

function marksIn(nodes: readonly StorageNode[]): readonly (readonly ['macro' | 'mention', string])[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    const macro = MACROS.has(node.name) ? node.attributes['ac:name'] : undefined;
    const account = node.name === 'ri:user' ? node.attributes['ri:account-id'] : undefined;
    return [
      ...(macro === undefined ? [] : [['macro', macro.toLowerCase()] as const]),
      ...(account === undefined ? [] : [['mention', account] as const]),
      ...marksIn(node.children),
    ];
  });
}
