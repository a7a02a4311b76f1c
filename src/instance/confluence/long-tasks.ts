import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Database } from '../store/database.ts';

/** Work that Confluence does while the caller waits for it by asking. */
export interface LongTask {
  readonly id: string;
  readonly account: string;
  readonly started: number;
  /** What is to be done, as Confluence's key for its message. */
  readonly name: string;
  readonly result: Json;
  /** Steps that there are, and that are done. */
  readonly total: number;
  readonly done: number;
  /** What is to be told of what was done. */
  readonly messages: readonly TaskMessage[];
  /** Why it ended before its end. */
  readonly error: string | undefined;
  /** When it ended. */
  readonly ended: number | undefined;
}

export interface TaskMessage {
  readonly key: string;
  readonly args: readonly string[];
}

/** One step of a task: what the task remembers afterwards, and what is to be told. */
export type TaskStep = (
  state: JsonObject,
  index: number,
  account: string,
) => { readonly state: JsonObject; readonly messages?: readonly TaskMessage[] };

/** Runs work soon, after what is under way. */
export type Schedule = (work: () => void) => void;

export interface LongTaskDeps {
  readonly database: Database;
  readonly now: () => number;
  readonly schedule: Schedule;
}

interface Body {
  readonly name: string;
  readonly result: Json;
  readonly total: number;
  readonly done: number;
  readonly messages: readonly TaskMessage[];
  readonly error?: string;
  readonly ended?: number;
  readonly state: JsonObject;
}

/**
 * The tasks of a site. Each is done step by step, every step a transaction of its own, so that whoever asks meanwhile sees how
 * far it is; one that a stop of the site has cut goes on when the site does.
 */
export class LongTasks {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #schedule: Schedule;
  readonly #kinds = new Map<string, TaskStep>();

  constructor({ database, now, schedule }: LongTaskDeps) {
    this.#database = database;
    this.#now = now;
    this.#schedule = schedule;
  }

  /** Says how tasks of a name are done. */
  define(name: string, step: TaskStep): void {
    this.#kinds.set(name, step);
  }

  /** Goes on with what was not ended. */
  resume(): void {
    const open = this.#database.all("SELECT id FROM confluence_long_task WHERE body ->> '$.ended' IS NULL");
    for (const row of open) this.#next(String(row['id']));
  }

  /** Notes work that is done. */
  done(account: string, name: string, result: Json = null): LongTask {
    return this.#add(account, {
      ...{ name, result, total: 1, done: 1, messages: [], ended: this.#now(), state: {} },
    });
  }

  /** Begins work of a kind that is defined. @param state what its first step is told */
  start(account: string, name: string, total: number, state: JsonObject): LongTask {
    const isOver = total === 0;
    const ended = isOver ? { ended: this.#now() } : {};
    const task = this.#add(account, { name, result: null, total, done: 0, messages: [], state, ...ended });
    if (!isOver) this.#next(task.id);
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

  #add(account: string, body: Body): LongTask {
    const id = randomUUID();
    this.#database.run('INSERT INTO confluence_long_task (id, account, started, body) VALUES (?, ?, ?, ?)', [
      ...[id, account, this.#now(), JSON.stringify(body)],
    ]);
    return this.#must(id);
  }

  #next(id: string): void {
    this.#schedule(() => {
      const row = this.#database.get('SELECT * FROM confluence_long_task WHERE id = ?', [id]);
      if (row === undefined) return;
      const body = readBody(row);
      if (body.ended === undefined && this.#step(id, String(row['account']), body)) this.#next(id);
    });
  }

  /** @returns whether there is more to do */
  #step(id: string, account: string, body: Body): boolean {
    const step = this.#kinds.get(body.name);
    try {
      if (step === undefined) throw new Error(`nobody knows how to do ${body.name}`);
      return this.#database.transaction(() => {
        const { state, messages = [] } = step(body.state, body.done, account);
        const done = body.done + 1;
        const ended = done >= body.total ? { ended: this.#now() } : {};
        this.#write(id, { ...body, state, done, messages: [...body.messages, ...messages], ...ended });
        return done < body.total;
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#write(id, { ...body, error: error.message, ended: this.#now() });
      return false;
    }
  }

  #write(id: string, body: Body): void {
    this.#database.run('UPDATE confluence_long_task SET body = ? WHERE id = ?', [JSON.stringify(body), id]);
  }

  #must(id: string): LongTask {
    const row = this.#database.get('SELECT * FROM confluence_long_task WHERE id = ?', [id]);
    if (row === undefined) throw new Error(`the task ${id} was written and is not there`);
    return toTask(row);
  }
}

/** The table is ours: what is in it was a task when it was written. */
function readBody(row: Readonly<Record<string, unknown>>): Body {
  return JSON.parse(String(row['body']));
}

function toTask(row: Readonly<Record<string, unknown>>): LongTask {
  const { name, result, total, done, messages, error, ended } = readBody(row);
  return {
    ...{ id: String(row['id']), account: String(row['account']), started: Number(row['started']) },
    ...{ name, result, total, done, messages, error, ended },
  };
}
