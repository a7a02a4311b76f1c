import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { personJson } from '../../jira/json.ts';
import type { Component, ComponentAssigneeType, Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findProject,
  idIn,
  isIn,
  mayAdminister,
  noProject,
  ordered,
  pageBean,
  paramOf,
  requireProjectAdministrator,
  visibleProject,
} from './administration.ts';
import {
  actorOf,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readRecord,
  splitList,
  versionOf,
} from './shared.ts';
import { isTaken } from './version-input.ts';

/** Components of projects. */
export function addComponentRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addLists(app, deps);
  addSingle(app, deps);
}

function addLists(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const sorts = {
    name: ({ name }: Component) => name,
    description: ({ description }: Component) => description,
    issueCount: ({ id }: Component) => store.componentAdmin.issueCount(id),
    lead: ({ leadAccountId }: Component) => deps.people.find(leadAccountId)?.displayName ?? '',
  };
  const matching = (c: JiraContext, components: readonly Component[]) =>
    components.filter(({ name, description }) => isIn(c.req.query('query'), name, description));
  const byName = (components: readonly Component[]) => ordered(components, 'name', sorts);

  app.get('/project/:project/components', (c) => {
    c.set('honoured', ['componentSource']);
    const project = findProject(c, deps);
    return c.json(
      byName(store.catalog.components(project.id)).map((one) => componentJson(c, deps, one, project)),
    );
  });

  app.get('/project/:project/component', (c) => {
    const project = findProject(c, deps);
    const found = matching(c, byName(store.catalog.components(project.id)));
    const sorted = ordered(found, c.req.query('orderBy'), sorts);
    const page = pageOf(c, sorted, ['orderBy', 'query', 'componentSource']);
    const toJson = (one: Component) => ({
      ...componentJson(c, deps, one, project),
      issueCount: store.componentAdmin.issueCount(one.id),
    });
    return c.json(pageBean(c, deps, page, toJson));
  });

  app.get('/component', (c) => {
    const named = splitList(c.req.queries('projectIdsOrKeys'));
    const projects = named.length === 0 ? store.projects() : named.map((one) => findProject(c, deps, one));
    const seen = projects.filter(({ id }) => visibleProject(c, deps, id) !== undefined);
    const found = matching(
      c,
      seen.flatMap(({ id }) => store.catalog.components(id)),
    );
    const sorted = ordered(byName(found), c.req.query('orderBy'), sorts);
    const page = pageOf(c, sorted, ['orderBy', 'query', 'projectIdsOrKeys']);
    const toJson = ({ id, name, description }: Component) => ({
      self: `${deps.host.baseUrl}/rest/api/${versionOf(c)}/component/${id}`,
      id,
      name,
      description,
    });
    return c.json(pageBean(c, deps, page, toJson));
  });
}

function addSingle(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.post('/component', async (c) => {
    const body = await readRecord(c);
    const key = stringAt(body, 'project') ?? idIn(body['projectId']);
    if (key === undefined) throw jiraError(400, ['A project id must be specified for this operation.']);
    const project = visibleProject(c, deps, key);
    if (project === undefined) throw noProject(key);
    requireProjectAdministrator(c, deps, project);
    const component = store.componentAdmin.create(parseComponent(body, project, undefined, deps));
    return c.json(componentJson(c, deps, component, project), 201);
  });

  app.get('/component/:id', (c) => {
    const { component, project } = findComponent(c, deps);
    return c.json(componentJson(c, deps, component, project));
  });

  app.put('/component/:id', async (c) => {
    const { component, project } = findComponent(c, deps);
    requireComponentAdministrator(c, deps, project);
    const body = await readRecord(c);
    const changed = { ...parseComponent(body, project, component, deps), id: component.id };
    return c.json(componentJson(c, deps, store.componentAdmin.update(changed), project));
  });

  app.delete('/component/:id', (c) => {
    c.set('honoured', ['moveIssuesTo']);
    const { component, project } = findComponent(c, deps);
    requireComponentAdministrator(c, deps, project);
    const given = c.req.query('moveIssuesTo');
    const targetId = given?.slice(given.lastIndexOf('/') + 1);
    const target = targetId === undefined ? undefined : store.catalog.component(targetId);
    if (targetId !== undefined && (target?.projectId !== project.id || target.id === component.id)) {
      throw noComponent(targetId);
    }
    store.componentAdmin.delete(component, target, actorOf(c));
    return c.body(null, 204);
  });

  app.get('/component/:id/relatedIssueCounts', (c) => {
    const { id } = findComponent(c, deps).component;
    return c.json({
      self: `${host.baseUrl}/rest/api/${versionOf(c)}/component/${id}`,
      issueCount: store.componentAdmin.issueCount(id),
    });
  });
}

