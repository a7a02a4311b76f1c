import { HttpError } from '../http-error.ts';
import { textAt } from '../json.ts';
import { html } from '../views/html.ts';
import { renderChangedFields, renderDeliveries, renderRefreshButton } from '../views/parts.ts';
import { definePage } from './module.ts';

const SHOWN_DELIVERIES = 5;

/** A page or blog post at a glance, and what happened to it lately. Confluence offers it where the person may read. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'panel',
  about: 'content',
  async render({ subject, site, webhooks }) {
    const content = await site.get(`/rest/api/content/${encodeURIComponent(subject)}?expand=space`);
    const id = textAt(content, 'id');
    if (id === undefined) throw new HttpError(502, 'Confluence answered with something else than content.');
    const deliveries = await webhooks.list(id);
    return html`
      <section class="card">
        <header class="card-header">
          <div class="card-title">
            <span class="subtle">${textAt(content, 'space', 'name')}</span>
            <h1 id="content-title">${textAt(content, 'title')}</h1>
          </div>
          ${renderRefreshButton()}
        </header>
        <h2>Recent activity <span class="badge" id="webhook-count">${deliveries.length}</span></h2>
        ${renderDeliveries(deliveries.slice(0, SHOWN_DELIVERIES), renderChangedFields)}
      </section>`;
  },
});
