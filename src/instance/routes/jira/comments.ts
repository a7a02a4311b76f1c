import type { Hono } from 'hono';
import { adfToHtml } from '../../jira/adf.ts';
import { commentJson } from '../../jira/json.ts';
import type { Comment, Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { addComment, readComment } from './comment-input.ts';
import {
  actorOf,
  authorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  readExpand,
  readRange,
  readRecord,
  splitList,
  visibleIssue,
} from './shared.ts';

const MAX_LISTED = 1000;

/** What people say about issues. */
export function addCommentRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/comment/list', async (c) => {
    const { ids } = await readRecord(c);
    if (!Array.isArray(ids) || ids.length > MAX_LISTED) {
      throw jiraError(400, [`ids must be a list of at most ${MAX_LISTED} ids of comments.`]);
    }
    c.set('honoured', ['expand']);
    const { viewer } = issueContext(c, deps);
    const found = ids
      .flatMap((id) => store.comments.find(String(id), viewer) ?? [])
      .filter(({ issueId }) => visibleIssue(c, deps, issueId) !== undefined);
    const values = found.map((comment) => json(c, comment));
    return c.json({ maxResults: MAX_LISTED, startAt: 0, total: values.length, isLast: true, values });
  });

  app.get('/issue/:idOrKey/comment', (c) => {
    const issue = findIssue(c, deps);
    const { startAt, maxResults } = readRange(c, ['orderBy', 'expand'], { usual: 5000, most: 5000 });
    const order = c.req.query('orderBy')?.trim() ?? 'created';
    if (!/^[+-]?created$/.test(order)) throw jiraError(400, [`Comments cannot be ordered by '${order}'.`]);
    const page = store.comments.page(issue.id, issueContext(c, deps).viewer, {
      startAt,
      maxResults,
      isNewestFirst: order.startsWith('-'),
    });
    const comments = page.comments.map((comment) => json(c, comment));
    return c.json({ startAt, maxResults, total: page.total, comments });
  });

  app.post('/issue/:idOrKey/comment', async (c) => {
    const body = await readRecord(c);
    c.set('honoured', ['expand']);
    const issue = findIssue(c, deps);
    return c.json(json(c, addComment(c, deps, issue, readComment(c, deps, issue, body))), 201);
  });

  app.get('/issue/:idOrKey/comment/:id', (c) => {
    c.set('honoured', ['expand']);
    return c.json(json(c, findComment(c, findIssue(c, deps))));
  });

  app.put('/issue/:idOrKey/comment/:id', async (c) => {
    const body = await readRecord(c);
    c.set('honoured', ['expand', 'notifyUsers']);
    const issue = findIssue(c, deps);
    const comment = findComment(c, issue);
    requireOwn(c, issue, comment, 'EDIT');
    const { visibility, body: text, properties } = readComment(c, deps, issue, body);
    const updated = store.changes.run(() => {
      for (const { key, value } of properties)
        store.properties.set({ type: 'comment', id: comment.id }, key, value);
      const change = { body: text, ...(visibility === undefined ? {} : { visibility }) };
      return store.comments.update(issue, comment, change, authorOf(c));
    });
    return c.json(json(c, updated));
  });

  app.delete('/issue/:idOrKey/comment/:id', (c) => {
    const issue = findIssue(c, deps);
    const comment = findComment(c, issue);
    requireOwn(c, issue, comment, 'DELETE');
    store.comments.delete(issue, comment, actorOf(c));
    return c.body(null, 204);
  });

  function findComment(c: JiraContext, issue: Issue): Comment {
    const id = c.req.param('id') ?? '';
    const comment = store.comments.find(id, issueContext(c, deps).viewer);
    if (comment?.issueId === issue.id) return comment;
    throw jiraError(404, [`Can not find a comment for the id: ${id}.`]);
  }

  function requireOwn(c: JiraContext, issue: Issue, comment: Comment, what: 'EDIT' | 'DELETE'): void {
    const account = actorOf(c);
    const isOwn = comment.authorAccountId === account;
    const permission = `${what}_${isOwn ? 'OWN' : 'ALL'}_COMMENTS` as const;
    if (store.permissions.may(account, permission, issue.projectId)) return;
    throw jiraError(400, ['You do not have the permission for this comment.']);
  }

  function json(c: JiraContext, comment: Comment) {
    const expand = readExpand(c, splitList(c.req.queries('expand')), ['renderedBody', 'properties']);
    const entity = { type: 'comment', id: comment.id };
    return {
      ...commentJson(comment, comment.issueId, issueContext(c, deps)),
      ...(expand.has('renderedBody') ? { renderedBody: adfToHtml(comment.body) } : {}),
      ...(expand.has('properties')
        ? {
            properties: store.properties
              .keys(entity)
              .flatMap((key) => store.properties.find(entity, key) ?? []),
          }
        : {}),
    };
  }
}
