import { HttpError } from '../http-error.ts';
import { textAt } from '../json.ts';
import { type Html, html } from '../views/html.ts';
import { renderChangedFields, renderDeliveries, renderRefreshButton } from '../views/parts.ts';
import { definePage } from './module.ts';

const SHOWN_DELIVERIES = 5;

/** An issue at a glance, and what happened to it lately. Jira shows the page only on issues that the person may see. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'panel',
  about: 'issue',
  async render({ subject, site, webhooks }) {
    const query = new URLSearchParams({ fields: 'summary,status,assignee' });
    const issue = await site.get(`/rest/api/3/issue/${encodeURIComponent(subject)}?${query}`);
    const id = textAt(issue, 'id');
    if (id === undefined) throw new HttpError(502, 'Jira answered with something else than an issue.');
    const deliveries = await webhooks.list(id);
    return html`
      <section class="card">
        <header class="card-header">
          <div class="card-title">
            <span class="subtle" id="issue-key">${textAt(issue, 'key')}</span>
            <h1 id="issue-summary">${textAt(issue, 'fields', 'summary')}</h1>
          </div>
          ${renderRefreshButton()}
        </header>
        <div class="facts">
          ${renderStatus(issue)}
          ${renderAssignee(issue)}
        </div>
        <h2>Recent activity <span class="badge" id="webhook-count">${deliveries.length}</span></h2>
        ${renderDeliveries(deliveries.slice(0, SHOWN_DELIVERIES), renderChangedFields)}
      </section>`;
  },
});

function renderStatus(issue: unknown): Html {
  const category = textAt(issue, 'fields', 'status', 'statusCategory', 'key');
  return html`<span class="lozenge ${category}">${textAt(issue, 'fields', 'status', 'name')}</span>`;
}

function renderAssignee(issue: unknown): Html {
  const name = textAt(issue, 'fields', 'assignee', 'displayName');
  if (name === undefined)
    return html`<span class="person subtle"><span class="avatar" aria-hidden="true"></span>Unassigned</span>`;
  const initials = name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2);
  return html`<span class="person"><span class="avatar named" aria-hidden="true">${initials}</span>${name}</span>`;
}
