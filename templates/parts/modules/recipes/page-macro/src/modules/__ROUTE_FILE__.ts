import { html } from '../views/html.ts';
import { definePage } from './module.ts';

/** What a macro shows on a page. Its parameters come in the URL where the descriptor names them. */
export const __ROUTE_EXPORT__ = definePage({
  path: '__ROUTE_PATH__',
  layout: 'panel',
  render: async ({ addonName, query }) => html`
    <section class="card">
      <h1>${addonName}</h1>
      <p>This macro stands on the page <span id="content-id">${query.get('content') ?? 'that is being written'}</span>.</p>
    </section>`,
});
