import type { Database } from '../../store/database.ts';

/** Who follows an issue, and who has voted for it: sets of people, counted in the issue. */
export class PeopleOfIssue {
  readonly #database: Database;
  readonly #table: 'jira_watcher' | 'jira_vote';
  readonly #count: 'watches' | 'votes';

  constructor(database: Database, what: 'watchers' | 'voters') {
    this.#database = database;
    this.#table = what === 'watchers' ? 'jira_watcher' : 'jira_vote';
    this.#count = what === 'watchers' ? 'watches' : 'votes';
  }

  /** Account ids. */
  list(issueId: string): readonly string[] {
    return this.#database
      .all(`SELECT account FROM ${this.#table} WHERE issue = ? ORDER BY account`, [Number(issueId)])
      .map(({ account }) => String(account));
  }

  has(issueId: string, accountId: string | null): boolean {
    const row = this.#database.get(`SELECT 1 FROM ${this.#table} WHERE issue = ? AND account = ?`, [
      Number(issueId),
      accountId,
    ]);
    return row !== undefined;
  }

  add(issueId: string, accountId: string): void {
    this.#change(issueId, () =>
      this.#database.run(`INSERT OR IGNORE INTO ${this.#table} (issue, account) VALUES (?, ?)`, [
        Number(issueId),
        accountId,
      ]),
    );
  }

  remove(issueId: string, accountId: string): void {
    this.#change(issueId, () =>
      this.#database.run(`DELETE FROM ${this.#table} WHERE issue = ? AND account = ?`, [
        Number(issueId),
        accountId,
      ]),
    );
  }

  #change(issueId: string, change: () => void): void {
    this.#database.transaction(() => {
      change();
      this.#database.run(
        `UPDATE jira_issue SET ${this.#count} = (SELECT count(*) FROM ${this.#table} WHERE issue = jira_issue.id) WHERE id = ?`,
        [Number(issueId)],
      );
    });
  }
}
