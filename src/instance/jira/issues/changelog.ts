import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Change, ChangeItem, Issue } from '../types.ts';

export interface ChangePage {
  readonly total: number;
  readonly changes: readonly Change[];
}

/** What was changed in issues, when, and by whom; the oldest first. */
export class Changelog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param issue as it was before */
  add(issue: Issue, author: string | null, created: number, items: readonly ChangeItem[]): Change {
    const id = nextId(this.#database, 'change');
    const change: Change = { id: String(id), issueId: issue.id, authorAccountId: author, created, items };
    this.insert(issue, change);
    return change;
  }

  /** Writes a change with its id. Those of an issue are to be written in their order. */
  insert(issue: Pick<Issue, 'id' | 'created' | 'creatorAccountId'>, change: Change): void {
    const { id, authorAccountId: author, created, items } = change;
    this.#database.run('INSERT INTO jira_change (id, issue, author, created) VALUES (?, ?, ?, ?)', [
      Number(id),
      Number(issue.id),
      author,
      created,
    ]);
    for (const [position, item] of items.entries()) {
      const [since, sinceAuthor] = this.#since(issue, item.fieldId);
      this.#database.run(
        `INSERT INTO jira_change_item
           (change, position, issue, field, author, created, since, since_author, from_value, to_value, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          Number(id),
          position,
          Number(issue.id),
          item.fieldId,
          author,
          created,
          since,
          sinceAuthor,
          item.from,
          item.to,
          JSON.stringify(item),
        ],
      );
    }
  }

  page(issueId: string, startAt = 0, maxResults = 100, isNewestFirst = false): ChangePage {
    const total = this.#database.get('SELECT count(*) AS n FROM jira_change WHERE issue = ?', [
      Number(issueId),
    ]);
    const rows = this.#database.all(
      `SELECT id, issue, author, created FROM jira_change WHERE issue = ?
       ORDER BY id ${isNewestFirst ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
      [Number(issueId), maxResults, startAt],
    );
    return { total: Number(total?.['n']), changes: rows.map((row) => this.#toChange(row)) };
  }

  /** Those of the ids that are about the issue. */
  list(issueId: string, ids: readonly number[]): readonly Change[] {
    return this.#database
      .all(
        `SELECT id, issue, author, created FROM jira_change
         WHERE issue = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
        [Number(issueId), JSON.stringify(ids)],
      )
      .map((row) => this.#toChange(row));
  }

  #toChange(row: Row): Change {
    const items = this.#database
      .all('SELECT body FROM jira_change_item WHERE change = ? ORDER BY position', [row['id'] ?? null])
      .map(({ body }): ChangeItem => JSON.parse(String(body)));
    return {
      id: String(row['id']),
      issueId: String(row['issue']),
      authorAccountId: row['author'] === null ? null : String(row['author']),
      created: Number(row['created']),
      items,
    };
  }

  /** From when, and by whom, the field has had the value that it is about to lose. */
  #since(
    issue: Pick<Issue, 'id' | 'created' | 'creatorAccountId'>,
    field: string,
  ): readonly [number, string | null] {
    const last = this.#database.get(
      'SELECT created, author FROM jira_change_item WHERE issue = ? AND field = ? ORDER BY created DESC, change DESC LIMIT 1',
      [Number(issue.id), field],
    );
    if (last === undefined) return [issue.created, issue.creatorAccountId];
    return [Number(last['created']), last['author'] === null ? null : String(last['author'])];
  }
}
