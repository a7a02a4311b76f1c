import { html, type SafeHtml } from './html.ts';
import { renderLayout } from './layout.ts';
import type { AppsPageView, ChromeView } from './views.ts';

type Addon = AppsPageView['addons'][number];

/** Installed add-ons: what they bring, and switching them on and off. */
export function renderAppsPage(chrome: ChromeView, { addons }: AppsPageView): string {
  const canManage = chrome.user?.isAdmin === true;
  return renderLayout(chrome, {
    title: 'Manage apps',
    kind: 'apps',
    body: html`<header class="ck-title"><h1>Manage apps</h1></header>
${canManage && renderInstallForm()}
<div id="addons">${
      addons.length === 0
        ? html`<p class="ck-empty">No apps yet. Install one by the address of its descriptor.</p>`
        : addons.map((addon) => renderAddon(addon, canManage))
    }</div>`,
  });
}

function renderInstallForm(): SafeHtml {
  return html`<form class="aui ck-install" id="install-form">
  <label for="install-url">Install an app by its descriptor</label>
  <div class="ck-install-row">
    <input class="text" id="install-url" name="descriptorUrl" type="url" placeholder="http://localhost:3000/atlassian-connect.json" required>
    <button type="submit" class="aui-button aui-button-primary" data-action="install">Install</button>
  </div>
</form>`;
}

function renderAddon(addon: Addon, canManage: boolean): SafeHtml {
  return html`<section class="ck-panel ck-addon" data-addon-key="${addon.key}" aria-label="${addon.name}">
  <header class="ck-panel-header">
    <div><h2>${addon.name} <span class="aui-lozenge${addon.isEnabled ? ' aui-lozenge-success' : ''}">${addon.isEnabled ? 'Enabled' : 'Disabled'}</span></h2>
    <p class="ck-subtle">${addon.vendor === undefined ? undefined : `By ${addon.vendor} · `}version ${addon.version}</p></div>
    ${canManage && renderActions(addon)}
  </header>
  <dl class="ck-addon-facts">
    <div><dt>Key</dt><dd><code>${addon.key}</code></dd></div>
    <div><dt>Base URL</dt><dd><code>${addon.baseUrl}</code></dd></div>
    <div><dt>Scopes</dt><dd>${addon.scopes.length === 0 ? 'None' : addon.scopes.map((scope) => html`<span class="aui-lozenge aui-lozenge-subtle">${scope}</span> `)}</dd></div>
  </dl>
  ${renderModules(addon)}
</section>`;
}

function renderActions({ key, isEnabled }: Addon): SafeHtml {
  const toggle = isEnabled ? 'disable' : 'enable';
  return html`<div class="aui-buttons">
    <button type="button" class="aui-button" data-action="${toggle}-addon" data-key="${key}">${isEnabled ? 'Disable' : 'Enable'}</button>
    <button type="button" class="aui-button" data-action="uninstall-addon" data-key="${key}">Uninstall</button>
  </div>`;
}

function renderModules({ modules }: Addon): SafeHtml {
  return html`<details class="ck-modules"><summary>${modules.length} ${modules.length === 1 ? 'module' : 'modules'}</summary>
  <table class="aui"><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Key</th></tr></thead><tbody>${modules.map(
    (module) =>
      html`<tr><td>${module.name ?? ''}</td><td><code>${module.type}</code></td><td><code>${module.key ?? ''}</code></td></tr>`,
  )}</tbody></table></details>`;
}
