import type { Hono } from 'hono';
import { parseIssueFields } from '../../jira/issue-input.ts';
import { wantedFields } from '../../jira/json/wanted-fields.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError, ProductError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { issueAnswer, KNOWN_EXPANDS } from './issue-answer.ts';
import {
  actorOf,
  findIssue,
  type JiraContext,
  type JiraRestDeps,
  readExpand,
  readRecord,
  requirePermission,
  splitList,
  textsOf,
  versionOf,
  visibleIssue,
} from './shared.ts';
import { createIssue, editIssue, errorsOf, inputContext } from './write-issue.ts';

const MAX_BULK = 50;
const MAX_FETCHED = 100;

/** Issues themselves. */
export function addIssueRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.post('/issue', async (c) => {
    c.set('honoured', ['updateHistory']);
    return c.json(createdJson(c, createIssue(c, deps, await readRecord(c))), 201);
  });

  app.post('/issue/bulk', async (c) => {
    const { issueUpdates } = await readRecord(c);
    if (!Array.isArray(issueUpdates) || issueUpdates.length === 0) {
      throw jiraError(400, ['issueUpdates must be a list of issues.']);
    }
    if (issueUpdates.length > MAX_BULK)
      throw jiraError(400, [`No more than ${MAX_BULK} issues can be created at once.`]);
    const results = issueUpdates.map((body: unknown, index) => attempt(c, body, index));
    const issues = results.flatMap((result) => ('issue' in result ? [result.issue] : []));
    const errors = results.flatMap((result) => ('error' in result ? [result.error] : []));
    return c.json({ issues, errors }, issues.length === 0 ? 400 : 201);
  });

  app.post('/issue/bulkfetch', async (c) => {
    const body = await readRecord(c);
    const { issueIdsOrKeys, fieldsByKeys: _fieldsByKeys } = body;
    const wanted = textsOf(issueIdsOrKeys);
    if (wanted.length === 0) throw jiraError(400, ['issueIdsOrKeys must be a list of ids and keys.']);
    if (wanted.length > MAX_FETCHED) {
      throw jiraError(400, [`No more than ${MAX_FETCHED} issues can be fetched at once.`]);
    }
    const fields = wantedFields(store, textsOf(body['fields']), '*navigable');
    const expand = readExpand(c, textsOf(body['expand']), KNOWN_EXPANDS);
    const found = new Map(
      wanted.flatMap((idOrKey) => visibleIssue(c, deps, idOrKey) ?? []).map((issue) => [issue.id, issue]),
    );
    const properties = textsOf(body['properties']);
    return c.json({
      expand: 'schema,names',
      issues: [...found.values()].map((issue) => issueAnswer(c, deps, issue, fields, expand, properties)),
      issueErrors: [],
    });
  });

  app.get('/issue/:idOrKey', (c) => {
    c.set('honoured', ['fields', 'expand', 'properties', 'fieldsByKeys', 'updateHistory', 'failFast']);
    return c.json(answer(c, findIssue(c, deps)));
  });

  app.put('/issue/:idOrKey', async (c) => {
    const body = await readRecord(c);
    c.set('honoured', ['returnIssue', 'notifyUsers', 'expand']);
    // Looked up after the last wait: what is changed must be the issue as it is now.
    const changed = editIssue(c, deps, findIssue(c, deps), body);
    return c.req.query('returnIssue') === 'true' ? c.json(answer(c, changed)) : c.body(null, 204);
  });

  app.delete('/issue/:idOrKey', (c) => {
    c.set('honoured', ['deleteSubtasks']);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'DELETE_ISSUES');
    if (store.issues.subtasks(issue).length > 0 && c.req.query('deleteSubtasks') !== 'true') {
      throw jiraError(400, [
        `The issue '${issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
      ]);
    }
    store.issues.delete(issue, actorOf(c));
    return c.body(null, 204);
  });

  app.put('/issue/:idOrKey/assignee', async (c) => {
    const body = await readRecord(c);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'ASSIGN_ISSUES');
    const context = inputContext(c, deps, issue.projectId, issue);
    const assignee = { accountId: body['accountId'] ?? null };
    store.issues.update(issue, parseIssueFields({ fields: { assignee } }, context), actorOf(c));
    return c.body(null, 204);
  });

  function answer(c: JiraContext, issue: Issue) {
    const fields = wantedFields(store, splitList(c.req.queries('fields')), '*all');
    const expand = readExpand(c, splitList(c.req.queries('expand')), KNOWN_EXPANDS);
    return issueAnswer(c, deps, issue, fields, expand, splitList(c.req.queries('properties')));
  }

  function createdJson(c: JiraContext, { id, key }: Issue) {
    return { id, key, self: `${host.baseUrl}/rest/api/${versionOf(c)}/issue/${id}` };
  }

  /** One of several: what is wrong with it does not keep the others from being made. */
  function attempt(c: JiraContext, body: unknown, index: number) {
    try {
      return { issue: createdJson(c, createIssue(c, deps, body)) };
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      const elementErrors = { ...errorsOf(error.body), status: error.status };
      return { error: { status: error.status, elementErrors, failedElementNumber: index } };
    }
  }
}
