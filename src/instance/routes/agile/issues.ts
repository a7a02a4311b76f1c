import type { Hono } from 'hono';
import { estimationField } from '../../jira/agile/json.ts';
import type { Board } from '../../jira/agile/types.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  findIssue,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  requirePermission,
  visibleIssue,
} from '../jira/shared.ts';
import { agileIssueAnswer } from './issue-lists.ts';
import { findBoard, readIssueNames, readRankTarget } from './shared.ts';

/** Single issues, their order, and what they are estimated at. */
export function addAgileIssueRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.put('/issue/rank', async (c) => {
    const body = await readRecord(c);
    const names = readIssueNames(body);
    const target = readRankTarget(c, deps, body);
    if (target === undefined) throw jiraError(400, ['Give rankBeforeIssue or rankAfterIssue.']);
    const attempts = names.map((name) => attempt(c, name));
    const ranked = attempts.flatMap(({ issue, entry }) => (entry.status === 200 && issue ? [issue] : []));
    store.agile.planning.rank(ranked, target, actorOf(c));
    if (ranked.length === names.length) return c.body(null, 204);
    return c.json({ entries: attempts.map(({ entry }) => entry) }, 207);
  });

  app.get('/issue/:idOrKey', (c) => {
    c.set('honoured', ['fields', 'expand', 'updateHistory']);
    return c.json(agileIssueAnswer(c, deps, findIssue(c, deps)));
  });

  app.get('/issue/:idOrKey/estimation', (c) => {
    const issue = findIssue(c, deps);
    return c.json(estimationJson(issue, estimationOf(boardOf(c))));
  });

  app.put('/issue/:idOrKey/estimation', async (c) => {
    const { value } = await readRecord(c);
    const issue = findIssue(c, deps);
    const fieldId = estimationOf(boardOf(c));
    requirePermission(c, deps, issue, 'EDIT_ISSUES');
    const estimate = value === null || value === '' ? null : Number(value);
    if (value === undefined || (estimate !== null && !Number.isFinite(estimate))) {
      throw jiraError(400, [], { [fieldId]: `'${String(value)}' is an invalid number` });
    }
    const changed = store.issues.update(issue, { custom: { [fieldId]: estimate } }, actorOf(c));
    return c.json(estimationJson(changed, fieldId));
  });

  /** What becomes of one of several issues; one that fails does not keep the others from being ranked. */
  function attempt(c: JiraContext, name: string) {
    const issue = visibleIssue(c, deps, name);
    if (issue === undefined) {
      const errors = ['Issue does not exist or you do not have permission to see it.'];
      const named = /^\d+$/.test(name) ? { issueId: Number(name) } : { issueKey: name };
      return { issue, entry: { ...named, status: 404, errors } };
    }
    const entry = { issueId: Number(issue.id), issueKey: issue.key };
    const may = store.permissions.may(actorOf(c), 'SCHEDULE_ISSUES', issue.projectId);
    if (may) return { issue, entry: { ...entry, status: 200 } };
    const errors = ['You do not have permission to schedule issues in this project.'];
    return { issue, entry: { ...entry, status: 403, errors } };
  }

  /** @throws {ProductError} 400, 404 */
  function boardOf(c: JiraContext): Board {
    c.set('honoured', ['boardId']);
    const boardId = c.req.query('boardId');
    if (boardId === undefined) throw jiraError(400, ['The query parameter boardId is required.']);
    return findBoard(c, deps, boardId);
  }
}

/** @throws {ProductError} 400 where issues of the board are not estimated */
function estimationOf(board: Board): string {
  const fieldId = estimationField(board);
  if (fieldId !== undefined) return fieldId;
  throw jiraError(400, ['Issues of this board are not estimated.']);
}

/** As a text with a fraction, `8.0`. */
function estimationJson({ custom }: Issue, fieldId: string) {
  const value = custom[fieldId];
  if (typeof value !== 'number') return { fieldId };
  return { fieldId, value: Number.isInteger(value) ? value.toFixed(1) : String(value) };
}
