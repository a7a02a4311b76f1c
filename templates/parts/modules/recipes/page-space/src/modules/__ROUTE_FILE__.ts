import { textAt } from '../json.ts';
import { html } from '../views/html.ts';
import { renderRefreshButton } from '../views/parts.ts';
import { definePage } from './module.ts';

/** A space at a glance. Confluence shows the page only in spaces that the person may see. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  about: 'space',
  async render({ subject, site }) {
    const space = await site.get(`/rest/api/space/${encodeURIComponent(subject)}`);
    return html`
      <header class="page-header">
        <div class="card-title">
          <span class="subtle" id="space-key">${textAt(space, 'key')}</span>
          <h1 id="space-name">${textAt(space, 'name')}</h1>
        </div>
        ${renderRefreshButton()}
      </header>`;
  },
});
