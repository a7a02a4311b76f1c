import { html } from '../views/html.ts';
import type { Fragment } from './module.ts';

/** Storage format, which the product puts into its own page as it stands. */
export const __ROUTE_EXPORT__: Fragment = {
  kind: 'fragment',
  path: '__ROUTE_PATH__',
  render: async ({ addonName }) => html`<p>This comes from <strong>${addonName}</strong>.</p>`,
};
