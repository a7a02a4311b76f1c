import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import { renderExtensionSlot } from './parts/extension-slot.ts';
import type { AddonPageView, ChromeView } from './views.ts';

/** A page that belongs to an add-on: nothing but its iframe, which may take all the room. */
export function renderAddonPage(chrome: ChromeView, { extension }: AddonPageView): string {
  return renderLayout(chrome, {
    title: extension.title,
    kind: 'addon',
    extensions: [extension],
    body: renderHeadlessSlot(),
  });

  function renderHeadlessSlot() {
    return html`<div class="ck-addon-page" data-location="${extension.location}">${renderExtensionSlot(extension)}</div>`;
  }
}
