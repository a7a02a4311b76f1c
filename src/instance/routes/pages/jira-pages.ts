import type { Hono } from 'hono';
import { createExtensions, PLACES } from '../../render/extensions.ts';
import { issueContext, issueView, projectView } from '../../render/page-views.ts';
import { renderIssuePage } from '../../ui/issue-page.ts';
import { renderProjectPage } from '../../ui/project-page.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit } from './page-kit.ts';

export function addJiraPages(app: Hono<InstanceEnv>, kit: PageKit): void {
  const { services } = kit;
  const { jira, site } = services;

  app.get('/', (c) => c.redirect('/projects/DEMO'));

  app.get('/projects/:key', (c) => {
    const project = jira.project(c.req.param('key'));
    if (project === undefined) return kit.notFound(c);
    const issues = jira
      .issues()
      .filter(({ projectKey }) => projectKey === project.key)
      .sort((a, b) => b.created - a.created)
      .map((issue) => issueView(issue, services));
    const view = { project: projectView(project), issues, canCreate: kit.signedIn(c) !== undefined };
    return kit.page(c, (chrome) => renderProjectPage(chrome, view));
  });

  app.get('/browse/:key', async (c) => {
    const issue = jira.issue(c.req.param('key'));
    const project = issue && jira.project(issue.projectKey);
    if (issue === undefined || project === undefined) return kit.notFound(c);
    const host = site.products.jira;
    const context = issueContext(issue, project);
    const person = kit.signedIn(c);
    const view = {
      project: projectView(project),
      issue: issueView(issue, services),
      canEdit: person !== undefined,
      contentPanels: await createExtensions(services, host, PLACES.issueContent, context, person),
      sidePanels: await createExtensions(services, host, PLACES.issueSide, context, person),
    };
    return kit.page(c, (chrome) => renderIssuePage(chrome, view));
  });
}
