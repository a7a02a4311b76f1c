import type { Hono } from 'hono';
import { ISSUE_TYPES, PRIORITIES, STATUSES } from '../../jira/configuration.ts';
import { issueTypeJson, personJson, projectJson, statusJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, pageOf } from './shared.ts';

/** Projects and what issues are made of. */
export function addProjectRoutes(app: Hono<InstanceEnv>, { host, people, store }: JiraRestDeps): void {
  const seen = (c: JiraContext) =>
    store.projects().filter(({ id }) => store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', id));

  app.get('/project', (c) => c.json(seen(c).map((project) => projectJson(project, host))));

  app.get('/project/search', (c) => {
    const page = pageOf(c, seen(c));
    return c.json({
      self: `${host.baseUrl}/rest/api/3/project/search`,
      ...page,
      isLast: page.startAt + page.values.length >= page.total,
      values: page.values.map((project) => projectJson(project, host)),
    });
  });

  app.get('/project/:idOrKey', (c) => {
    const idOrKey = c.req.param('idOrKey');
    const project = seen(c).find((one) => one === store.project(idOrKey));
    if (project === undefined) throw jiraError(404, [`No project could be found with key '${idOrKey}'.`]);
    const lead = people.find(project.leadAccountId);
    return c.json({
      ...projectJson(project, host),
      description: project.description,
      lead: lead && personJson(lead, host),
      issueTypes: ISSUE_TYPES.map((type) => issueTypeJson(type, host)),
    });
  });

  app.get('/issuetype', (c) => c.json(ISSUE_TYPES.map((type) => issueTypeJson(type, host))));
  app.get('/status', (c) => c.json(STATUSES.map((status) => statusJson(status, host))));
  app.get('/priority', (c) =>
    c.json(
      PRIORITIES.map(({ id, name }) => ({ self: `${host.baseUrl}/rest/api/3/priority/${id}`, id, name })),
    ),
  );
}
