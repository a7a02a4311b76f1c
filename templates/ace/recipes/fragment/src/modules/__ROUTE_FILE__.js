// @ts-check
import { html } from '../views/html.js';
import { defineFragment } from './module.js';

/** Confluence puts this into its page and keeps it, so it is the same for everybody: storage format, without scripts. */
export const __ROUTE_EXPORT__ = defineFragment({
  path: '__ROUTE_PATH__',
  async render({ site }) {
    const { displayName } = await site.get('/rest/api/user/current');
    return html`<p>This was written by <strong>${displayName}</strong>.</p>`;
  },
});
