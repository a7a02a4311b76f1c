import type { Hono } from 'hono';
import type { Json } from '../../../core/json.ts';
import { jiraError } from '../../product-error.ts';
import type { Entity, EntityProperties } from '../../properties/entity-properties.ts';
import type { HostProduct } from '../../site.ts';
import type { InstanceEnv } from '../env.ts';
import { checkPropertyKey, readPropertyValue } from './property-input.ts';
import {
  actorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  requirePermission,
  versionOf,
  visibleIssue,
} from './shared.ts';

/** How the properties of one kind of thing are reached. */
export interface PropertyRoutes {
  /** `/issue/:idOrKey/properties` */
  readonly path: string;
  /** The thing of the request. @throws {ProductError} where it is not there, or may not be read or written */
  readonly find: (c: JiraContext, access: 'read' | 'write') => Entity;
  /** What the addresses of properties end with, where the path does not name the thing. */
  readonly query?: (entity: Entity) => string;
  /** Where a change is more than writing it down. */
  readonly set?: (c: JiraContext, entity: Entity, key: string, value: Json) => boolean;
  readonly delete?: (c: JiraContext, entity: Entity, key: string) => boolean;
}

/** Reading and writing of entity properties, which is the same for everything that has them. */
export function addPropertyRoutes(
  app: Hono<InstanceEnv>,
  { host, properties }: { readonly host: HostProduct; readonly properties: EntityProperties },
  routes: PropertyRoutes,
): void {
  const one = `${routes.path}/:propertyKey`;

  app.get(routes.path, (c) => {
    const entity = routes.find(c, 'read');
    const self = `${host.baseUrl}${c.req.path.replace(/^\/rest\/api\/[^/]+/, `/rest/api/${versionOf(c)}`)}`;
    const query = routes.query?.(entity) ?? '';
    const keys = properties
      .keys(entity)
      .map((key) => ({ self: `${self}/${encodeURIComponent(key)}${query}`, key }));
    return c.json({ keys });
  });

  app.get(one, (c) => {
    const property = properties.find(routes.find(c, 'read'), keyOf(c));
    if (property === undefined) throw missing(c);
    return c.json({ key: property.key, value: property.value });
  });

  app.put(one, async (c) => {
    const value = readPropertyValue(await c.req.text());
    const entity = routes.find(c, 'write');
    const key = checkPropertyKey(keyOf(c));
    const isNew = routes.set?.(c, entity, key, value) ?? properties.set(entity, key, value);
    return c.json({}, isNew ? 201 : 200);
  });

  app.delete(one, (c) => {
    const entity = routes.find(c, 'write');
    const key = keyOf(c);
    const existed = routes.delete?.(c, entity, key) ?? properties.delete(entity, key);
    if (!existed) throw missing(c);
    return c.body(null, 204);
  });
}

/** Properties of issues, comments and worklogs. */
export function addIssuePropertyRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const context = { host, properties: store.properties };

  addPropertyRoutes(app, context, {
    path: '/issue/:idOrKey/properties',
    find: (c, access) => {
      const issue = findIssue(c, deps);
      if (access === 'write') requirePermission(c, deps, issue, 'EDIT_ISSUES');
      return { type: 'issue', id: issue.id };
    },
    set: (c, { id }, key, value) => store.issueProperties.set(findIssue(c, deps, id), key, value, actorOf(c)),
    delete: (c, { id }, key) => store.issueProperties.delete(findIssue(c, deps, id), key, actorOf(c)),
  });

  addPropertyRoutes(app, context, {
    path: '/comment/:commentId/properties',
    find: (c, access) => {
      const id = c.req.param('commentId') ?? '';
      const comment = store.comments.find(id, issueContext(c, deps).viewer);
      const issue = comment && visibleIssue(c, deps, comment.issueId);
      if (comment === undefined || issue === undefined) {
        throw jiraError(404, [`Can not find a comment for the id: ${id}.`]);
      }
      const isOwn = comment.authorAccountId === actorOf(c);
      if (access === 'write')
        requirePermission(c, deps, issue, isOwn ? 'EDIT_OWN_COMMENTS' : 'EDIT_ALL_COMMENTS');
      return { type: 'comment', id };
    },
  });

  addPropertyRoutes(app, context, {
    path: '/issue/:idOrKey/worklog/:worklogId/properties',
    find: (c, access) => {
      const id = c.req.param('worklogId') ?? '';
      const issue = findIssue(c, deps);
      const worklog = store.worklogs.find(id, issueContext(c, deps).viewer);
      if (worklog?.issueId !== issue.id) throw jiraError(404, [`Cannot find worklog with id: '${id}'.`]);
      const isOwn = worklog.authorAccountId === actorOf(c);
      if (access === 'write')
        requirePermission(c, deps, issue, isOwn ? 'EDIT_OWN_WORKLOGS' : 'EDIT_ALL_WORKLOGS');
      return { type: 'worklog', id };
    },
  });
}

function keyOf(c: JiraContext): string {
  return c.req.param('propertyKey') ?? '';
}

function missing(c: JiraContext) {
  return jiraError(404, [`The property with key '${keyOf(c)}' does not exist.`]);
}
