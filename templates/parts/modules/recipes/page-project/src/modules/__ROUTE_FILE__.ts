import { textAt } from '../json.ts';
import { html } from '../views/html.ts';
import { renderRefreshButton } from '../views/parts.ts';
import { definePage } from './module.ts';

/** A project at a glance. Jira shows the page only in projects that the person may see. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  about: 'project',
  async render({ subject, site }) {
    const project = await site.get(`/rest/api/3/project/${encodeURIComponent(subject)}`);
    return html`
      <header class="page-header">
        <div class="card-title">
          <span class="subtle" id="project-key">${textAt(project, 'key')}</span>
          <h1 id="project-name">${textAt(project, 'name')}</h1>
        </div>
        ${renderRefreshButton()}
      </header>
      <p>${textAt(project, 'description') ?? 'The project has no description.'}</p>`;
  },
});
