// @ts-check
import { html } from '../views/html.js';
import { renderHeader, renderRows, renderStatus } from '../views/parts.js';
import { definePage } from './module.js';

/** The open issues of the person who is looking: of others' they may not be allowed to know. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  async render({ accountId, site, siteUrl }) {
    const jql = `assignee = ${JSON.stringify(accountId ?? '')} AND statusCategory != Done ORDER BY updated DESC`;
    const query = new URLSearchParams({ jql, fields: 'summary,status', maxResults: '20' });
    const { issues } = await site.get(`/rest/api/3/search/jql?${query}`);
    const rows = issues.map(
      (/** @type {any} */ { key, fields }) => html`
        <span class="row-text">
          <a href="${siteUrl}/browse/${key}" target="_blank" rel="noopener">${key}</a> ${fields.summary}
        </span>
        ${renderStatus(fields.status)}`,
    );
    return html`
      ${renderHeader('Your open issues', new URL(siteUrl).host)}
      ${renderRows(rows, 'No open issue is assigned to you.')}`;
  },
});
