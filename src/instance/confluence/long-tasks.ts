import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Database } from '../store/database.ts';

/** Work that Confluence does while the caller waits for it by asking. Here it is done when the task is there. */
export interface LongTask {
  readonly id: string;
  readonly account: string;
  readonly started: number;
  /** What was to be done, as Confluence's key for its message. */
  readonly name: string;
  readonly result: Json;
}

export class LongTasks {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Notes work that is done. */
  done(account: string, name: string, result: Json = null): LongTask {
    const task: LongTask = { id: randomUUID(), account, started: this.#now(), name, result };
    const body: JsonObject = { name, result };
    this.#database.run('INSERT INTO confluence_long_task (id, account, started, body) VALUES (?, ?, ?, ?)', [
      task.id,
      account,
      task.started,
      JSON.stringify(body),
    ]);
    return task;
  }

  /** Those of an account, newest first. */
  list(account: string): readonly LongTask[] {
    return this.#database
      .all('SELECT * FROM confluence_long_task WHERE account = ? ORDER BY started DESC, id', [account])
      .map(toTask);
  }

  find(account: string, id: string): LongTask | undefined {
    const row = this.#database.get('SELECT * FROM confluence_long_task WHERE id = ? AND account = ?', [
      id,
      account,
    ]);
    return row === undefined ? undefined : toTask(row);
  }
}

function toTask(row: Readonly<Record<string, unknown>>): LongTask {
  const { name, result }: { name: string; result: Json } = JSON.parse(String(row['body']));
  return {
    id: String(row['id']),
    account: String(row['account']),
    started: Number(row['started']),
    name,
    result,
  };
}
