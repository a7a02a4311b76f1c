import type { Hono } from 'hono';
import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { Issue, RemoteLink } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findIssue,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  requirePermission,
  versionOf,
} from './shared.ts';

/** Links from issues to things elsewhere. */
export function addRemoteLinkRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const links = store.remoteLinks;

  app.get('/issue/:idOrKey/remotelink', (c) => {
    c.set('honoured', ['globalId']);
    const issue = findIssue(c, deps);
    const globalId = c.req.query('globalId');
    if (globalId === undefined) return c.json(links.list(issue.id).map((link) => json(c, issue, link)));
    const link = links.findGlobal(issue.id, globalId);
    if (link === undefined) throw jiraError(404, [`No remote link with global id '${globalId}' found.`]);
    return c.json(json(c, issue, link));
  });

  app.post('/issue/:idOrKey/remotelink', async (c) => {
    const body = await readRecord(c);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'LINK_ISSUES');
    const { globalId, content } = readLink(body);
    const known = globalId === null ? undefined : links.findGlobal(issue.id, globalId);
    if (known !== undefined) {
      links.update({ ...known, body: content });
      return c.json(reference(c, issue, known.id), 200);
    }
    const { id } = links.add({ issueId: issue.id, globalId, body: content });
    return c.json(reference(c, issue, id), 201);
  });

  app.delete('/issue/:idOrKey/remotelink', (c) => {
    c.set('honoured', ['globalId']);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'LINK_ISSUES');
    const globalId = c.req.query('globalId');
    if (globalId === undefined) throw jiraError(400, ['globalId is required.']);
    const link = links.findGlobal(issue.id, globalId);
    if (link === undefined) throw jiraError(404, [`No remote link with global id '${globalId}' found.`]);
    links.delete(link.id);
    return c.body(null, 204);
  });

  app.get('/issue/:idOrKey/remotelink/:linkId', (c) => {
    const issue = findIssue(c, deps);
    return c.json(json(c, issue, findLink(c, issue)));
  });

  app.put('/issue/:idOrKey/remotelink/:linkId', async (c) => {
    const body = await readRecord(c);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'LINK_ISSUES');
    const link = findLink(c, issue);
    const { globalId, content } = readLink(body);
    links.update({ ...link, globalId: globalId ?? link.globalId, body: content });
    return c.body(null, 204);
  });

  app.delete('/issue/:idOrKey/remotelink/:linkId', (c) => {
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'LINK_ISSUES');
    links.delete(findLink(c, issue).id);
    return c.body(null, 204);
  });

  function findLink(c: JiraContext, issue: Issue): RemoteLink {
    const id = c.req.param('linkId') ?? '';
    const link = links.find(issue.id, id);
    if (link !== undefined) return link;
    throw jiraError(404, [`The remote link with id '${id}' was not found for this issue.`]);
  }

  function reference(c: JiraContext, { key }: Issue, id: string) {
    const self = `${host.baseUrl}/rest/api/${versionOf(c)}/issue/${key}/remotelink/${id}`;
    return { id: Number(id), self };
  }

  function json(c: JiraContext, issue: Issue, { id, globalId, body }: RemoteLink) {
    return { ...reference(c, issue, id), ...(globalId === null ? {} : { globalId }), ...body };
  }
}

/** @throws {ProductError} 400 */
function readLink(body: Readonly<Record<string, unknown>>) {
  const object = isRecord(body['object']) ? body['object'] : {};
  const missing = ['url', 'title'].filter((name) => (stringAt(object, name) ?? '').trim() === '');
  if (missing.length > 0) {
    throw jiraError(400, [], Object.fromEntries(missing.map((name) => [name, `'${name}' is required.`])));
  }
  const { application = {}, relationship } = body;
  // What was read from JSON is JSON.
  const content: Record<string, Json> = JSON.parse(
    JSON.stringify({ application, ...(relationship === undefined ? {} : { relationship }), object }),
  );
  return { globalId: stringAt(body, 'globalId') ?? null, content };
}
