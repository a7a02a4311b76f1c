import type { Hono } from 'hono';
import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { inEpic, inNoEpic } from '../../jira/agile/board-query.ts';
import { EPIC_COLORS, isEpic, isSubtask, toFieldColor } from '../../jira/agile/epics.ts';
import { AGILE_FIELD, EPIC_DONE, EPIC_TO_DO } from '../../jira/agile/fields.ts';
import { epicJson } from '../../jira/agile/json.ts';
import type { IssueFields } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  requirePermission,
} from '../jira/shared.ts';
import { issuePage } from './issue-lists.ts';
import { findEpic, readIssues, readRankTarget } from './shared.ts';

const MAX_SUMMARY = 255;

/** Epics, and what is in them. */
export function addEpicRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.get('/epic/none/issue', (c) => c.json(issuePage(c, deps, '', [inNoEpic(store.configuration)])));
  app.post('/epic/none/issue', async (c) => move(c, await readRecord(c), null));

  app.get('/epic/:epic', (c) => c.json(epicJson(findEpic(c, deps), host)));

  app.post('/epic/:epic', async (c) => {
    const body = await readRecord(c);
    const epic = findEpic(c, deps);
    requirePermission(c, deps, epic, 'EDIT_ISSUES');
    return c.json(epicJson(store.issues.update(epic, readEpicChange(body), actorOf(c)), host));
  });

  app.get('/epic/:epic/issue', (c) => c.json(issuePage(c, deps, '', [inEpic(findEpic(c, deps).id)])));

  app.post('/epic/:epic/issue', async (c) => {
    const body = await readRecord(c);
    const epic = findEpic(c, deps);
    requirePermission(c, deps, epic, 'EDIT_ISSUES');
    return move(c, body, epic.id);
  });

  app.put('/epic/:epic/rank', async (c) => {
    const body = await readRecord(c);
    const epic = findEpic(c, deps);
    requirePermission(c, deps, epic, 'SCHEDULE_ISSUES');
    const target = readRankTarget(c, deps, body, { before: 'rankBeforeEpic', after: 'rankAfterEpic' });
    if (target === undefined) throw jiraError(400, ['Give rankBeforeEpic or rankAfterEpic.']);
    if (!isEpic(target.issue, store.configuration)) {
      throw jiraError(404, [`The issue '${target.issue.key}' is not an epic.`]);
    }
    store.agile.planning.rank([epic], target, actorOf(c));
    return c.body(null, 204);
  });

  /** @param epicId null takes the issues out of the epics that they are in */
  function move(c: JiraContext, body: Readonly<Record<string, unknown>>, epicId: string | null) {
    const issues = readIssues(c, deps, body, ['EDIT_ISSUES']);
    const wrong = issues.find(
      (issue) => isEpic(issue, store.configuration) || isSubtask(issue, store.configuration),
    );
    if (wrong !== undefined) {
      throw jiraError(400, [
        `The issue '${wrong.key}' is an epic or a sub-task, which cannot be in an epic.`,
      ]);
    }
    store.changes.run(() => {
      for (const issue of issues) store.issues.update(issue, { parentId: epicId }, actorOf(c));
    });
    return c.body(null, 204);
  }
}

/** @throws {ProductError} 400 that names what is wrong */
function readEpicChange(body: Readonly<Record<string, unknown>>): Partial<IssueFields> {
  const errors: Record<string, string> = {};
  const custom: Record<string, Json> = {};
  const { done, color } = body;
  const name = stringAt(body, 'name');
  const summary = stringAt(body, 'summary');
  if (name !== undefined) custom[AGILE_FIELD.epicName] = name;
  if (summary !== undefined && (summary.trim() === '' || summary.length > MAX_SUMMARY)) {
    errors['summary'] = `The summary must not be empty, nor longer than ${MAX_SUMMARY} characters.`;
  }
  if (typeof done === 'boolean') custom[AGILE_FIELD.epicStatus] = done ? EPIC_DONE : EPIC_TO_DO;
  if (color !== undefined && color !== null) {
    const key = isRecord(color) ? stringAt(color, 'key') : undefined;
    if (key === undefined || !EPIC_COLORS.includes(key)) {
      errors['color'] = `The key of the color must be one of ${EPIC_COLORS.join(', ')}.`;
    } else custom[AGILE_FIELD.epicColor] = toFieldColor(key);
  }
  if (Object.keys(errors).length > 0) throw jiraError(400, [], errors);
  return { custom, ...(summary === undefined ? {} : { summary }) };
}
