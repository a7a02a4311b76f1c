import type { Issue } from '../connect/jira-client.ts';
import type { Tenant } from '../storage/tenant-store.ts';
import type { Delivery } from '../storage/webhook-log.ts';
import { type Html, html } from './html.ts';
import {
  renderAssignee,
  renderChangedFields,
  renderDeliveries,
  renderRefreshButton,
  renderStatus,
} from './parts.ts';

const SHOWN_DELIVERIES = 20;

/** What the page shows about a whole site. */
export function renderActivityPage(
  tenant: Tenant,
  addonName: string,
  issues: readonly Issue[],
  deliveries: readonly Delivery[],
): Html {
  return html`
    <header class="page-header">
      <div class="card-title">
        <h1>${addonName}</h1>
        <span class="subtle">${new URL(tenant.displayUrl).host}</span>
      </div>
      ${renderRefreshButton()}
    </header>
    <div class="columns">
      <section class="card" aria-labelledby="open-issues">
        <h2 id="open-issues">Open issues <span class="badge">${issues.length}</span></h2>
        ${renderIssues(tenant, issues)}
      </section>
      <section class="card" aria-labelledby="deliveries">
        <h2 id="deliveries">Recent activity <span class="badge" id="webhook-count">${deliveries.length}</span></h2>
        ${renderDeliveries(
          deliveries.slice(0, SHOWN_DELIVERIES),
          (delivery) => html`${linkTo(tenant, delivery.issueKey)} ${renderChangedFields(delivery)}`,
        )}
      </section>
    </div>`;
}

function renderIssues(tenant: Tenant, issues: readonly Issue[]): Html {
  if (issues.length === 0) {
    return html`<p class="empty"><strong>All done</strong><span>No issue is open.</span></p>`;
  }
  return html`<ul class="issues">${issues.map(
    (issue) => html`
      <li class="issue">
        <span class="issue-text">${linkTo(tenant, issue.key)} <span>${issue.summary}</span></span>
        ${renderStatus(issue)}
        ${renderAssignee(issue)}
      </li>`,
  )}</ul>`;
}

function linkTo(tenant: Tenant, issueKey: string): Html {
  const url = `${tenant.displayUrl}/browse/${encodeURIComponent(issueKey)}`;
  return html`<a href="${url}" target="_blank" rel="noopener">${issueKey}</a>`;
}
