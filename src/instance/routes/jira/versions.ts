import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { wholeVersionJson } from '../../jira/json/version-json.ts';
import type { Project, Version } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findProject,
  idIn,
  isIn,
  jsonContext,
  mayAdminister,
  ordered,
  pageBean,
  paramOf,
  visibleProject,
} from './administration.ts';
import {
  actorOf,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readExpand,
  readRecord,
  splitList,
  versionOf,
} from './shared.ts';
import { parseVersion } from './version-input.ts';

/** Versions of projects. */
export function addVersionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addLists(app, deps);
  addSingle(app, deps);
  addCounts(app, deps);
  addDeletion(app, deps);
}

const EXPANDS = ['operations', 'issuesstatus'];

function versionJson(c: JiraContext, deps: JiraRestDeps, version: Version) {
  const expand = readExpand(c, splitList(c.req.queries('expand')), EXPANDS);
  return {
    ...wholeVersionJson(version, jsonContext(c, deps), new Date(deps.now()).toISOString().slice(0, 10)),
    ...(expand.has('operations') ? { operations: [] } : {}),
    ...(expand.has('issuesstatus') ? { issuesStatusForFixVersion: issuesStatus(deps, version) } : {}),
  };
}

function issuesStatus({ store }: JiraRestDeps, { id }: Version) {
  const counts = store.versionAdmin.statuses(id);
  const inCategory = (key: string) =>
    store.configuration.statuses
      .filter(({ categoryKey }) => categoryKey === key)
      .reduce((sum, status) => sum + (counts.get(status.id) ?? 0), 0);
  const [toDo, inProgress, done] = [inCategory('new'), inCategory('indeterminate'), inCategory('done')];
  return { unmapped: 0, toDo, inProgress, done };
}

function addLists(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/project/:project/versions', (c) => {
    c.set('honoured', ['expand']);
    const { id } = findProject(c, deps);
    return c.json(store.catalog.versions(id).map((version) => versionJson(c, deps, version)));
  });

  app.get('/project/:project/version', (c) => {
    const { id } = findProject(c, deps);
    const statuses = splitList(c.req.queries('status'));
    const found = store.catalog
      .versions(id)
      .filter(({ name, description }) => isIn(c.req.query('query'), name, description))
      .filter((version) => statuses.length === 0 || statuses.includes(statusOf(version)));
    const all = store.catalog.versions(id);
    const sorted = ordered(found, c.req.query('orderBy'), {
      name: ({ name }) => name,
      description: ({ description }) => description,
      // Those without a day come last.
      releaseDate: ({ releaseDate }) => releaseDate ?? '9999',
      startDate: ({ startDate }) => startDate ?? '9999',
      sequence: (version) => all.indexOf(version),
    });
    const page = pageOf(c, sorted, ['orderBy', 'query', 'status', 'expand']);
    return c.json(pageBean(c, deps, page, (version) => versionJson(c, deps, version)));
  });
}

function statusOf({ released, archived }: Version): string {
  if (archived) return 'archived';
  return released ? 'released' : 'unreleased';
}

function addSingle(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/version', async (c) => {
    const body = await readRecord(c);
    const project = readProject(c, deps, body);
    const version = store.versionAdmin.create(
      project,
      parseVersion(body, project, undefined, deps),
      actorOf(c),
    );
    return c.json(versionJson(c, deps, version), 201);
  });

  app.get('/version/:id', (c) => {
    c.set('honoured', ['expand']);
    return c.json(versionJson(c, deps, findVersion(c, deps).version));
  });

  app.put('/version/:id', async (c) => {
    const { version, project } = findVersion(c, deps);
    requireVersionAdministrator(c, deps, project, 400);
    const body = await readRecord(c);
    const changed: Version = { ...parseVersion(body, project, version, deps), id: version.id };
    const moveTo = idOfLink(body['moveUnfixedIssuesTo']);
    const target = moveTo === undefined ? undefined : versionIn(project, deps, moveTo);
    if (moveTo !== undefined && (target === undefined || target.id === version.id)) {
      throw jiraError(400, [], { moveUnfixedIssuesTo: `The fix version with id ${moveTo} does not exist.` });
    }
    return c.json(versionJson(c, deps, store.versionAdmin.update(version, changed, actorOf(c), target)));
  });

  app.post('/version/:id/move', async (c) => {
    const { version, project } = findVersion(c, deps);
    requireVersionAdministrator(c, deps, project, 401);
    const body = await readRecord(c);
    const order = movedOrder(body, version, project, deps);
    store.versionAdmin.move(version, order, actorOf(c));
    return c.json(versionJson(c, deps, version));
  });
}

/** The ids of a project's versions as they stand after a move. @throws {ProductError} 400, 404 */
function movedOrder(
  body: Readonly<Record<string, unknown>>,
  { id }: Version,
  project: Project,
  deps: JiraRestDeps,
): readonly string[] {
  const ids = deps.store.catalog.versions(project.id).map((version) => version.id);
  const others = ids.filter((other) => other !== id);
  const after = idOfLink(body['after']);
  const position = stringAt(body, 'position');
  if ((after === undefined) === (position === undefined)) {
    throw jiraError(400, ["Specify either 'after' or 'position'."]);
  }
  if (after !== undefined) {
    if (!ids.includes(after)) {
      throw jiraError(404, [`Could not find version with id '${after}' for project '${project.key}'`]);
    }
    const place = others.indexOf(after) + 1;
    return after === id ? ids : others.toSpliced(place, 0, id);
  }
  const place = ids.indexOf(id);
  switch (position) {
    case 'First':
      return [id, ...others];
    case 'Last':
      return [...others, id];
    case 'Earlier':
      return others.toSpliced(Math.max(place - 1, 0), 0, id);
    case 'Later':
      return others.toSpliced(place + 1, 0, id);
    default:
      throw jiraError(400, [`The position '${position}' is none of Earlier, Later, First and Last.`]);
  }
}

