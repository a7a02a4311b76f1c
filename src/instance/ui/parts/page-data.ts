import { html, jsonForScript, type SafeHtml } from '../html.ts';
import type { PageData } from '../views.ts';

/** Read by the browser code. The element's id is the contract. */
const PAGE_DATA_ID = 'connect-kit-page';

export function renderPageData(data: PageData): SafeHtml {
  return html`<script type="application/json" id="${PAGE_DATA_ID}">${jsonForScript(data)}</script>`;
}
