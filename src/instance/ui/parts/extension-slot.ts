import { html, type SafeHtml } from '../html.ts';
import type { ExtensionView } from '../views.ts';

/** Where the browser code puts the iframe of an add-on's module. */
export function renderExtensionSlot(extension: ExtensionView): SafeHtml {
  return html`<div class="ck-extension" data-extension="${slotName(extension)}"></div>`;
}

/** A module with its heading and the name of the add-on that it comes from. */
export function renderExtensionPanel(extension: ExtensionView): SafeHtml {
  return html`<section class="ck-panel" data-location="${extension.location}" aria-label="${extension.title}">
  <header class="ck-panel-header">
    <h2>${extension.title}</h2>
    <span class="ck-provenance" title="${extension.addonKey}">${extension.addonName}</span>
  </header>
  ${renderExtensionSlot(extension)}
</section>`;
}

/** A module that is loaded when somebody opens it, as Jira does with glances. */
export function renderExtensionDisclosure(extension: ExtensionView): SafeHtml {
  return html`<details class="ck-panel ck-disclosure" data-location="${extension.location}">
  <summary class="ck-panel-header">
    <h2>${extension.title}</h2>
    <span class="ck-provenance" title="${extension.addonKey}">${extension.addonName}</span>
  </summary>
  ${renderExtensionSlot(extension)}
</details>`;
}

function slotName({ addonKey, moduleKey }: ExtensionView): string {
  return `${addonKey}__${moduleKey}`;
}