function addCounts(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const self = (c: JiraContext, { id }: Version) => `${host.baseUrl}/rest/api/${versionOf(c)}/version/${id}`;

  app.get('/version/:id/relatedIssueCounts', (c) => {
    const { version } = findVersion(c, deps);
    const { fixed, affected } = store.versionAdmin.use(version.id);
    return c.json({
      self: self(c, version),
      issuesFixedCount: fixed,
      issuesAffectedCount: affected,
      issueCountWithCustomFieldsShowingVersion: 0,
      customFieldUsage: [],
    });
  });

  app.get('/version/:id/unresolvedIssueCount', (c) => {
    const { version } = findVersion(c, deps);
    const { fixed, unresolved } = store.versionAdmin.use(version.id);
    return c.json({ self: self(c, version), issuesUnresolvedCount: unresolved, issuesCount: fixed });
  });
}

function addDeletion(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const remove = (c: JiraContext, fix: string | undefined, affected: string | undefined) => {
    const { version, project } = findVersion(c, deps);
    requireVersionAdministrator(c, deps, project, 401);
    const find = (id: string | undefined, what: string) => {
      if (id === undefined) return undefined;
      if (id === version.id)
        throw jiraError(400, ['You cannot move the issues to the version being deleted.']);
      const found = versionIn(project, deps, id);
      if (found === undefined) throw jiraError(400, [`The ${what} version with id ${id} does not exist.`]);
      return found;
    };
    // Both are looked at before anything is said of them.
    const to = { affected: find(affected, 'affects'), fix: find(fix, 'fix') };
    store.versionAdmin.delete(version, to, actorOf(c));
    return c.body(null, 204);
  };

  app.delete('/version/:id', (c) => {
    c.set('honoured', ['moveFixIssuesTo', 'moveAffectedIssuesTo']);
    return remove(c, idOfLink(c.req.query('moveFixIssuesTo')), idOfLink(c.req.query('moveAffectedIssuesTo')));
  });

  app.post('/version/:id/removeAndSwap', async (c) => {
    const body = await readRecord(c);
    const custom = body['customFieldReplacementList'];
    const field = Array.isArray(custom) ? custom.find(isRecord) : undefined;
    if (field !== undefined) {
      throw jiraError(400, [`The custom field with id ${idIn(field['customFieldId'])} does not exist.`]);
    }
    return remove(c, idIn(body['moveFixIssuesTo']), idIn(body['moveAffectedIssuesTo']));
  });

  app.put('/version/:id/mergeto/:target', (c) => {
    const { version, project } = findVersion(c, deps);
    requireVersionAdministrator(c, deps, project, 401);
    const targetId = paramOf(c, 'target');
    const target = versionIn(project, deps, targetId);
    if (target === undefined) throw noVersion(targetId);
    if (target.id === version.id)
      throw jiraError(400, ['You cannot move the issues to the version being deleted.']);
    store.versionAdmin.merge(version, target, actorOf(c));
    return c.body(null, 204);
  });
}

function findVersion(
  c: JiraContext,
  deps: JiraRestDeps,
): { readonly version: Version; readonly project: Project } {
  const id = paramOf(c, 'id');
  const version = deps.store.catalog.version(id);
  const project = version && visibleProject(c, deps, version.projectId);
  if (version === undefined || project === undefined) throw noVersion(id);
  return { version, project };
}

function noVersion(id: string) {
  return jiraError(404, [`Could not find version for id '${id}'`]);
}

function versionIn(project: Project, { store }: JiraRestDeps, id: string): Version | undefined {
  const version = store.catalog.version(id);
  return version?.projectId === project.id ? version : undefined;
}

/** Jira answers differently from operation to operation. */
function requireVersionAdministrator(
  c: JiraContext,
  deps: JiraRestDeps,
  project: Project,
  status: 400 | 401,
): void {
  if (mayAdminister(c, deps, project)) return;
  const name = deps.people.find(actorOf(c))?.displayName ?? '';
  throw jiraError(status, [
    status === 401
      ? `The user ${name} does not have permission to complete this operation.`
      : 'You must have global or project administrator rights in order to modify versions.',
  ]);
}

/** The project that a new version is for. @throws {ProductError} 400, 404 */
function readProject(c: JiraContext, deps: JiraRestDeps, body: Readonly<Record<string, unknown>>): Project {
  const id = idIn(body['projectId']);
  const key = stringAt(body, 'project');
  const idOrKey = id ?? key;
  if (idOrKey === undefined) throw jiraError(400, ['Project must be specified to create a version.']);
  const project = visibleProject(c, deps, idOrKey);
  if (project !== undefined && mayAdminister(c, deps, project)) return project;
  throw jiraError(404, [
    `Project with ${id === undefined ? 'key' : 'id'} '${idOrKey}' either does not exist or you do not have permission to create versions in it.`,
  ]);
}

/** Where a version is named by its address, as well as by its id. */
function idOfLink(value: unknown): string | undefined {
  const text = idIn(value);
  return text === undefined || text === '' ? undefined : text.slice(text.lastIndexOf('/') + 1);
}
