import { html, type SafeHtml } from '../html.ts';
import { safeLink } from '../safe-link.ts';
import type { WebItemView } from '../views.ts';

/** A link for pages; for dialogs a button whose `data-dialog` says to the browser code what to open. */
export function renderWebItem(item: WebItemView): SafeHtml {
  const { addonKey, moduleKey, label, options = {}, context, tooltip = label } = item;
  if (item.target === 'page') {
    return html`<a class="aui-button" href="${safeLink(item.href)}" title="${tooltip}">${label}</a>`;
  }
  const dialog = JSON.stringify({ addonKey, moduleKey, options, context });
  return html`<button type="button" class="aui-button" data-action="open-dialog" data-dialog="${dialog}" title="${tooltip}">${label}</button>`;
}
