import { html } from '../views/html.ts';
import { renderChangedFields, renderDeliveries, renderRefreshButton } from '../views/parts.ts';
import { definePage } from './module.ts';

const SHOWN_DELIVERIES = 20;

/**
 * What happened on the site lately. It names what the add-on was told of to everybody who opens the page: check
 * permissions before you show more.
 */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  async render({ addonName, tenant, webhooks }) {
    const deliveries = await webhooks.list();
    return html`
      <header class="page-header">
        <div class="card-title">
          <h1>${addonName}</h1>
          <span class="subtle">${new URL(tenant.displayUrl).host}</span>
        </div>
        ${renderRefreshButton()}
      </header>
      <section class="card" aria-labelledby="deliveries">
        <h2 id="deliveries">Recent activity <span class="badge" id="webhook-count">${deliveries.length}</span></h2>
        ${renderDeliveries(
          deliveries.slice(0, SHOWN_DELIVERIES),
          (delivery) => html`${delivery.subjectName} ${renderChangedFields(delivery)}`,
        )}
      </section>`;
  },
});
