import { isEpic } from '../../jira/agile/epics.ts';
import { RANK_FIELD } from '../../jira/agile/fields.ts';
import type { RankTarget } from '../../jira/agile/planning.ts';
import type { Board, Sprint } from '../../jira/agile/types.ts';
import type { ProjectPermission } from '../../jira/permissions.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import {
  actorOf,
  findIssue,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  requirePermission,
  textsOf,
  visibleIssue,
  visibleSprint,
} from '../jira/shared.ts';

/** What all of Jira Software's operations have in common. */

/** How many issues one request can move or rank. */
export const MAX_ISSUES = 50;

const UNKNOWN_ISSUE = 'Issue does not exist or you do not have permission to see it.';

/** @throws {ProductError} 404, whether it is not there or not seen */
export function findBoard(c: JiraContext, deps: JiraRestDeps, id = c.req.param('boardId') ?? ''): Board {
  const { agile } = deps.store;
  const board = agile.boards.find(readId(id));
  if (board !== undefined && agile.mayView(actorOf(c), board)) return board;
  throw jiraError(404, [
    'The requested board cannot be viewed because it either does not exist or you do not have permission to view it.',
  ]);
}

/** @throws {ProductError} 404, whether it is not there or not seen */
export function findSprint(c: JiraContext, deps: JiraRestDeps, id = c.req.param('sprintId') ?? ''): Sprint {
  const sprint = visibleSprint(c, deps, readId(id));
  if (sprint !== undefined) return sprint;
  throw jiraError(404, ['We could not find the sprint']);
}

/** @throws {ProductError} 404, whether it is not there, not seen, or no epic */
export function findEpic(c: JiraContext, deps: JiraRestDeps, idOrKey = c.req.param('epic') ?? ''): Issue {
  const epic = findIssue(c, deps, idOrKey);
  if (isEpic(epic, deps.store.configuration)) return epic;
  throw jiraError(404, [`The issue '${epic.key}' is not an epic.`]);
}

/** @throws {ProductError} 400 for what is no id */
function readId(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw jiraError(400, [`'${text}' is not an id.`]);
}

/** @throws {ProductError} 400 where a board has no sprints */
export function requireSprints({ features }: Board): void {
  if (!features.includes('sprints')) throw jiraError(400, ['The board does not support sprints']);
}

/** @throws {ProductError} 403 */
export function requireManagement(c: JiraContext, { store }: JiraRestDeps, sprint: Sprint): void {
  const { agile, permissions } = store;
  const board = agile.boards.find(sprint.boardId);
  const may =
    board === undefined ? permissions.isAdmin(actorOf(c)) : agile.mayManageSprints(actorOf(c), board);
  if (!may)
    throw jiraError(403, ['You do not have the Manage Sprints permission for all projects of the board.']);
}

/** @throws {ProductError} 403 */
export function requireBoardAdmin(c: JiraContext, { store }: JiraRestDeps, board: Board): void {
  if (store.agile.mayAdminister(actorOf(c), board)) return;
  throw jiraError(403, ['You do not have permission to change this board.']);
}

/** A page as Jira Software has it. @throws {ProductError} 400 */
export function valuesOf<T>(c: JiraContext, items: readonly T[], honoured: readonly string[] = []) {
  const { startAt, maxResults, total, values } = pageOf(c, items, honoured);
  return { maxResults, startAt, total, isLast: startAt + values.length >= total, values };
}

/**
 * The issues that a body names.
 * @param permissions that the caller must have in each one's project
 * @throws {ProductError} 400, 403
 */
export function readIssues(
  c: JiraContext,
  deps: JiraRestDeps,
  body: Readonly<Record<string, unknown>>,
  permissions: readonly ProjectPermission[],
): readonly Issue[] {
  const issues = readIssueNames(body).map((idOrKey) => {
    const issue = visibleIssue(c, deps, idOrKey);
    if (issue === undefined) throw jiraError(400, [UNKNOWN_ISSUE]);
    return issue;
  });
  for (const issue of issues) {
    for (const permission of permissions) requirePermission(c, deps, issue, permission);
  }
  return issues;
}

/** Ids and keys, each once. @throws {ProductError} 400 */
export function readIssueNames({ issues }: Readonly<Record<string, unknown>>): readonly string[] {
  const listed = Array.isArray(issues)
    ? issues.map((one) => (typeof one === 'number' ? String(one) : one))
    : [];
  const names = [...new Set(textsOf(listed))];
  if (names.length === 0) throw jiraError(400, ['issues must be a list of ids and keys.']);
  if (names.length > MAX_ISSUES) {
    throw jiraError(400, [
      `The maximum number of issues that can be moved in one operation is ${MAX_ISSUES}.`,
    ]);
  }
  return names;
}

/**
 * Where a body wants issues to be ranked.
 * @param names of its properties
 * @returns undefined where it does not say
 * @throws {ProductError} 400
 */
export function readRankTarget(
  c: JiraContext,
  deps: JiraRestDeps,
  body: Readonly<Record<string, unknown>>,
  names = { before: 'rankBeforeIssue', after: 'rankAfterIssue' },
): RankTarget | undefined {
  const field = body['rankCustomFieldId'];
  if (field !== undefined && field !== null && Number(field) !== RANK_FIELD) {
    throw jiraError(400, [`The custom field ${String(field)} is no rank field.`]);
  }
  const sides = (['before', 'after'] as const).filter((side) => (body[names[side]] ?? null) !== null);
  const [side] = sides;
  if (side === undefined) return undefined;
  if (sides.length > 1) throw jiraError(400, [`Give ${names.before} or ${names.after}, not both.`]);
  const issue = visibleIssue(c, deps, String(body[names[side]]));
  if (issue === undefined) throw jiraError(400, [UNKNOWN_ISSUE]);
  return { side, issue };
}
