// @ts-check
import { html } from './html.js';

/** The pieces that pages share. */

/**
 * @param {string} title
 * @param {string | undefined} [subtitle]
 */
export function renderHeader(title, subtitle) {
  return html`
    <header class="header">
      <div class="header-text">
        <span class="subtle">${subtitle}</span>
        <h1>${title}</h1>
      </div>
      <button type="button" class="button" data-refresh>Refresh</button>
    </header>`;
}

/**
 * @param {readonly import('./html.js').Html[]} rows
 * @param {string} whenEmpty what stands there instead of no row
 */
export function renderRows(rows, whenEmpty) {
  if (rows.length === 0) return html`<p class="empty">${whenEmpty}</p>`;
  return html`<ul class="rows">${rows.map((row) => html`<li class="row">${row}</li>`)}</ul>`;
}

/** @param {{ name: string, statusCategory?: { key?: string } }} status of an issue, in the colour that Jira gives it */
export function renderStatus({ name, statusCategory }) {
  return html`<span class="lozenge ${statusCategory?.key}">${name}</span>`;
}

/** @param {readonly import('../storage/delivery-log.js').Delivery[]} deliveries */
export function renderDeliveries(deliveries) {
  const rows = deliveries.map(
    ({ event, receivedAt }) => html`<span class="row-text">${event}</span>${renderTime(receivedAt)}`,
  );
  return html`
    <h2>Recent activity <span class="lozenge" id="webhook-count">${deliveries.length}</span></h2>
    ${renderRows(rows, 'Nothing yet. Change something, and what happened shows up here.')}`;
}

/** @param {Date} time in UTC; the page's script shows it as the person is used to */
function renderTime(time) {
  const text = time.toISOString();
  return html`<time class="subtle" datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
