import type { Issue } from '../connect/jira-client.ts';
import type { Delivery } from '../storage/webhook-log.ts';
import { type Html, html } from './html.ts';

/** The pieces that the panel and the page share. */

export function renderStatus({ status }: Issue): Html {
  return html`<span class="lozenge ${status.category}">${status.name}</span>`;
}

export function renderAssignee({ assignee }: Issue): Html {
  if (assignee === undefined) {
    return html`<span class="person subtle"><span class="avatar" aria-hidden="true"></span>Unassigned</span>`;
  }
  return html`<span class="person"><span class="avatar named" aria-hidden="true">${initialsOf(assignee)}</span>${assignee}</span>`;
}

export function renderRefreshButton(): Html {
  return html`<button type="button" class="button" data-refresh>
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.8v3h-3" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
    Refresh
  </button>`;
}

/** @param describe what stands beside the name of the event */
export function renderDeliveries(
  deliveries: readonly Delivery[],
  describe: (delivery: Delivery) => Html | undefined,
): Html {
  if (deliveries.length === 0) {
    return html`<p class="empty"><strong>Nothing yet</strong><span>Change an issue, and what happened shows up here.</span></p>`;
  }
  return html`<ol class="events">${deliveries.map(
    (delivery) => html`
      <li class="event" data-event="${delivery.event}">
        <span class="dot ${kindOf(delivery)}" aria-hidden="true"></span>
        <span class="event-text"><strong>${TITLES[kindOf(delivery)]}</strong> ${describe(delivery)}</span>
        <time class="subtle" datetime="${delivery.receivedAt}">${delivery.receivedAt.slice(0, 16).replace('T', ' ')} UTC</time>
      </li>`,
  )}</ol>`;
}

export function renderChangedFields({ changedFields }: Delivery): Html | undefined {
  return changedFields.length === 0
    ? undefined
    : html`<span class="subtle">${changedFields.join(', ')}</span>`;
}

type Kind = 'created' | 'updated' | 'deleted' | 'other';

const TITLES: Readonly<Record<Kind, string>> = {
  created: 'Issue created',
  updated: 'Issue updated',
  deleted: 'Issue deleted',
  other: 'Something happened',
};

const KINDS: Readonly<Record<string, Kind>> = {
  'jira:issue_created': 'created',
  'jira:issue_updated': 'updated',
  'jira:issue_deleted': 'deleted',
};

function kindOf({ event }: Delivery): Kind {
  return KINDS[event] ?? 'other';
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0]);
  return letters.join('').toUpperCase();
}
