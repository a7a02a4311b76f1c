import { html, type SafeHtml } from './html.ts';
import { renderLayout } from './layout.ts';
import { renderBreadcrumbs } from './parts/breadcrumbs.ts';
import { renderCreateIssueDialog } from './parts/create-issue-dialog.ts';
import { renderDate } from './parts/date.ts';
import { renderStatusLozenge } from './parts/lozenge.ts';
import { renderPerson } from './parts/person.ts';
import { projectAsOwner } from './parts/project.ts';
import { safeImage } from './safe-link.ts';
import type { ChromeView, ProjectPageView } from './views.ts';

/** The issues of a project. */
export function renderProjectPage(chrome: ChromeView, view: ProjectPageView): string {
  const { project, canCreate } = view;
  const owner = projectAsOwner(chrome, project);
  return renderLayout(chrome, {
    title: project.name,
    kind: 'project',
    sidebarOwner: owner,
    body: html`${renderBreadcrumbs([{ label: project.name, href: owner.href, iconUrl: project.avatarUrl }])}
<header class="ck-title"><h1>Issues</h1>${canCreate && html`<button type="button" class="aui-button aui-button-primary" data-action="create-issue">Create</button>`}</header>
${renderIssues(chrome, view)}
${canCreate && renderCreateIssueDialog(project)}`,
  });
}

function renderIssues(chrome: ChromeView, { issues }: ProjectPageView): SafeHtml {
  if (issues.length === 0) return html`<p class="ck-empty">No issues yet.</p>`;
  return html`<div class="ck-table"><table class="aui" id="issues">
<thead><tr><th scope="col">Key</th><th scope="col">Summary</th><th scope="col">Status</th><th scope="col">Assignee</th><th scope="col">Priority</th><th scope="col">Updated</th></tr></thead>
<tbody>${issues.map((issue) => renderRow(chrome, issue))}</tbody>
</table></div>`;
}

function renderRow({ contextPath, user }: ChromeView, issue: ProjectPageView['issues'][number]): SafeHtml {
  const href = `${contextPath}/browse/${encodeURIComponent(issue.key)}`;
  return html`<tr data-issue-key="${issue.key}">
  <td class="ck-key"><a href="${href}"><img class="ck-icon" src="${safeImage(issue.issueType.iconUrl)}" alt="${issue.issueType.name}" width="16" height="16">${issue.key}</a></td>
  <td><a class="ck-row-title" href="${href}">${issue.summary}</a></td>
  <td>${renderStatusLozenge(issue.status)}</td>
  <td>${renderPerson(issue.assignee, 'Unassigned')}</td>
  <td><span class="ck-person"><img class="ck-icon" src="${safeImage(issue.priority.iconUrl)}" alt="" width="16" height="16">${issue.priority.name}</span></td>
  <td class="ck-subtle">${renderDate(issue.updated, user)}</td>
</tr>`;
}
