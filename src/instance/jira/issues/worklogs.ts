import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { AdfDocument } from '../adf.ts';
import type { Changes } from '../changes.ts';
import { levelCondition, levelOf, type Viewer } from '../levels.ts';
import type { Issue, Visibility, Worklog } from '../types.ts';
import type { IssueWriter } from './issue-writer.ts';

export interface WorklogDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly writer: IssueWriter;
  readonly properties: EntityProperties;
  readonly now: () => number;
}

export interface NewWorklog {
  readonly comment: AdfDocument | null;
  readonly started: number;
  readonly timeSpentSeconds: number;
  readonly visibility: Visibility | null;
}

export interface WorklogPage {
  readonly total: number;
  readonly worklogs: readonly Worklog[];
}

/** The remaining estimate of the issue after the time was logged; by itself it falls by what was spent. */
export type RemainingAfter = (remaining: number | null) => number | null;

/** Time that people have spent on issues. The issue keeps the sum, and what is estimated to remain. */
export class Worklogs {
  readonly #deps: WorklogDeps;

  constructor(deps: WorklogDeps) {
    this.#deps = deps;
  }

  page(
    issueId: string,
    viewer: Viewer,
    { startAt = 0, maxResults = 5000, startedAfter = 0, startedBefore = Number.MAX_SAFE_INTEGER } = {},
  ): WorklogPage {
    const [condition, values] = levelCondition(viewer);
    const where = `issue = ? AND started >= ? AND started < ? AND ${condition}`;
    const bound = [Number(issueId), startedAfter, startedBefore, ...values];
    const { database } = this.#deps;
    const total = database.get(`SELECT count(*) AS n FROM jira_worklog WHERE ${where}`, bound);
    if (Number(total?.['n']) === 0) return { total: 0, worklogs: [] };
    const rows = database.all(
      `SELECT body FROM jira_worklog WHERE ${where} ORDER BY started, id LIMIT ? OFFSET ?`,
      [...bound, maxResults, startAt],
    );
    return { total: Number(total?.['n']), worklogs: rows.map(toWorklog) };
  }

  find(id: string, viewer: Viewer): Worklog | undefined {
    const [condition, values] = levelCondition(viewer);
    const row = this.#deps.database.get(`SELECT body FROM jira_worklog WHERE id = ? AND ${condition}`, [
      Number(id),
      ...values,
    ]);
    return row && toWorklog(row);
  }

  add(issue: Issue, input: NewWorklog, author: string, remainingAfter: RemainingAfter): Worklog {
    const { changes, database, now } = this.#deps;
    return changes.run((announce) => {
      const created = now();
      const worklog: Worklog = {
        ...input,
        id: String(nextId(database, 'worklog')),
        issueId: issue.id,
        authorAccountId: author,
        updateAuthorAccountId: author,
        created,
        updated: created,
      };
      this.insert(issue, worklog);
      const changed = this.#sum(issue, remainingAfter, author, 'issue_work_logged');
      announce({ type: 'worklog_created', issue: changed, worklog, actor: author });
      return worklog;
    });
  }

  /** Writes a worklog as it is, sums nothing up, and tells nobody. */
  insert(issue: Issue, worklog: Worklog): void {
    this.#deps.database.run(
      'INSERT INTO jira_worklog (id, issue, author, started, updated, seconds, level, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [Number(worklog.id), Number(issue.id), worklog.authorAccountId, ...columnsOf(worklog, issue)],
    );
  }

  update(
    issue: Issue,
    worklog: Worklog,
    change: Partial<NewWorklog>,
    actor: string,
    remainingAfter: RemainingAfter,
  ): Worklog {
    const { changes, database, now } = this.#deps;
    return changes.run((announce) => {
      const updated: Worklog = { ...worklog, ...change, updated: now(), updateAuthorAccountId: actor };
      database.run(
        'UPDATE jira_worklog SET started = ?, updated = ?, seconds = ?, level = ?, body = ? WHERE id = ?',
        [...columnsOf(updated, issue), Number(worklog.id)],
      );
      const changed = this.#sum(issue, remainingAfter, actor, 'issue_worklog_updated');
      announce({ type: 'worklog_updated', issue: changed, worklog: updated, actor });
      return updated;
    });
  }

  delete(issue: Issue, worklog: Worklog, actor: string | null, remainingAfter: RemainingAfter): void {
    const { changes, database, properties, now } = this.#deps;
    changes.run((announce) => {
      database.run('DELETE FROM jira_worklog WHERE id = ?', [Number(worklog.id)]);
      database.run('INSERT OR IGNORE INTO jira_deleted_worklog (id, deleted) VALUES (?, ?)', [
        Number(worklog.id),
        now(),
      ]);
      properties.deleteAll({ type: 'worklog', id: worklog.id });
      const changed = this.#sum(issue, remainingAfter, actor, 'issue_worklog_deleted');
      announce({ type: 'worklog_deleted', issue: changed, worklog, actor });
    });
  }

  #sum(issue: Issue, remainingAfter: RemainingAfter, actor: string | null, eventTypeName: string): Issue {
    const { database, writer } = this.#deps;
    const row = database.get('SELECT sum(seconds) AS seconds FROM jira_worklog WHERE issue = ?', [
      Number(issue.id),
    ]);
    const timeSpentSeconds = row?.['seconds'] === null ? null : Number(row?.['seconds']);
    const remainingEstimateSeconds = remainingAfter(issue.remainingEstimateSeconds);
    return writer.adjust(issue, { timeSpentSeconds, remainingEstimateSeconds }, actor, eventTypeName);
  }
}

function columnsOf(worklog: Worklog, issue: Issue) {
  const { started, updated, timeSpentSeconds, visibility } = worklog;
  return [started, updated, timeSpentSeconds, levelOf(visibility, issue), JSON.stringify(worklog)] as const;
}

function toWorklog({ body }: Row): Worklog {
  return JSON.parse(String(body));
}
