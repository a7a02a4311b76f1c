import type { Hono } from 'hono';
import type { ProjectPermission } from '../../jira/permissions.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findProject,
  isAdministrator,
  isIn,
  noProject,
  ordered,
  pageBean,
  paramOf,
  requireAdministrator,
  requireProjectAdministrator,
  visibleProject,
} from './administration.ts';
import { ignoredIn, parseNewProject, parseProjectChange } from './project-input.ts';
import { listedProjectJson, wholeProjectJson } from './project-json.ts';
import {
  actorOf,
  explainIgnored,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readRecord,
  splitList,
  versionOf,
} from './shared.ts';
import { doneTask } from './tasks.ts';

const NOT_GLOBAL = 'You must have global administrator rights in order to modify projects.';

/** Projects: the list, each by itself, and what becomes of them. */
export function addProjectRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addReading(app, deps);
  addWriting(app, deps);
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/project', (c) => {
    c.set('honoured', ['expand', 'recent', 'properties']);
    const recent = Number(c.req.query('recent') ?? '0') || undefined;
    return c.json(
      seenProjects(c, deps)
        .slice(0, recent)
        .map((one) => listedProjectJson(c, deps, one)),
    );
  });

  // Those whose issues were changed last stand in for those that somebody has looked at last.
  app.get('/project/recent', (c) => {
    c.set('honoured', ['expand', 'properties']);
    const lastChange = ({ id }: Project) => store.projectAdmin.insight(id).lastIssueUpdateTime ?? 0;
    const recent = [...seenProjects(c, deps)].sort((a, b) => lastChange(b) - lastChange(a)).slice(0, 20);
    return c.json(recent.map((one) => listedProjectJson(c, deps, one)));
  });

  app.get('/project/search', (c) => {
    const found = ordered(searchProjects(c, deps), c.req.query('orderBy') ?? 'key', {
      key: ({ key }) => key,
      name: ({ name }) => name,
      owner: ({ leadAccountId }) => deps.people.find(leadAccountId)?.displayName ?? '',
      category: ({ categoryId }) => store.categories.find(categoryId ?? '')?.name ?? '',
      issueCount: ({ id }) => store.projectAdmin.insight(id).totalIssueCount,
      lastIssueUpdatedDate: ({ id }) => store.projectAdmin.insight(id).lastIssueUpdateTime ?? 0,
      archivedDate: ({ shelved }) => shelved?.at ?? 0,
      deletedDate: ({ shelved }) => shelved?.at ?? 0,
    });
    const page = pageOf(c, found, [
      ...[
        'orderBy',
        'id',
        'keys',
        'query',
        'typeKey',
        'categoryId',
        'action',
        'expand',
        'status',
        'properties',
      ],
    ]);
    return c.json(pageBean(c, deps, page, (one) => listedProjectJson(c, deps, one)));
  });

  app.get('/project/:project', (c) => {
    c.set('honoured', ['expand', 'properties']);
    return c.json(wholeProjectJson(c, deps, findProject(c, deps)));
  });
}

