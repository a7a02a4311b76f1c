import { html, type SafeHtml } from '../html.ts';
import { safeImage } from '../safe-link.ts';
import type { ChromeView, IssuePageView, IssueView } from '../views.ts';
import { renderDate } from './date.ts';
import { renderStatusLozenge } from './lozenge.ts';
import { renderPerson } from './person.ts';

/** The status with its transitions, and the card "Details". */
export function renderIssueDetails({ user }: ChromeView, { issue, canEdit }: IssuePageView): SafeHtml {
  return html`${renderStatus(issue, canEdit)}
<section class="ck-panel ck-details" aria-label="Details">
  <header class="ck-panel-header"><h2>Details</h2></header>
  <dl>
    ${renderField('Assignee', renderPerson(issue.assignee, 'Unassigned'))}
    ${renderField('Reporter', renderPerson(issue.reporter, 'Anonymous'))}
    ${renderField('Priority', html`<span class="ck-person"><img class="ck-icon" src="${safeImage(issue.priority.iconUrl)}" alt="" width="16" height="16">${issue.priority.name}</span>`)}
    ${renderField('Labels', renderLabels(issue.labels))}
    ${renderField('Created', renderDate(issue.created, user))}
    ${renderField('Updated', renderDate(issue.updated, user))}
  </dl>
</section>`;
}

function renderStatus(issue: IssueView, canEdit: boolean): SafeHtml {
  if (!canEdit || issue.transitions.length === 0) {
    return html`<div class="ck-status" id="issue-status">${renderStatusLozenge(issue.status)}</div>`;
  }
  return html`<div class="ck-status">
  <button type="button" class="aui-button aui-dropdown2-trigger ck-status-button ck-status-${issue.status.category}" id="issue-status" aria-controls="issue-status-menu">${issue.status.name}</button>
  <aui-dropdown-menu id="issue-status-menu" data-aui-alignment="bottom left"><aui-section label="Move to">${issue.transitions.map(
    ({ id, name }) =>
      html`<aui-item-link data-action="transition" data-transition="${id}">${name}</aui-item-link>`,
  )}</aui-section></aui-dropdown-menu>
</div>`;
}

function renderField(label: string, value: SafeHtml): SafeHtml {
  return html`<div class="ck-field"><dt>${label}</dt><dd data-field="${label.toLowerCase()}">${value}</dd></div>`;
}

function renderLabels(labels: readonly string[]): SafeHtml {
  if (labels.length === 0) return html`<span class="ck-subtle">None</span>`;
  return html`<span class="ck-labels">${labels.map((label) => html`<span class="aui-label">${label}</span>`)}</span>`;
}
