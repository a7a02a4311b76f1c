import type { Hono } from 'hono';
import { createExtensions, PLACES } from '../../render/extensions.ts';
import { issueContext } from '../../render/page-context.ts';
import { issueView, projectView } from '../../render/page-views.ts';
import { firstProjectKey } from '../../render/start-pages.ts';
import { renderIssuePage } from '../../ui/issue-page.ts';
import { renderProjectPage } from '../../ui/project-page.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit, PageRequest } from './page-kit.ts';

/** What a page lists of a project. */
const MAX_LISTED = 200;

export function addJiraPages(app: Hono<InstanceEnv>, kit: PageKit): void {
  const { services } = kit;
  const { jira, site } = services;

  // Whoever has signed out sees what is open to everybody who signs in.
  const mayBrowse = (c: PageRequest, projectId: string) => {
    const person = kit.signedIn(c);
    return person === undefined
      ? jira.permissions.isOpen('BROWSE_PROJECTS', projectId)
      : jira.permissions.may(person.accountId, 'BROWSE_PROJECTS', projectId);
  };

  app.get('/', (c) => c.redirect(`/projects/${firstProjectKey(jira, kit.signedIn(c))}`));

  app.get('/projects/:key', (c) => {
    const project = jira.project(c.req.param('key'));
    if (project === undefined || !mayBrowse(c, project.id)) return kit.notFound(c);
    const newest = `project = ${project.id} ORDER BY created DESC, key DESC`;
    const { ids } = jira.search.page(newest, 'site', { maxResults: MAX_LISTED });
    const issues = jira.table.list(ids).map((issue) => issueView(issue, [], services));
    const view = { project: projectView(project), issues, canCreate: kit.signedIn(c) !== undefined };
    return kit.page(c, (chrome) => renderProjectPage(chrome, view));
  });

  app.get('/browse/:key', async (c) => {
    const issue = jira.issue(c.req.param('key'));
    const project = issue && jira.project(issue.projectKey);
    if (issue === undefined || project === undefined || !mayBrowse(c, project.id)) return kit.notFound(c);
    const viewer = jira.permissions.levels(kit.signedIn(c)?.accountId ?? null);
    const { comments } = jira.comments.page(issue.id, viewer);
    const host = site.products.jira;
    const context = { jira: issueContext(issue, project) };
    const person = kit.signedIn(c);
    const view = {
      project: projectView(project),
      issue: issueView(issue, comments, services),
      canEdit: person !== undefined,
      contentPanels: await createExtensions(services, host, PLACES.issueContent, context, person),
      sidePanels: await createExtensions(services, host, PLACES.issueSide, context, person),
    };
    return kit.page(c, (chrome) => renderIssuePage(chrome, view));
  });
}
