import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { addAddonOptionRoutes } from './addon-options.ts';
import { addAttachmentRoutes } from './attachments.ts';
import { addChangelogRoutes } from './changelog.ts';
import { addCommentRoutes } from './comments.ts';
import { addComponentRoutes } from './components.ts';
import { addFieldContextRoutes } from './field-contexts.ts';
import { addFieldOptionRoutes } from './field-options.ts';
import { addFieldRoutes } from './fields.ts';
import { addIssueMetaRoutes } from './issue-meta.ts';
import { addIssueTypeRoutes } from './issue-types.ts';
import { addIssueRoutes } from './issues.ts';
import { addJqlRoutes } from './jql.ts';
import { addLinkTypeRoutes } from './link-types.ts';
import { addLinkRoutes } from './links.ts';
import { BEFORE_ISSUES, PEOPLE_PARTS } from './people/index.ts';
import { addPriorityRoutes } from './priorities.ts';
import { addProjectDetailRoutes } from './project-details.ts';
import { addProjectRoutes } from './projects.ts';
import { addIssuePropertyRoutes } from './properties.ts';
import { addRemoteLinkRoutes } from './remote-links.ts';
import { addRoleRoutes } from './roles.ts';
import { addSchemeRoutes } from './schemes.ts';
import { addScreenRoutes } from './screens.ts';
import { addSearchRoutes } from './search.ts';
import { addSettingsRoutes } from './settings.ts';
import type { JiraRestDeps } from './shared.ts';
import { addSiteRoutes } from './site.ts';
import { addStatusRoutes } from './statuses.ts';
import { addTaskRoutes } from './tasks.ts';
import { addTransitionRoutes } from './transitions.ts';
import { addVersionRoutes } from './versions.ts';
import { addWatcherRoutes } from './watchers.ts';
import { addWebhookRoutes } from './webhooks.ts';
import { addWorkflowRoutes } from './workflows.ts';
import { addWorklogRoutes } from './worklogs.ts';

/** What a path can be taken for more than once goes before: `createmeta` is no key of an issue. */
const PARTS = [
  addSiteRoutes,
  addProjectDetailRoutes,
  addProjectRoutes,
  addRoleRoutes,
  addVersionRoutes,
  addComponentRoutes,
  addIssueTypeRoutes,
  addStatusRoutes,
  addPriorityRoutes,
  addLinkTypeRoutes,
  addFieldRoutes,
  addFieldContextRoutes,
  addFieldOptionRoutes,
  addAddonOptionRoutes,
  addScreenRoutes,
  addSettingsRoutes,
  addSchemeRoutes,
  addWorkflowRoutes,
  addFieldRoutes,
  addIssueMetaRoutes,
  ...BEFORE_ISSUES,
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
  addTaskRoutes,
  ...PEOPLE_PARTS,
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
