import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { addIssueRoutes } from './issues.ts';
import { addProjectRoutes } from './projects.ts';
import { addSearchRoutes } from './search.ts';
import type { JiraRestDeps } from './shared.ts';
import { addSiteRoutes } from './site.ts';

/**
 * Jira's platform API, as far as it is emulated, below `/rest/api/{2,3,latest}`.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
export function createJiraRest(deps: JiraRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  addSiteRoutes(app, deps);
  addProjectRoutes(app, deps);
  addIssueRoutes(app, deps);
  addSearchRoutes(app, deps);
  return app;
}
