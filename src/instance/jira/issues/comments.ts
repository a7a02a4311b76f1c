import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import { type AdfDocument, adfToText } from '../adf.ts';
import type { Changes } from '../changes.ts';
import { levelCondition, levelOf, type Viewer } from '../levels.ts';
import type { Comment, Issue, Visibility } from '../types.ts';
import type { IssueTable } from './issue-table.ts';

export interface CommentDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly issues: IssueTable;
  readonly properties: EntityProperties;
  readonly now: () => number;
}

export interface CommentPage {
  readonly total: number;
  readonly comments: readonly Comment[];
}

/** What people say about issues. */
export class Comments {
  readonly #deps: CommentDeps;

  constructor(deps: CommentDeps) {
    this.#deps = deps;
  }

  page(
    issueId: string,
    viewer: Viewer,
    { startAt = 0, maxResults = 5000, isNewestFirst = false } = {},
  ): CommentPage {
    const [condition, values] = levelCondition(viewer);
    const where = `issue = ? AND ${condition}`;
    const order = isNewestFirst ? 'created DESC, id DESC' : 'created, id';
    const { database } = this.#deps;
    const total = database.get(`SELECT count(*) AS n FROM jira_comment WHERE ${where}`, [
      Number(issueId),
      ...values,
    ]);
    if (Number(total?.['n']) === 0) return { total: 0, comments: [] };
    const rows = database.all(
      `SELECT body FROM jira_comment WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
      [Number(issueId), ...values, maxResults, startAt],
    );
    return { total: Number(total?.['n']), comments: rows.map(toComment) };
  }

  find(id: string, viewer: Viewer): Comment | undefined {
    const [condition, values] = levelCondition(viewer);
    const row = this.#deps.database.get(`SELECT body FROM jira_comment WHERE id = ? AND ${condition}`, [
      Number(id),
      ...values,
    ]);
    return row && toComment(row);
  }

  add(issue: Issue, body: AdfDocument, author: string, visibility: Visibility | null = null): Comment {
    const { changes, database, now } = this.#deps;
    return changes.run((announce) => {
      const created = now();
      const comment: Comment = {
        id: String(nextId(database, 'comment')),
        issueId: issue.id,
        authorAccountId: author,
        updateAuthorAccountId: author,
        body,
        created,
        updated: created,
        visibility,
      };
      this.insert(issue, comment);
      announce({ type: 'comment_created', issue: this.#touch(issue, created), comment, actor: author });
      return comment;
    });
  }

  /** Writes a comment as it is, and tells nobody. */
  insert(issue: Issue, comment: Comment): void {
    const { database } = this.#deps;
    database.run(
      'INSERT INTO jira_comment (id, issue, author, created, level, body) VALUES (?, ?, ?, ?, ?, ?)',
      [
        Number(comment.id),
        Number(issue.id),
        comment.authorAccountId,
        comment.created,
        levelOf(comment.visibility, issue),
        JSON.stringify(comment),
      ],
    );
    this.#insertWords(comment);
  }

  update(
    issue: Issue,
    comment: Comment,
    change: Partial<Pick<Comment, 'body' | 'visibility'>>,
    actor: string,
  ): Comment {
    const { changes, database, now } = this.#deps;
    return changes.run((announce) => {
      const updated: Comment = { ...comment, ...change, updated: now(), updateAuthorAccountId: actor };
      database.run('UPDATE jira_comment SET level = ?, body = ? WHERE id = ?', [
        levelOf(updated.visibility, issue),
        JSON.stringify(updated),
        Number(comment.id),
      ]);
      database.run('DELETE FROM jira_comment_text WHERE rowid = ?', [Number(comment.id)]);
      this.#insertWords(updated);
      announce({
        type: 'comment_updated',
        issue: this.#touch(issue, updated.updated),
        comment: updated,
        actor,
      });
      return updated;
    });
  }

  delete(issue: Issue, comment: Comment, actor: string | null): void {
    const { changes, database, now, properties } = this.#deps;
    changes.run((announce) => {
      database.run('DELETE FROM jira_comment_text WHERE rowid = ?', [Number(comment.id)]);
      database.run('DELETE FROM jira_comment WHERE id = ?', [Number(comment.id)]);
      properties.deleteAll({ type: 'comment', id: comment.id });
      announce({ type: 'comment_deleted', issue: this.#touch(issue, now()), comment, actor });
    });
  }

  #insertWords({ id, body }: Comment): void {
    this.#deps.database.run('INSERT INTO jira_comment_text (rowid, body) VALUES (?, ?)', [
      Number(id),
      adfToText(body),
    ]);
  }

  #touch(issue: Issue, updated: number): Issue {
    this.#deps.issues.touch(issue.id, updated);
    return { ...issue, updated };
  }
}

function toComment({ body }: Row): Comment {
  return JSON.parse(String(body));
}
