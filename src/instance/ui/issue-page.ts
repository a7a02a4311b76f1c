import { html, type SafeHtml, trustedHtml } from './html.ts';
import { renderLayout } from './layout.ts';
import { renderActivity } from './parts/activity.ts';
import { renderBreadcrumbs } from './parts/breadcrumbs.ts';
import { renderExtensionDisclosure, renderExtensionPanel } from './parts/extension-slot.ts';
import { renderIssueDetails } from './parts/issue-details.ts';
import { projectAsOwner } from './parts/project.ts';
import { renderWebItem } from './parts/web-item.ts';
import type { ChromeView, ExtensionView, IssuePageView } from './views.ts';

/** The view of one issue, with the add-ons' panels where Jira has them. */
export function renderIssuePage(chrome: ChromeView, view: IssuePageView): string {
  const { issue, project } = view;
  const owner = projectAsOwner(chrome, project);
  return renderLayout(chrome, {
    title: `[${issue.key}] ${issue.summary}`,
    kind: 'issue',
    issueKey: issue.key,
    extensions: [...view.contentPanels, ...view.sidePanels, ...(view.tabPanels ?? [])],
    sidebarOwner: owner,
    body: html`<article class="ck-issue" data-issue-key="${issue.key}">
<div class="ck-issue-main">
  ${renderBreadcrumbs([
    { label: project.name, href: owner.href, iconUrl: project.avatarUrl },
    { label: issue.key, href: `${chrome.contextPath}/browse/${issue.key}`, iconUrl: issue.issueType.iconUrl },
  ])}
  ${renderSummary(view)}
  ${renderOperations(view)}
  ${renderDescription(view)}
  ${view.contentPanels.map(renderExtensionPanel)}
  ${renderActivity(chrome, view)}
</div>
<aside class="ck-issue-side" aria-label="Details">
  ${renderIssueDetails(chrome, view)}
  ${view.sidePanels.map(renderSidePanel)}
</aside>
</article>`,
  });
}

function renderSummary({ issue, canEdit }: IssuePageView): SafeHtml {
  const heading = html`<h1 id="issue-summary-heading">${issue.summary}</h1>`;
  if (!canEdit) return html`<div class="ck-summary">${heading}</div>`;
  return html`<div class="ck-summary" data-editable="summary">
    <div class="ck-view">${heading}<button type="button" class="aui-button aui-button-subtle ck-edit" data-action="edit-summary" title="Edit the summary"><span class="aui-icon aui-icon-small aui-iconfont-edit">Edit the summary</span></button></div>
    <form class="aui ck-editor" id="issue-summary-form" hidden>
      <input class="text" id="issue-summary-input" name="summary" aria-label="Summary" value="${issue.summary}" maxlength="255" required>
      ${renderEditorButtons('summary')}
    </form>
  </div>`;
}

function renderDescription({ issue, canEdit }: IssuePageView): SafeHtml {
  const text =
    issue.descriptionHtml === ''
      ? html`<p class="ck-subtle">Nothing yet.</p>`
      : trustedHtml(issue.descriptionHtml);
  return html`<section class="ck-section" data-editable="description">
    <header class="ck-section-header"><h2>Description</h2>${
      canEdit &&
      html`<button type="button" class="aui-button aui-button-subtle ck-edit" data-action="edit-description" title="Edit the description"><span class="aui-icon aui-icon-small aui-iconfont-edit">Edit the description</span></button>`
    }</header>
    <div class="ck-view ck-prose" id="issue-description">${text}</div>
    ${
      canEdit &&
      html`<form class="aui ck-editor" id="issue-description-form" hidden>
      <textarea class="textarea" id="issue-description-input" name="description" aria-label="Description" rows="8">\n${issue.descriptionText}</textarea>
      ${renderEditorButtons('description')}
    </form>`
    }
  </section>`;
}

function renderEditorButtons(field: string): SafeHtml {
  return html`<div class="ck-editor-buttons">
        <button type="submit" class="aui-button aui-button-primary" data-action="save-${field}">Save</button>
        <button type="button" class="aui-button aui-button-subtle" data-action="cancel-${field}">Cancel</button>
      </div>`;
}

function renderOperations({ webItems = [], canEdit }: IssuePageView): SafeHtml | undefined {
  if (webItems.length === 0 && !canEdit) return undefined;
  return html`<div class="ck-operations" role="toolbar" aria-label="Operations">
    ${webItems.map(renderWebItem)}
    ${
      canEdit &&
      html`<button type="button" class="aui-button" data-action="focus-comment">Add comment</button>
    <button type="button" class="aui-button aui-button-subtle" data-action="delete-issue">Delete</button>`
    }
  </div>`;
}

function renderSidePanel(panel: ExtensionView): SafeHtml {
  return panel.moduleType === 'jiraIssueGlances'
    ? renderExtensionDisclosure(panel)
    : renderExtensionPanel(panel);
}
