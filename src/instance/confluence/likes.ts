import type { Database } from '../store/database.ts';

/** Who likes content. The REST API only reads it: people like things on pages, here only seeds do. */
export class Likes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Account ids, in the order in which they came to like it. */
  of(contentId: number): readonly string[] {
    return this.#database
      .all('SELECT account FROM confluence_like WHERE content = ? ORDER BY at, account', [contentId])
      .map((row) => String(row['account']));
  }

  add(contentId: number, account: string, at: number): void {
    this.#database.run('INSERT OR IGNORE INTO confluence_like (content, account, at) VALUES (?, ?, ?)', [
      contentId,
      account,
      at,
    ]);
  }
}
