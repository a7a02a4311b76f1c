import type { Database } from '../../store/database.ts';

/** What people choose for themselves: preferences by their keys, columns of lists, with whom they share. */
export type SettingKind = 'preference' | 'columns' | 'share-scope';

/** Texts, by whom they belong to. */
export class UserSettings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(account: string, kind: SettingKind, key = ''): string | undefined {
    const row = this.#database.get(
      'SELECT value FROM jira_user_setting WHERE account = ? AND kind = ? AND key = ?',
      [account, kind, key],
    );
    return row === undefined ? undefined : String(row['value']);
  }

  set(account: string, kind: SettingKind, value: string, key = ''): void {
    this.#database.run(
      `INSERT INTO jira_user_setting (account, kind, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (account, kind, key) DO UPDATE SET value = excluded.value`,
      [account, kind, key, value],
    );
  }

  /** @returns whether there was one */
  delete(account: string, kind: SettingKind, key = ''): boolean {
    return (
      this.#database.run('DELETE FROM jira_user_setting WHERE account = ? AND kind = ? AND key = ?', [
        account,
        kind,
        key,
      ]) > 0
    );
  }
}
