import type { Json } from '../../../core/json.ts';
import type { Database } from '../../store/database.ts';
import type { Changes } from '../changes.ts';
import type { IssueTable } from '../issues/issue-table.ts';
import type { IssueWriter } from '../issues/issue-writer.ts';
import type { Issue } from '../types.ts';
import { AGILE_FIELD, SPRINT_FIELD } from './fields.ts';
import { rankBetween } from './rank.ts';
import type { Sprints } from './sprints.ts';
import type { Board, Sprint } from './types.ts';

export interface PlanningDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly table: IssueTable;
  readonly writer: IssueWriter;
  readonly sprints: Sprints;
}

/** Which side of another issue something is ranked on. */
export interface RankTarget {
  readonly side: 'before' | 'after';
  readonly issue: Issue;
}

/** Puts issues into sprints, back into the backlog, and in order. Sub-tasks are where their parent is. */
export class Planning {
  readonly #deps: PlanningDeps;

  constructor(deps: PlanningDeps) {
    this.#deps = deps;
  }

  /** Takes an issue out of the sprint that it is planned for; in closed ones it stays. */
  moveTo(sprint: Sprint | undefined, issue: Issue, actor: string | null): Issue {
    const value = sprintValue(issue, sprint?.id, this.#deps.sprints);
    return this.#deps.writer.update(issue, { custom: { [AGILE_FIELD.sprint]: value } }, actor);
  }

  /** From the backlog of a board to the board, or back, where there are no sprints to do it. */
  place(board: Board, issue: Issue, isOnBoard: boolean): void {
    const statement = isOnBoard
      ? 'INSERT OR IGNORE INTO jira_board_issue (board, issue) VALUES (?, ?)'
      : 'DELETE FROM jira_board_issue WHERE board = ? AND issue = ?';
    this.#deps.database.run(statement, [board.id, Number(issue.id)]);
  }

  /** Takes every issue out of a sprint, and deletes it. */
  deleteSprint(sprint: Sprint, actor: string | null): void {
    const { changes, sprints, table, writer } = this.#deps;
    changes.run(() => {
      for (const issue of table.list(this.#issuesIn(sprint))) {
        // The sub-tasks have followed their parent by now.
        const current = table.find(issue.id) ?? issue;
        const rest = sprintIdsOf(current).filter((id) => id !== sprint.id);
        if (rest.length === sprintIdsOf(current).length) continue;
        const value = rest.length === 0 ? null : rest;
        writer.update(current, { custom: { [AGILE_FIELD.sprint]: value } }, actor);
      }
      sprints.delete(sprint, actor);
    });
  }

  /** Ranks issues, in the order that they are given in, right before or after another one. */
  rank(issues: readonly Issue[], { side, issue: target }: RankTarget, actor: string | null): void {
    const { changes, writer, database } = this.#deps;
    changes.run(() => {
      const moved = JSON.stringify(issues.map(({ id }) => Number(id)));
      const neighbour = database.get(
        side === 'before'
          ? `SELECT rank FROM jira_issue WHERE rank < ? AND id NOT IN (SELECT value FROM json_each(?))
             ORDER BY rank DESC LIMIT 1`
          : `SELECT rank FROM jira_issue WHERE rank > ? AND id NOT IN (SELECT value FROM json_each(?))
             ORDER BY rank LIMIT 1`,
        [target.rank, moved],
      );
      const other = neighbour === undefined ? undefined : String(neighbour['rank']);
      let above = side === 'before' ? other : target.rank;
      const below = side === 'before' ? target.rank : other;
      for (const issue of issues) {
        if (issue.id === target.id) continue;
        above = rankBetween(above, below);
        writer.adjust(issue, { rank: above }, actor, 'issue_updated');
      }
    });
  }

  #issuesIn(sprint: Sprint): readonly number[] {
    return this.#deps.database
      .all('SELECT issue FROM jira_custom_value WHERE field = ? AND number = ? ORDER BY issue', [
        SPRINT_FIELD,
        sprint.id,
      ])
      .map(({ issue }) => Number(issue));
  }
}

/** The sprints that an issue is or was in, in the order in which it came into them. */
export function sprintIdsOf({ custom }: Pick<Issue, 'custom'>): readonly number[] {
  const value = custom[AGILE_FIELD.sprint];
  return Array.isArray(value) ? value.map(Number) : [];
}

/** The value of the field when an issue is planned for a sprint, or for none: closed sprints stay in it. */
export function sprintValue(
  issue: Pick<Issue, 'custom'> | undefined,
  sprintId: number | undefined,
  sprints: Pick<Sprints, 'find'>,
): Json {
  const closed = issue === undefined ? [] : sprintIdsOf(issue);
  const kept = closed.filter((id) => id !== sprintId && sprints.find(id)?.state === 'closed');
  const ids = sprintId === undefined ? kept : [...kept, sprintId];
  return ids.length === 0 ? null : ids;
}
