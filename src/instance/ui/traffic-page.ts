import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import type { ChromeView } from './views.ts';

/** The frame of the traffic list; the browser code fills and follows it. */
export function renderTrafficPage(chrome: ChromeView): string {
  return renderLayout(chrome, {
    title: 'Traffic',
    kind: 'traffic',
    body: html`<header class="ck-title"><h1>Traffic</h1>
  <div class="ck-traffic-tools">
    <span class="ck-live" id="traffic-state" data-state="connecting" role="status">Connecting…</span>
    <form class="aui" id="traffic-filter"><input class="text" name="filter" type="search" aria-label="Filter" placeholder="Filter by path, app, status…"></form>
    <button type="button" class="aui-button" data-action="clear-traffic">Clear view</button>
  </div></header>
<p class="ck-subtle">Every request between the products and the apps, and what each token was worth.</p>
<div class="ck-table"><table class="aui ck-traffic" id="traffic">
<thead><tr><th scope="col">Time</th><th scope="col">From → to</th><th scope="col">Kind</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col">Duration</th><th scope="col">Token</th></tr></thead>
<tbody id="traffic-rows"></tbody>
</table></div>
<p class="ck-empty" id="traffic-empty">Nothing has passed yet. Open a page with an app on it, or install one.</p>`,
  });
}
