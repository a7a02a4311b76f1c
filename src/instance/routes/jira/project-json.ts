import { wholeVersionJson } from '../../jira/json/version-json.ts';
import { formatTime, issueTypeJson, personJson, projectCategoryJson, projectJson } from '../../jira/json.ts';
import type { Component, Project } from '../../jira/types.ts';
import { jsonContext, mayAdminister } from './administration.ts';
import { explainIgnored, type JiraContext, type JiraRestDeps, splitList, versionOf } from './shared.ts';

/** What `expand` adds to projects in lists; a project by itself has most of it anyway. */
const EXPANDS = ['description', 'lead', 'issueTypes', 'url', 'projectKeys', 'permissions', 'insight'];
const WHOLE = [...EXPANDS, 'issueTypeHierarchy'];

/** A project in a list. */
export function listedProjectJson(c: JiraContext, deps: JiraRestDeps, project: Project) {
  const expand = readProjectExpand(c, EXPANDS);
  return {
    ...baseJson(c, deps, project),
    ...expandedJson(c, deps, project, expand),
    ...propertiesJson(c, deps, project),
  };
}

/** A project by itself. */
export function wholeProjectJson(c: JiraContext, deps: JiraRestDeps, project: Project) {
  const { store } = deps;
  const expand = readProjectExpand(c, WHOLE);
  const { baseUrl, apiVersion } = jsonContext(c, deps);
  const { expand: _expand, self, id, key, ...others } = baseJson(c, deps, project);
  const today = new Date(deps.now()).toISOString().slice(0, 10);
  const roles = store.roles
    .list()
    .map((role) => [role.name, `${baseUrl}/rest/api/${apiVersion}/project/${project.id}/role/${role.id}`]);
  return {
    expand: WHOLE.join(','),
    self,
    id,
    key,
    ...expandedJson(c, deps, project, new Set(['description', 'lead', 'issueTypes', 'url', ...expand])),
    components: store.catalog.components(project.id).map((one) => componentBriefJson(c, deps, one)),
    assigneeType: project.assigneeType ?? 'UNASSIGNED',
    versions: store.catalog
      .versions(project.id)
      .map((version) => wholeVersionJson(version, { baseUrl, apiVersion }, today)),
    roles: Object.fromEntries(roles),
    ...others,
    ...propertiesJson(c, deps, project),
    ...shelvedJson(project, deps),
  };
}

function baseJson(c: JiraContext, deps: JiraRestDeps, project: Project) {
  const { store } = deps;
  const context = jsonContext(c, deps);
  const category = store.categories.find(project.categoryId ?? '');
  return {
    expand: EXPANDS.join(','),
    ...projectJson(project, context),
    ...(category === undefined ? {} : { projectCategory: projectCategoryJson(category, context) }),
    style: 'classic',
    isPrivate: false,
  };
}

function expandedJson(
  c: JiraContext,
  deps: JiraRestDeps,
  project: Project,
  expand: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const { people, store } = deps;
  const lead = people.find(project.leadAccountId);
  const { issueTypes } = store.configuration;
  const parts: Readonly<Record<string, () => unknown>> = {
    description: () => project.description,
    lead: () => lead && personJson(lead, jsonContext(c, deps)),
    issueTypes: () => issueTypes.map((type) => issueTypeJson(type, jsonContext(c, deps))),
    url: () => project.url,
    projectKeys: () => [project.key, ...(project.formerKeys ?? [])],
    permissions: () => ({ canEdit: mayAdminister(c, deps, project) }),
    insight: () => insightJson(deps, project),
    issueTypeHierarchy: () => ({
      baseLevelId: 0,
      levels: hierarchyLevels(deps).map(({ level, name }) => ({ id: level, name, level })),
    }),
  };
  const values = Object.entries(parts)
    .filter(([name]) => expand.has(name))
    .map(([name, value]) => [name, value()] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function insightJson({ store }: JiraRestDeps, project: Project) {
  const { totalIssueCount, lastIssueUpdateTime } = store.projectAdmin.insight(project.id);
  return {
    totalIssueCount,
    ...(lastIssueUpdateTime === null ? {} : { lastIssueUpdateTime: formatTime(lastIssueUpdateTime) }),
  };
}

/** The levels of issue types, the highest first. */
export function hierarchyLevels({ store }: Pick<JiraRestDeps, 'store'>) {
  const levels = [
    { level: 1, name: 'Epic' },
    { level: 0, name: 'Base' },
    { level: -1, name: 'Subtask' },
  ];
  return levels.map(({ level, name }) => ({
    level,
    name,
    issueTypes: store.configuration.issueTypes.filter(({ hierarchyLevel }) => hierarchyLevel === level),
  }));
}

/** Those of the properties that `properties` names. */
function propertiesJson(c: JiraContext, { store }: JiraRestDeps, project: Project) {
  const keys = splitList(c.req.queries('properties'));
  const values = keys.flatMap((key) => store.properties.find({ type: 'project', id: project.id }, key) ?? []);
  return { properties: Object.fromEntries(values.map(({ key, value }) => [key, value])) };
}

function shelvedJson({ shelved }: Project, { host, people }: JiraRestDeps) {
  if (shelved === undefined) return {};
  const person = people.find(shelved.by);
  const by = person && personJson(person, host);
  const date = formatTime(shelved.at);
  return shelved.state === 'archived'
    ? { archived: true, archivedDate: date, archivedBy: by }
    : { deleted: true, deletedDate: date, deletedBy: by };
}

function componentBriefJson(c: JiraContext, { host }: JiraRestDeps, { id, name, description }: Component) {
  return {
    self: `${host.baseUrl}/rest/api/${versionOf(c)}/component/${id}`,
    id,
    name,
    ...(description === '' ? {} : { description }),
    isAssigneeTypeValid: false,
  };
}

function readProjectExpand(c: JiraContext, known: readonly string[]): ReadonlySet<string> {
  const given = splitList(c.req.queries('expand'));
  explainIgnored(
    c,
    given.filter((name) => !known.includes(name)).map((name) => `expand=${name}`),
  );
  return new Set(given);
}
