import type { Hono } from 'hono';
import { issueTypeJson, projectJson } from '../../jira/json.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { createMeta, editMeta } from './field-meta.ts';
import {
  actorOf,
  findIssue,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readExpand,
  splitList,
} from './shared.ts';

/** What can be set when an issue is made or edited. Before the routes of issues: `createmeta` is no key. */
export function addIssueMetaRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const { issueTypes } = store.configuration;

  app.get('/issue/createmeta', (c) => {
    c.set('honoured', ['projectIds', 'projectKeys', 'issuetypeIds', 'issuetypeNames', 'expand']);
    const list = (name: string) => splitList(c.req.queries(name));
    const expand = readExpand(c, list('expand'), ['projects.issuetypes.fields']);
    const isNamed = (values: readonly string[], given: readonly string[]) =>
      given.length === 0 || values.some((value) => given.includes(value));
    const named = [...list('projectIds'), ...list('projectKeys')];
    const types = issueTypes.filter(({ id, name }) =>
      isNamed([id, name], [...list('issuetypeIds'), ...list('issuetypeNames')]),
    );
    return c.json({
      expand: 'projects',
      projects: projectsToCreateIn(c)
        .filter(({ id, key }) => isNamed([id, key], named))
        .map((project) => ({
          ...projectJson(project, host),
          issuetypes: types.map((type) => ({
            ...issueTypeJson(type, host),
            ...(expand.has('projects.issuetypes.fields')
              ? {
                  expand: 'fields',
                  fields: Object.fromEntries(
                    createMeta(deps, project, type).map((field) => [field.key, field]),
                  ),
                }
              : {}),
          })),
        })),
    });
  });

  app.get('/issue/createmeta/:project/issuetypes', (c) => {
    findProject(c);
    const { values, ...page } = pageOf(c, issueTypes);
    return c.json({ ...page, issueTypes: values.map((type) => issueTypeJson(type, host)) });
  });

  app.get('/issue/createmeta/:project/issuetypes/:type', (c) => {
    const project = findProject(c);
    const type = issueTypes.find(({ id }) => id === c.req.param('type'));
    if (type === undefined) throw jiraError(404, ['The issue type selected is invalid.']);
    const { values, ...page } = pageOf(c, createMeta(deps, project, type));
    return c.json({ ...page, fields: values });
  });

  app.get('/issue/:idOrKey/editmeta', (c) => c.json(editMeta(c, deps, findIssue(c, deps))));

  function findProject(c: JiraContext): Project {
    const idOrKey = c.req.param('project') ?? '';
    const project = projectsToCreateIn(c).find((one) => one === store.project(idOrKey));
    if (project !== undefined) return project;
    throw jiraError(404, [`No project could be found with key '${idOrKey}'.`]);
  }

  function projectsToCreateIn(c: JiraContext): readonly Project[] {
    return store.projects().filter(({ id }) => store.permissions.may(actorOf(c), 'CREATE_ISSUES', id));
  }
}
