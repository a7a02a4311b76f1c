// @ts-check
import { HttpError } from '../http-error.js';
import { html } from '../views/html.js';
import { renderDeliveries, renderHeader, renderStatus } from '../views/parts.js';
import { definePage } from './module.js';

/** An issue at a glance, and what happened to it. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'panel',
  async render({ about, clientKey, deliveries, site }) {
    if (about.issue === undefined) throw new HttpError(400, 'Open this on an issue.');
    const { key, fields } = await site.get(
      `/rest/api/3/issue/${encodeURIComponent(about.issue)}?fields=summary,status,assignee`,
    );
    return html`
      ${renderHeader(fields.summary, key)}
      <p class="facts">${renderStatus(fields.status)} ${fields.assignee?.displayName ?? 'Unassigned'}</p>
      ${renderDeliveries(await deliveries.list(clientKey, key))}`;
  },
});
