import type { Hono } from 'hono';
import { projectJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findProject,
  isIn,
  jsonContext,
  pageBean,
  paramOf,
  requireAdministrator,
  requireProjectAdministrator,
} from './administration.ts';
import { type JiraContext, type JiraRestDeps, pageOf, readExpand, splitList, versionOf } from './shared.ts';

/**
 * Schemes say what holds for which projects. There is one of each kind for all of them, of permissions there are two, and
 * none can be made or changed.
 */
export function addSchemeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addIssueTypeSchemes(app, deps);
  addNotificationSchemes(app, deps);
  addSecuritySchemes(app, deps);
}

function addIssueTypeSchemes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const scheme = () => ({
    id: '10000',
    name: 'Default Issue Type Scheme',
    description:
      'Default issue type scheme is the list of global issue types. All newly created issue types will automatically be added to this scheme.',
    defaultIssueTypeId: store.configuration.issueTypes[0]?.id,
    isDefault: true,
  });

  app.get('/issuetypescheme', (c) => {
    requireAdministrator(c, deps);
    const expand = readExpand(c, splitList(c.req.queries('expand')), ['projects', 'issueTypes']);
    const ids = splitList(c.req.queries('id'));
    const found = [scheme()].filter(
      ({ id, name }) => (ids.length === 0 || ids.includes(id)) && isIn(c.req.query('queryString'), name),
    );
    const page = pageOf(c, found, ['id', 'queryString', 'expand', 'orderBy']);
    return c.json(
      pageBean(c, deps, page, (one) => ({
        ...one,
        ...(expand.has('projects')
          ? {
              projects: wholePage(
                store.projects().map((project) => projectJson(project, jsonContext(c, deps))),
              ),
            }
          : {}),
        ...(expand.has('issueTypes')
          ? {
              issueTypes: wholePage(
                store.configuration.issueTypes.map(({ id, name, description, hierarchyLevel, subtask }) => ({
                  id,
                  name,
                  description,
                  hierarchyLevel,
                  subtask,
                })),
              ),
            }
          : {}),
      })),
    );
  });

  app.get('/issuetypescheme/mapping', (c) => {
    requireAdministrator(c, deps);
    const ids = splitList(c.req.queries('issueTypeSchemeId'));
    const types = ids.length === 0 || ids.includes('10000') ? store.configuration.issueTypes : [];
    const page = pageOf(c, types, ['issueTypeSchemeId']);
    return c.json(pageBean(c, deps, page, ({ id }) => ({ issueTypeSchemeId: '10000', issueTypeId: id })));
  });

  app.get('/issuetypescheme/project', (c) => {
    requireAdministrator(c, deps);
    const projectIds = knownIds(deps, requiredIds(c, 'projectId'));
    const page = pageOf(c, projectIds.length === 0 ? [] : [projectIds], ['projectId']);
    return c.json(pageBean(c, deps, page, (ids) => ({ issueTypeScheme: scheme(), projectIds: ids })));
  });
}

const NOTIFICATION_SCHEME = {
  id: 10_000,
  name: 'Default Notification Scheme',
  description: 'Nobody is notified of anything.',
  notificationSchemeEvents: [],
} as const;

function addNotificationSchemes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host } = deps;
  const schemeJson = (c: JiraContext) => ({
    expand: 'notificationSchemeEvents,user,group,projectRole,field,all',
    self: `${host.baseUrl}/rest/api/${versionOf(c)}/notificationscheme/${NOTIFICATION_SCHEME.id}`,
    ...NOTIFICATION_SCHEME,
  });

  app.get('/notificationscheme', (c) => {
    requireAdministrator(c, deps);
    const page = pageOf(c, [NOTIFICATION_SCHEME], ['expand']);
    return c.json(pageBean(c, deps, page, () => schemeJson(c)));
  });

  app.get('/notificationscheme/project', (c) => {
    requireAdministrator(c, deps);
    const ids = splitList(c.req.queries('projectId'));
    const page = pageOf(
      c,
      knownIds(deps, ids.length === 0 ? deps.store.projects().map(({ id }) => id) : ids),
      ['projectId', 'notificationSchemeId'],
    );
    const toJson = (projectId: string) => ({
      notificationSchemeId: String(NOTIFICATION_SCHEME.id),
      projectId,
    });
    return c.json(pageBean(c, deps, page, toJson));
  });

  app.get('/notificationscheme/:id', (c) => {
    c.set('honoured', ['expand']);
    requireAdministrator(c, deps);
    if (paramOf(c, 'id') !== String(NOTIFICATION_SCHEME.id)) {
      throw jiraError(404, [`The notification scheme with id '${paramOf(c, 'id')}' does not exist.`]);
    }
    return c.json(schemeJson(c));
  });

  app.get('/project/:project/notificationscheme', (c) => {
    c.set('honoured', ['expand']);
    requireProjectAdministrator(c, deps, findProject(c, deps));
    return c.json(schemeJson(c));
  });
}

/** Issues have no security levels here. */
function addSecuritySchemes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const none = (id: string) => jiraError(404, [`The issue security scheme with id '${id}' does not exist.`]);

  app.get('/issuesecurityschemes', (c) => {
    requireAdministrator(c, deps);
    return c.json({ issueSecuritySchemes: [] });
  });
  for (const path of ['search', 'project', 'level', 'level/member']) {
    app.get(`/issuesecurityschemes/${path}`, (c) => {
      requireAdministrator(c, deps);
      const page = pageOf<never>(
        c,
        [],
        ['id', 'projectId', 'schemeId', 'issueSecuritySchemeId', 'onlyDefault', 'levelId', 'expand'],
      );
      return c.json(pageBean(c, deps, page, (one) => one));
    });
  }
  app.get('/issuesecurityschemes/:id', (c) => {
    requireAdministrator(c, deps);
    throw none(paramOf(c, 'id'));
  });
  app.get('/project/:project/issuesecuritylevelscheme', (c) => {
    const project = findProject(c, deps);
    requireProjectAdministrator(c, deps, project);
    throw jiraError(404, ['The project has no issue security scheme.']);
  });
  app.get('/securitylevel/:id', (c) => {
    throw jiraError(404, [`The security level with id '${paramOf(c, 'id')}' does not exist.`]);
  });
}

/** A list that is a page of its own inside of something else. */
function wholePage<T>(values: readonly T[]) {
  return { startAt: 0, maxResults: 100, total: values.length, isLast: true, values };
}

/** @throws {ProductError} 400 where there are none */
export function requiredIds(c: JiraContext, name: string): readonly string[] {
  const ids = splitList(c.req.queries(name));
  if (ids.length === 0) throw jiraError(400, [`${name} is required.`]);
  return ids;
}

/** Those of the ids that are of projects. */
export function knownIds({ store }: JiraRestDeps, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => store.catalog.find(id)?.id === id);
}
