import type { Json } from '../../../core/json.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';

/** Single values of a site's configuration, by name. */
export class JiraSettings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(name: string): Json | undefined {
    const row = this.#database.get('SELECT value FROM jira_setting WHERE name = ?', [name]);
    return row === undefined ? undefined : JSON.parse(String(row['value']));
  }

  /** Undefined, too, where it is no text. */
  text(name: string): string | undefined {
    const value = this.find(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The id of the next long task. */
  nextTaskId(): string {
    return String(nextId(this.#database, 'task'));
  }

  set(name: string, value: Json): void {
    this.#database.run('INSERT OR REPLACE INTO jira_setting (name, value) VALUES (?, ?)', [
      name,
      JSON.stringify(value),
    ]);
  }
}
