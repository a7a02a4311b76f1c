import { type Response, Router } from 'express';
import type { Authentication, Caller } from '../connect/authentication.ts';
import type { JiraClient } from '../connect/jira-client.ts';
import { HttpError } from '../http-error.ts';
import { textAt } from '../json.ts';
import { allowFraming } from '../security-headers.ts';
import type { Tenant } from '../storage/tenant-store.ts';
import type { WebhookLog } from '../storage/webhook-log.ts';
import { renderActivityPage } from '../views/activity-page.ts';
import type { Html } from '../views/html.ts';
import { renderIssuePanel } from '../views/issue-panel.ts';
import { type PageOptions, renderPage } from '../views/layout.ts';

const MAX_OPEN_ISSUES = 10;

export interface PageRouteOptions {
  readonly addonName: string;
  readonly basePath: string;
  readonly hostScriptUrl: string;
  readonly authentication: Authentication;
  readonly webhooks: WebhookLog;
  readonly jira: (tenant: Tenant) => JiraClient;
}

/** What people see. Each page exists twice: whole, for the frame, and as its content alone, to refresh the frame. */
export function pageRoutes(options: PageRouteOptions): Router {
  const { authentication } = options;
  const routes = Router();

  // The host signed the URL, so it is the host that says which issue the person is looking at.
  routes.get(
    '/issue-panel',
    authentication.frame(async (caller, request, response) => {
      const content = await issuePanel(textAt(request.query, 'issue'), caller, options);
      sendPage(response, caller, options, { content, layout: 'panel', refreshPath: '/api/issue-panel' });
    }),
  );

  // Which issue is part of the token: taken from the URL, any issue could be asked for.
  routes.get(
    '/api/issue-panel',
    authentication.ownPage(async (caller, _request, response) => {
      const issueId = textAt(caller.claims.context, 'jira', 'issue', 'id');
      response.send((await issuePanel(issueId, caller, options)).text);
    }),
  );

  // Shows what the add-on may see, to everybody who opens it. The descriptor offers the page to administrators
  // only, which hides the link but protects nothing: check permissions here before you show more.
  routes.get(
    '/activity',
    authentication.frame(async (caller, _request, response) => {
      const content = await activityPage(caller, options);
      sendPage(response, caller, options, { content, layout: 'page', refreshPath: '/api/activity' });
    }),
  );

  routes.get(
    '/api/activity',
    authentication.ownPage(async (caller, _request, response) => {
      response.send((await activityPage(caller, options)).text);
    }),
  );

  return routes;
}

async function issuePanel(
  issueIdOrKey: string | undefined,
  { tenant }: Caller,
  { jira, webhooks }: PageRouteOptions,
): Promise<Html> {
  if (issueIdOrKey === undefined)
    throw new HttpError(400, 'The request does not say which issue it is about.');
  const issue = await jira(tenant).issue(issueIdOrKey);
  return renderIssuePanel(issue, await webhooks.list(tenant.clientKey, issue.id));
}

async function activityPage(
  { tenant }: Caller,
  { addonName, jira, webhooks }: PageRouteOptions,
): Promise<Html> {
  const [issues, deliveries] = await Promise.all([
    jira(tenant).openIssues(MAX_OPEN_ISSUES),
    webhooks.list(tenant.clientKey),
  ]);
  return renderActivityPage(tenant, addonName, issues, deliveries);
}

function sendPage(
  response: Response,
  { tenant }: Caller,
  { addonName, basePath, hostScriptUrl }: PageRouteOptions,
  page: Pick<PageOptions, 'content' | 'layout' | 'refreshPath'>,
): void {
  allowFraming(response, tenant, hostScriptUrl);
  response.send(renderPage({ ...page, title: addonName, basePath, hostScriptUrl }).text);
}
