import type { Database } from '../store/database.ts';
import type { Changes } from './changes.ts';
import type { Content } from './types.ts';

/** Who has looked at which page. Reading over REST is no looking. */
export class Views {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  note(content: Content, account: string): void {
    this.#changes.run((announce) => {
      const at = this.#now();
      this.#database.run('INSERT INTO confluence_view (content, account, at) VALUES (?, ?, ?)', [
        content.id,
        account,
        at,
      ]);
      if (content.type === 'page') announce({ type: 'page_viewed', page: content, actor: account, at });
    });
  }

  /** How often it was looked at, and by how many. */
  count({ id }: Content, since: number): { readonly views: number; readonly viewers: number } {
    const row = this.#database.get(
      'SELECT count(*) AS views, count(DISTINCT account) AS viewers FROM confluence_view WHERE content = ? AND at >= ?',
      [id, since],
    );
    return { views: Number(row?.['views']), viewers: Number(row?.['viewers']) };
  }
}
