import type { Database } from '../store/database.ts';

export type WatchKind = 'content' | 'space' | 'label';

/** Who watches what. Nobody is told anything: there is no mail here. */
export class Watches {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param target a content's id, a space's key, a label's name */
  has(account: string, kind: WatchKind, target: string): boolean {
    const row = this.#database.get(
      'SELECT 1 FROM confluence_watch WHERE account = ? AND kind = ? AND target = ?',
      [account, kind, target],
    );
    return row !== undefined;
  }

  /** Account ids. */
  watchers(kind: WatchKind, target: string): readonly string[] {
    return this.#database
      .all('SELECT account FROM confluence_watch WHERE kind = ? AND target = ? ORDER BY account', [
        kind,
        target,
      ])
      .map((row) => String(row['account']));
  }

  add(account: string, kind: WatchKind, target: string): void {
    this.#database.run('INSERT OR IGNORE INTO confluence_watch (account, kind, target) VALUES (?, ?, ?)', [
      account,
      kind,
      target,
    ]);
  }

  remove(account: string, kind: WatchKind, target: string): void {
    this.#database.run('DELETE FROM confluence_watch WHERE account = ? AND kind = ? AND target = ?', [
      account,
      kind,
      target,
    ]);
  }
}