const ASSIGNEE_TYPES: readonly ComponentAssigneeType[] = [
  'PROJECT_DEFAULT',
  'COMPONENT_LEAD',
  'PROJECT_LEAD',
  'UNASSIGNED',
];

/** A component from a request, over what is known of it. @throws {ProductError} 400 in Jira's words */
function parseComponent(
  body: Readonly<Record<string, unknown>>,
  project: Project,
  known: Component | undefined,
  { people, store }: JiraRestDeps,
): Omit<Component, 'id'> {
  const errors = new Map<string, string>();
  const name = (stringAt(body, 'name') ?? known?.name ?? '').trim();
  if (name === '') {
    errors.set('name', 'The component name specified is invalid - cannot be an empty string.');
  } else if (name.length > 255) {
    errors.set('name', 'The component name must not exceed 255 characters in length.');
  } else if (isTaken(name, store.catalog.components(project.id), known?.id)) {
    errors.set('name', `A component with the name ${name} already exists in this project.`);
  }
  const given = body['leadAccountId'];
  const lead = given === undefined ? known?.leadAccountId : typeof given === 'string' ? given : undefined;
  if (lead !== undefined && lead !== '' && people.find(lead) === undefined) {
    errors.set('leadAccountId', `The user ${lead} does not exist.`);
    errors.set('componentLead', `The user ${lead} does not exist.`);
  }
  const type = stringAt(body, 'assigneeType') ?? known?.assigneeType ?? 'PROJECT_DEFAULT';
  const assigneeType = ASSIGNEE_TYPES.find((one) => one === type);
  if (assigneeType === undefined) errors.set('assigneeType', `The assignee type '${type}' is not valid.`);
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
  return {
    projectId: project.id,
    name,
    description: stringAt(body, 'description') ?? known?.description ?? '',
    ...(lead === undefined || lead === '' ? {} : { leadAccountId: lead }),
    ...(assigneeType === undefined ? {} : { assigneeType }),
  };
}

/** Whom issues of a component go to: as it says, and as it comes out. */
function componentJson(
  c: JiraContext,
  { host, people, store }: JiraRestDeps,
  component: Component,
  project: Project,
) {
  const { id, name, description, leadAccountId, assigneeType = 'PROJECT_DEFAULT' } = component;
  const byProject = project.assigneeType === 'PROJECT_LEAD' ? project.leadAccountId : undefined;
  const person = (accountId: string | null | undefined) => {
    const found = people.find(accountId);
    return found && personJson(found, host);
  };
  const named = {
    PROJECT_DEFAULT: byProject,
    COMPONENT_LEAD: leadAccountId,
    PROJECT_LEAD: project.leadAccountId,
    UNASSIGNED: undefined,
  }[assigneeType];
  const isValid = assigneeType !== 'COMPONENT_LEAD' || leadAccountId !== undefined;
  const [lead, assignee] = [person(leadAccountId), person(named)];
  const realAssignee = person(store.catalog.defaultAssignee(project.id, [id]));
  return {
    self: `${host.baseUrl}/rest/api/${versionOf(c)}/component/${id}`,
    id,
    name,
    ...(description === '' ? {} : { description }),
    ...(lead === undefined ? {} : { lead }),
    assigneeType,
    ...(assignee === undefined ? {} : { assignee }),
    realAssigneeType: isValid ? assigneeType : 'PROJECT_DEFAULT',
    ...(realAssignee === undefined ? {} : { realAssignee }),
    isAssigneeTypeValid: isValid,
    project: project.key,
    projectId: Number(project.id),
  };
}

function findComponent(c: JiraContext, deps: JiraRestDeps) {
  const id = paramOf(c, 'id');
  const component = deps.store.catalog.component(id);
  const project = component && visibleProject(c, deps, component.projectId);
  if (component === undefined || project === undefined) throw noComponent(id);
  return { component, project };
}

function noComponent(id: string) {
  return jiraError(404, [`The component with id ${id} does not exist.`]);
}

function requireComponentAdministrator(c: JiraContext, deps: JiraRestDeps, project: Project): void {
  if (mayAdminister(c, deps, project)) return;
  const name = deps.people.find(actorOf(c))?.displayName ?? '';
  throw jiraError(403, [`The user ${name} does not have permission to complete this operation.`]);
}
