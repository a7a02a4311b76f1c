import type { Hono } from 'hono';
import { briefJson } from '../../jira/json/field-values.ts';
import { linkTypeJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { addComment, readComment } from './comment-input.ts';
import { addLink, readLink, requireLinkPermission } from './link-input.ts';
import {
  actorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  versionOf,
  visibleIssue,
} from './shared.ts';

/** Links between issues, and what kinds of them there are. */
export function addLinkRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.post('/issueLink', async (c) => {
    const body = await readRecord(c);
    const link = readLink(c, deps, body);
    const comment =
      body['comment'] === undefined ? undefined : readComment(c, deps, link.source, body['comment']);
    store.changes.run(() => {
      addLink(c, deps, link);
      if (comment !== undefined) addComment(c, deps, link.source, comment);
    });
    return c.body(null, 201);
  });

  app.get('/issueLink/:id', (c) => {
    const { link, type, source, target } = findLink(c);
    const context = issueContext(c, deps);
    return c.json({
      id: link.id,
      self: `${host.baseUrl}/rest/api/${versionOf(c)}/issueLink/${link.id}`,
      type: linkTypeJson(type, host),
      inwardIssue: briefJson(source, context),
      outwardIssue: briefJson(target, context),
    });
  });

  app.delete('/issueLink/:id', (c) => {
    const { link, source, target } = findLink(c);
    requireLinkPermission(c, store, source);
    store.links.delete(link, source, target, actorOf(c));
    return c.body(null, 204);
  });

  function findLink(c: JiraContext) {
    const id = c.req.param('id') ?? '';
    const link = store.links.find(id);
    const type = store.configuration.linkTypes.find((one) => one.id === link?.typeId);
    if (link === undefined || type === undefined) {
      throw jiraError(404, [`No issue link with id '${id}' exists.`]);
    }
    if (
      visibleIssue(c, deps, link.sourceId) === undefined ||
      visibleIssue(c, deps, link.targetId) === undefined
    ) {
      throw jiraError(404, [`No issue link with id '${id}' exists.`]);
    }
    return {
      link,
      type,
      source: findIssue(c, deps, link.sourceId),
      target: findIssue(c, deps, link.targetId),
    };
  }
}
