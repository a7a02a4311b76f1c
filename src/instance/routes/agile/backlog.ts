import type { Hono } from 'hono';
import { onBoard } from '../../jira/agile/board-query.ts';
import { isSubtask } from '../../jira/agile/epics.ts';
import { ofSubtask } from '../../jira/agile/sprint-input.ts';
import type { Board } from '../../jira/agile/types.ts';
import { listOf, sql } from '../../jira/jql/sql.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { withJqlErrors } from '../jira/jql-errors.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord, searcherOf } from '../jira/shared.ts';
import { findBoard, readIssues, readRankTarget } from './shared.ts';

/** From sprints to the backlog, and from the backlog to boards without sprints. */
export function addBacklogRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { agile } = store;

  app.post('/backlog/issue', async (c) => {
    const issues = readPlanned(c, await readRecord(c));
    store.changes.run(() => {
      for (const issue of issues) agile.planning.moveTo(undefined, issue, actorOf(c));
    });
    return c.body(null, 204);
  });

  app.post('/backlog/:boardId/issue', async (c) => {
    const body = await readRecord(c);
    const board = findBoard(c, deps);
    if (!board.features.includes('backlog')) throw jiraError(400, ['The board does not have a backlog.']);
    const issues = readPlanned(c, body);
    requireOnBoard(c, board, issues);
    const target = readRankTarget(c, deps, body);
    store.changes.run(() => {
      const moved = issues.map((issue) => {
        if (board.features.includes('sprints')) return agile.planning.moveTo(undefined, issue, actorOf(c));
        agile.planning.place(board, issue, false);
        return issue;
      });
      if (target !== undefined) agile.planning.rank(moved, target, actorOf(c));
    });
    return c.body(null, 204);
  });

  app.post('/board/:boardId/issue', async (c) => {
    const body = await readRecord(c);
    const board = findBoard(c, deps);
    if (!board.features.includes('backlog') || board.features.includes('sprints')) {
      throw jiraError(400, ['Issues come to this board by their status or by their sprint.']);
    }
    const issues = readIssues(c, deps, body, ['EDIT_ISSUES', 'SCHEDULE_ISSUES']);
    requireOnBoard(c, board, issues);
    const target = readRankTarget(c, deps, body);
    store.changes.run(() => {
      for (const issue of issues) agile.planning.place(board, issue, true);
      if (target !== undefined) agile.planning.rank(issues, target, actorOf(c));
    });
    return c.body(null, 204);
  });

  /** @throws {ProductError} 400 for sub-tasks, which are where their parent is */
  function readPlanned(c: JiraContext, body: Readonly<Record<string, unknown>>): readonly Issue[] {
    const issues = readIssues(c, deps, body, ['EDIT_ISSUES', 'SCHEDULE_ISSUES']);
    const subtask = issues.find((issue) => isSubtask(issue, store.configuration));
    if (subtask !== undefined) throw jiraError(400, [ofSubtask(subtask.key)]);
    return issues;
  }

  function requireOnBoard(c: JiraContext, board: Board, issues: readonly Issue[]): void {
    const within = sql`${onBoard(board, store.configuration)} AND i.id IN ${listOf(issues.map(({ id }) => Number(id)))}`;
    const jql = agile.jqlOf(board);
    const count = jql === undefined ? 0 : withJqlErrors(() => store.search.count(jql, searcherOf(c), within));
    if (count < issues.length) throw jiraError(400, ['All issues must be on the board.']);
  }
}
