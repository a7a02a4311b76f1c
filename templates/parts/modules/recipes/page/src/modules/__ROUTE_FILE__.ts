import { html } from '../views/html.ts';
import { definePage } from './module.ts';

/** Shows nothing of the site yet. Before it does, think of who may open it: anybody whom the product lets. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  render: async ({ addonName, tenant }) => html`
    <header class="page-header">
      <div class="card-title">
        <h1>${addonName}</h1>
        <span class="subtle">${new URL(tenant.displayUrl).host}</span>
      </div>
    </header>
    <p class="empty"><strong>Room for your ideas</strong><span>src/modules/__ROUTE_FILE__.ts makes this page.</span></p>`,
});
