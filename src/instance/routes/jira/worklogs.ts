import type { Hono } from 'hono';
import { worklogJson } from '../../jira/json.ts';
import type { Issue, Worklog } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { readPropertyList } from './property-input.ts';
import {
  actorOf,
  authorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  readRange,
  readRecord,
  requirePermission,
  visibleIssue,
} from './shared.ts';
import { readAdjustment, readWorklog } from './worklog-input.ts';

const MAX_LISTED = 1000;
const ESTIMATE_PARAMETERS = ['adjustEstimate', 'newEstimate', 'notifyUsers', 'overrideEditableFlag'] as const;

/** Time that people have spent on issues. */
export function addWorklogRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/worklog/list', async (c) => {
    const { ids } = await readRecord(c);
    if (!Array.isArray(ids) || ids.length > MAX_LISTED) {
      throw jiraError(400, [`ids must be a list of at most ${MAX_LISTED} ids of worklogs.`]);
    }
    const context = issueContext(c, deps);
    const found = ids
      .flatMap((id) => store.worklogs.find(String(id), context.viewer) ?? [])
      .filter(({ issueId }) => visibleIssue(c, deps, issueId) !== undefined);
    return c.json(found.map((worklog) => worklogJson(worklog, context)));
  });

  app.get('/issue/:idOrKey/worklog', (c) => {
    const issue = findIssue(c, deps);
    const range = readRange(c, ['startedAfter', 'startedBefore'], { usual: 5000, most: 5000 });
    const context = issueContext(c, deps);
    const page = store.worklogs.page(issue.id, context.viewer, {
      ...range,
      ...moment(c, 'startedAfter'),
      ...moment(c, 'startedBefore'),
    });
    const worklogs = page.worklogs.map((worklog) => worklogJson(worklog, context));
    return c.json({ ...range, total: page.total, worklogs });
  });

  app.post('/issue/:idOrKey/worklog', async (c) => {
    const body = await readRecord(c);
    c.set('honoured', [...ESTIMATE_PARAMETERS, 'reduceBy']);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'WORK_ON_ISSUES');
    const { input, remainingAfter } = readWorklog(c, deps, issue, body, estimateOf(c, 'reduceBy'));
    const properties = readPropertyList(body['properties']);
    const worklog = store.changes.run(() => {
      const added = store.worklogs.add(issue, input, authorOf(c), remainingAfter);
      for (const { key, value } of properties)
        store.properties.set({ type: 'worklog', id: added.id }, key, value);
      return added;
    });
    return c.json(worklogJson(worklog, issueContext(c, deps)), 201);
  });

  app.get('/issue/:idOrKey/worklog/:id', (c) =>
    c.json(worklogJson(findWorklog(c, findIssue(c, deps)), issueContext(c, deps))),
  );

  app.put('/issue/:idOrKey/worklog/:id', async (c) => {
    const body = await readRecord(c);
    c.set('honoured', ESTIMATE_PARAMETERS);
    const issue = findIssue(c, deps);
    const worklog = findWorklog(c, issue);
    requireOwn(c, issue, worklog, 'EDIT');
    const { input, remainingAfter } = readWorklog(c, deps, issue, body, estimateOf(c, 'reduceBy'), worklog);
    const updated = store.worklogs.update(issue, worklog, input, authorOf(c), remainingAfter);
    return c.json(worklogJson(updated, issueContext(c, deps)));
  });

  app.delete('/issue/:idOrKey/worklog/:id', (c) => {
    c.set('honoured', [...ESTIMATE_PARAMETERS, 'increaseBy']);
    const issue = findIssue(c, deps);
    const worklog = findWorklog(c, issue);
    requireOwn(c, issue, worklog, 'DELETE');
    const remainingAfter = readAdjustment(estimateOf(c, 'increaseBy'), worklog.timeSpentSeconds, 0);
    store.worklogs.delete(issue, worklog, actorOf(c), remainingAfter);
    return c.body(null, 204);
  });

  function findWorklog(c: JiraContext, issue: Issue): Worklog {
    const id = c.req.param('id') ?? '';
    const worklog = store.worklogs.find(id, issueContext(c, deps).viewer);
    if (worklog?.issueId === issue.id) return worklog;
    throw jiraError(404, [`Cannot find worklog with id: '${id}'.`]);
  }

  function requireOwn(c: JiraContext, issue: Issue, worklog: Worklog, what: 'EDIT' | 'DELETE'): void {
    const account = actorOf(c);
    const permission = `${what}_${worklog.authorAccountId === account ? 'OWN' : 'ALL'}_WORKLOGS` as const;
    if (store.permissions.may(account, permission, issue.projectId)) return;
    const verb = what.toLowerCase();
    throw jiraError(400, [`You do not have the permission to ${verb} this worklog.`]);
  }
}

function estimateOf(c: JiraContext, by: 'reduceBy' | 'increaseBy') {
  return {
    adjustEstimate: c.req.query('adjustEstimate'),
    newEstimate: c.req.query('newEstimate'),
    by: c.req.query(by),
  };
}

function moment(c: JiraContext, name: 'startedAfter' | 'startedBefore') {
  const text = c.req.query(name);
  if (text === undefined) return {};
  if (!/^\d{1,15}$/.test(text)) throw jiraError(400, [`${name} must be a number of milliseconds.`]);
  return { [name]: Number(text) };
}
