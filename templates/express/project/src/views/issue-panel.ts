import type { Issue } from '../connect/jira-client.ts';
import type { Delivery } from '../storage/webhook-log.ts';
import { type Html, html } from './html.ts';
import {
  renderAssignee,
  renderChangedFields,
  renderDeliveries,
  renderRefreshButton,
  renderStatus,
} from './parts.ts';

const SHOWN_DELIVERIES = 5;

/** What the panel shows about one issue. */
export function renderIssuePanel(issue: Issue, deliveries: readonly Delivery[]): Html {
  return html`
    <section class="card">
      <header class="card-header">
        <div class="card-title">
          <span class="subtle" id="issue-key">${issue.key}</span>
          <h1 id="issue-summary">${issue.summary}</h1>
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
}
