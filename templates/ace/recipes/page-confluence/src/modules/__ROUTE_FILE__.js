// @ts-check
import { html } from '../views/html.js';
import { renderHeader, renderRows } from '../views/parts.js';
import { definePage } from './module.js';

/** What the person who is looking has worked on: of others' they may not be allowed to know. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'page',
  async render({ accountId, site, siteUrl }) {
    const cql = `type in (page, blogpost) AND contributor = ${JSON.stringify(accountId ?? '')} ORDER BY lastmodified DESC`;
    const { results } = await site.get(`/rest/api/search?${new URLSearchParams({ cql, limit: '20' })}`);
    const rows = results.map(
      (/** @type {any} */ { url, content, friendlyLastModified }) => html`
        <a class="row-text" href="${siteUrl}${url}" target="_blank" rel="noopener">${content.title}</a>
        <span class="subtle">${friendlyLastModified}</span>`,
    );
    return html`
      ${renderHeader('What you have worked on', new URL(siteUrl).host)}
      ${renderRows(rows, 'You have not written anything yet.')}`;
  },
});
