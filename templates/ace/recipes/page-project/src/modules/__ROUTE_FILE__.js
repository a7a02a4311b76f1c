// @ts-check
import { HttpError } from '../http-error.js';
import { html } from '../views/html.js';
import { renderHeader } from '../views/parts.js';
import { definePage } from './module.js';

/** A project at a glance. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  async render({ about, site }) {
    if (about.project === undefined) throw new HttpError(400, 'Open this in a project.');
    const { key, name, lead } = await site.get(
      `/rest/api/3/project/${encodeURIComponent(about.project)}?expand=lead`,
    );
    return html`
      ${renderHeader(name, key)}
      <p class="facts">Led by ${lead?.displayName ?? 'nobody'}</p>`;
  },
});
