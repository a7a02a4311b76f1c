import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { addAttachmentRoutes } from './attachments.ts';
import { addChangelogRoutes } from './changelog.ts';
import { addCommentRoutes } from './comments.ts';
import { addIssueMetaRoutes } from './issue-meta.ts';
import { addIssueRoutes } from './issues.ts';
import { addJqlRoutes } from './jql.ts';
import { addLinkRoutes } from './links.ts';
import { addProjectRoutes } from './projects.ts';
import { addIssuePropertyRoutes } from './properties.ts';
import { addRemoteLinkRoutes } from './remote-links.ts';
import { addSearchRoutes } from './search.ts';
import type { JiraRestDeps } from './shared.ts';
import { addSiteRoutes } from './site.ts';
import { addTransitionRoutes } from './transitions.ts';
import { addWatcherRoutes } from './watchers.ts';
import { addWebhookRoutes } from './webhooks.ts';
import { addWorklogRoutes } from './worklogs.ts';

/** What a path can be taken for more than once goes before: `createmeta` is no key of an issue. */
const PARTS = [
  addSiteRoutes,
  addProjectRoutes,
  addIssueMetaRoutes,
  addIssueRoutes,
  addTransitionRoutes,
  addChangelogRoutes,
  addCommentRoutes,
  addWorklogRoutes,
  addLinkRoutes,
  addRemoteLinkRoutes,
  addWatcherRoutes,
  addAttachmentRoutes,
  addIssuePropertyRoutes,
  addSearchRoutes,
  addJqlRoutes,
  addWebhookRoutes,
] as const;

/**
 * Jira's platform API, as far as it is emulated, below `/rest/api/{2,3,latest}`.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
export function createJiraRest(deps: JiraRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  for (const addRoutes of PARTS) addRoutes(app, deps);
  return app;
}
