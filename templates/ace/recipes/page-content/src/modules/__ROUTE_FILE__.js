// @ts-check
import { HttpError } from '../http-error.js';
import { html } from '../views/html.js';
import { renderDeliveries, renderHeader } from '../views/parts.js';
import { definePage } from './module.js';

/** A page or blog post at a glance, and what happened to it. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'panel',
  async render({ about, clientKey, deliveries, site }) {
    if (about.content === undefined) throw new HttpError(400, 'Open this on a page.');
    const { id, title, version } = await site.get(
      `/rest/api/content/${encodeURIComponent(about.content)}?expand=version`,
    );
    return html`
      ${renderHeader(title, `Version ${version.number}`)}
      <p class="facts">Last changed by ${version.by.displayName}</p>
      ${renderDeliveries(await deliveries.list(clientKey, id))}`;
  },
});
