import { perObject } from '../../../core/per-object.ts';
import type { Database } from '../../store/database.ts';
import { adfToText } from '../adf.ts';
import type { CustomFields } from '../custom-fields.ts';
import type { Issue } from '../types.ts';
import { ISSUE_COLUMNS, toColumns, toIssue } from './issue-row.ts';

/** The database gives out the same row until something is written, so its JSON need not be read each time. */
const readOnce = perObject(toIssue);

/** Reads and writes issues, and what is written beside them so that they are found. */
export class IssueTable {
  readonly #database: Database;
  readonly #customFields: CustomFields;

  constructor(database: Database, customFields: CustomFields) {
    this.#database = database;
    this.#customFields = customFields;
  }

  /** By id, key in either case, or a key that it had before it was moved. */
  find(idOrKey: string): Issue | undefined {
    if (/^\d{1,15}$/.test(idOrKey)) return this.#first('i.id = ?', Number(idOrKey));
    return (
      this.#first('i.key = ?', idOrKey) ??
      this.#first('i.id = (SELECT issue FROM jira_former_key WHERE key = ?)', idOrKey)
    );
  }

  /** Those of the ids that there are, in the order of the ids. */
  list(ids: readonly (string | number)[]): readonly Issue[] {
    const found = new Map(
      this.#database
        .all(`SELECT ${ISSUE_COLUMNS} FROM jira_issue i WHERE i.id IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(ids.map(Number)),
        ])
        .map((row) => [String(row['id']), toIssue(row)] as const),
    );
    return ids.flatMap((id) => found.get(String(id)) ?? []);
  }

  children(parentId: string): readonly Issue[] {
    return this.#database
      .all(`SELECT ${ISSUE_COLUMNS} FROM jira_issue i WHERE i.parent = ? ORDER BY i.rank, i.id`, [
        Number(parentId),
      ])
      .map(toIssue);
  }

  insert(issue: Issue): void {
    const columns = toColumns(issue);
    const names = Object.keys(columns);
    this.#database.run(
      `INSERT INTO jira_issue (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      Object.values(columns),
    );
    this.#insertWords(issue);
    this.#insertRelated(issue);
  }

  /** Votes and watches are counted by their own tables, and not written here. */
  update(before: Issue, after: Issue): void {
    const { id, votes: _votes, watches: _watches, ...columns } = toColumns(after);
    const assignments = Object.keys(columns).map((name) => `${name} = ?`);
    this.#database.run(`UPDATE jira_issue SET ${assignments.join(', ')} WHERE id = ?`, [
      ...Object.values(columns),
      id ?? null,
    ]);
    if (wordsOf(before).join('\0') !== wordsOf(after).join('\0')) {
      this.#database.run('DELETE FROM jira_issue_text WHERE rowid = ?', [id ?? null]);
      this.#insertWords(after);
    }
    for (const table of RELATED) this.#database.run(`DELETE FROM ${table} WHERE issue = ?`, [id ?? null]);
    this.#insertRelated(after);
    if (before.key !== after.key) {
      this.#database.run('INSERT OR REPLACE INTO jira_former_key (key, issue) VALUES (?, ?)', [
        before.key,
        id ?? null,
      ]);
    }
  }

  touch(issueId: string, updated: number): void {
    this.#database.run('UPDATE jira_issue SET updated = ? WHERE id = ?', [updated, Number(issueId)]);
  }

  delete(issueId: string): void {
    const id = Number(issueId);
    for (const statement of BEFORE_DELETION) this.#database.run(statement, [id]);
    this.#database.run('DELETE FROM jira_issue WHERE id = ?', [id]);
  }

  #first(where: string, value: string | number): Issue | undefined {
    const row = this.#database.get(`SELECT ${ISSUE_COLUMNS} FROM jira_issue i WHERE ${where}`, [value]);
    return row && readOnce(row);
  }

  #insertWords(issue: Issue): void {
    this.#database.run(
      'INSERT INTO jira_issue_text (rowid, summary, description, environment) VALUES (?, ?, ?, ?)',
      [Number(issue.id), ...wordsOf(issue)],
    );
  }

  #insertRelated(issue: Issue): void {
    const id = Number(issue.id);
    for (const label of issue.labels) {
      this.#database.run('INSERT OR IGNORE INTO jira_issue_label (issue, label) VALUES (?, ?)', [id, label]);
    }
    for (const component of issue.componentIds) {
      this.#database.run('INSERT INTO jira_issue_component (issue, component) VALUES (?, ?)', [
        id,
        Number(component),
      ]);
    }
    const versions = [
      ...issue.fixVersionIds.map((version) => ['fix', version] as const),
      ...issue.versionIds.map((version) => ['affected', version] as const),
    ];
    for (const [relation, version] of versions) {
      this.#database.run('INSERT INTO jira_issue_version (issue, relation, version) VALUES (?, ?, ?)', [
        id,
        relation,
        Number(version),
      ]);
    }
    this.#customFields.insertValues(issue);
  }
}

/** What no foreign key takes along. */
const BEFORE_DELETION = [
  'DELETE FROM jira_issue_text WHERE rowid = ?',
  'DELETE FROM jira_comment_text WHERE rowid IN (SELECT id FROM jira_comment WHERE issue = ?)',
  `DELETE FROM entity_property WHERE entity_type = 'comment'
     AND entity_id IN (SELECT CAST(id AS TEXT) FROM jira_comment WHERE issue = ?)`,
  `DELETE FROM entity_property WHERE entity_type = 'worklog'
     AND entity_id IN (SELECT CAST(id AS TEXT) FROM jira_worklog WHERE issue = ?)`,
  'UPDATE jira_issue SET parent = NULL WHERE parent = ?',
] as const;

const RELATED = [
  'jira_issue_label',
  'jira_issue_component',
  'jira_issue_version',
  'jira_custom_value',
] as const;

function wordsOf({ summary, description, environment }: Issue): readonly [string, string, string] {
  return [summary, adfToText(description), adfToText(environment)];
}
