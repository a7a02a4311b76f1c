import type { Delivery } from '../storage/webhook-log.ts';
import { type Html, html } from './html.ts';

/** Pieces that pages are made of. Their look is in public/addon.css. */

/** Fetches the content of the page anew: see public/addon.js. */
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
    return html`<p class="empty"><strong>Nothing yet</strong><span>What happens from now on shows up here.</span></p>`;
  }
  return html`<ol class="events">${deliveries.map(
    (delivery) => html`
      <li class="event" data-event="${delivery.event}">
        <span class="dot ${kindOf(delivery)}" aria-hidden="true"></span>
        <span class="event-text"><strong>${titleOf(delivery)}</strong> ${describe(delivery)}</span>
        ${renderTime(delivery.receivedAt)}
      </li>`,
  )}</ol>`;
}

export function renderChangedFields({ changedFields }: Delivery): Html | undefined {
  return changedFields.length === 0
    ? undefined
    : html`<span class="subtle">${changedFields.join(', ')}</span>`;
}

/** The page's script turns it into the time where the person is. */
function renderTime(time: Date): Html {
  const text = time.toISOString();
  return html`<time class="subtle" datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** `jira:issue_created` → `Issue created`. */
function titleOf({ event }: Delivery): string {
  const words = event.replace(/^\w+:/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function kindOf({ event }: Delivery): string {
  return /(created|updated|deleted)$/.exec(event)?.[1] ?? 'other';
}
