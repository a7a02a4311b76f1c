import type { Json } from '../../core/json.ts';
import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { ID_SEQUENCE } from './content-rows.ts';

/** JSON that add-ons keep with a person. */
export interface UserProperty {
  readonly id: number;
  readonly account: string;
  readonly key: string;
  readonly value: Json;
  readonly created: number;
  readonly modified: number;
}

export class UserProperties {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** By key. */
  of(account: string): readonly UserProperty[] {
    return this.#database
      .all('SELECT * FROM confluence_user_property WHERE account = ? ORDER BY key', [account])
      .map(toProperty);
  }

  find(account: string, key: string): UserProperty | undefined {
    const row = this.#database.get('SELECT * FROM confluence_user_property WHERE account = ? AND key = ?', [
      account,
      key,
    ]);
    return row === undefined ? undefined : toProperty(row);
  }

  set(account: string, key: string, value: Json): void {
    const at = this.#now();
    this.#database.run(
      `INSERT INTO confluence_user_property (id, account, key, value, created, modified) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (account, key) DO UPDATE SET value = excluded.value, modified = excluded.modified`,
      [nextId(this.#database, ID_SEQUENCE), account, key, JSON.stringify(value), at, at],
    );
  }

  remove({ id }: UserProperty): void {
    this.#database.run('DELETE FROM confluence_user_property WHERE id = ?', [id]);
  }
}

/** The table is ours: what is in it was JSON when it was written. */
function toProperty(row: Row): UserProperty {
  return {
    id: Number(row['id']),
    account: String(row['account']),
    key: String(row['key']),
    value: JSON.parse(String(row['value'])),
    created: Number(row['created']),
    modified: Number(row['modified']),
  };
}