function addWriting(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.post('/project', async (c) => {
    requireAdministrator(c, deps, NOT_GLOBAL);
    const body = await readRecord(c);
    const { fields, scheme } = parseNewProject(body, deps);
    explainIgnored(c, ignoredIn(body));
    const project = store.projectAdmin.create(fields, scheme ?? 'open', actorOf(c));
    return c.json(
      {
        self: `${host.baseUrl}/rest/api/${versionOf(c)}/project/${project.id}`,
        id: Number(project.id),
        key: project.key,
      },
      201,
    );
  });

  app.put('/project/:project', async (c) => {
    c.set('honoured', ['expand']);
    const project = findProject(c, deps);
    requireLive(project);
    requireProjectAdministrator(c, deps, project);
    const body = await readRecord(c);
    const { fields, scheme } = parseProjectChange(body, project, deps);
    if (fields.key !== project.key || scheme !== undefined) requireAdministrator(c, deps, NOT_GLOBAL);
    explainIgnored(c, ignoredIn(body));
    const changed = store.changes.run(() => {
      const updated = store.projectAdmin.update(project, fields, actorOf(c), scheme);
      const released = splitList(listOfTexts(body['releasedProjectKeys']));
      return released.length === 0 ? updated : store.projectAdmin.releaseKeys(updated, released);
    });
    return c.json(wholeProjectJson(c, deps, changed));
  });

  app.delete('/project/:project', (c) => {
    c.set('honoured', ['enableUndo']);
    const project = findToAdminister(c, deps);
    requireLive(project);
    if (c.req.query('enableUndo') === 'false') store.projectAdmin.delete(project, actorOf(c));
    else store.projectAdmin.trash(project, actorOf(c));
    return c.body(null, 204);
  });

  app.post('/project/:project/delete', (c) => {
    const project = findToAdminister(c, deps);
    requireLive(project);
    store.projectAdmin.delete(project, actorOf(c));
    return doneTask(c, deps, `Delete project ${project.name}`, null);
  });

  app.post('/project/:project/archive', (c) => {
    const project = findProject(c, deps);
    requireAdministrator(c, deps, NOT_GLOBAL);
    requireLive(project);
    store.projectAdmin.archive(project, actorOf(c));
    return c.body(null, 204);
  });

  app.post('/project/:project/restore', (c) => {
    const project = store.project(paramOf(c, 'project'));
    if (project === undefined || !isAdministrator(c, deps)) throw noProject(paramOf(c, 'project'));
    return c.json(wholeProjectJson(c, deps, store.projectAdmin.restore(project, actorOf(c))));
  });
}

/** A project for what only administrators of the site may do to it. @throws {ProductError} 404, also for everybody else */
function findToAdminister(c: JiraContext, deps: JiraRestDeps): Project {
  const project = findProject(c, deps);
  if (!isAdministrator(c, deps)) throw noProject(paramOf(c, 'project'));
  return project;
}

function requireLive({ shelved }: Project): void {
  if (shelved !== undefined) throw jiraError(400, ['The project is archived. Restore it first.']);
}

function seenProjects(c: JiraContext, deps: JiraRestDeps): readonly Project[] {
  return deps.store.projects().filter(({ id }) => visibleProject(c, deps, id) !== undefined);
}

const ACTIONS: Readonly<Record<string, ProjectPermission>> = {
  view: 'BROWSE_PROJECTS',
  browse: 'BROWSE_PROJECTS',
  edit: 'ADMINISTER_PROJECTS',
  create: 'CREATE_ISSUES',
};

/** @throws {ProductError} 400 */
function searchProjects(c: JiraContext, deps: JiraRestDeps): readonly Project[] {
  const { store } = deps;
  const list = (name: string) => splitList(c.req.queries(name));
  const [ids, keys, statuses, types] = [list('id'), list('keys'), list('status'), list('typeKey')];
  const action = c.req.query('action') ?? 'view';
  const permission = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (permission === undefined) throw jiraError(400, [`The value '${action}' of action is not supported.`]);
  const categoryId = c.req.query('categoryId');
  const isAmong = (given: readonly string[], value: string) => given.length === 0 || given.includes(value);
  return store.catalog
    .list()
    .filter(({ shelved }) => isAmong(statuses.length === 0 ? ['live'] : statuses, shelved?.state ?? 'live'))
    .filter((project) => maySee(c, deps, project, permission))
    .filter(({ id, key }) => isAmong(ids, id) && isAmong(keys, key))
    .filter(({ typeKey = 'software' }) => isAmong(types, typeKey))
    .filter((project) => categoryId === undefined || (project.categoryId ?? '-1') === categoryId)
    .filter(({ key, name }) => isIn(c.req.query('query'), key, name));
}

/** Those in the trash are seen by administrators alone. */
function maySee(
  c: JiraContext,
  deps: JiraRestDeps,
  project: Project,
  permission: ProjectPermission,
): boolean {
  if (project.shelved?.state === 'deleted') return isAdministrator(c, deps);
  if (permission === 'BROWSE_PROJECTS') return visibleProject(c, deps, project.id) !== undefined;
  return deps.store.permissions.may(actorOf(c), permission, project.id);
}

function listOfTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
