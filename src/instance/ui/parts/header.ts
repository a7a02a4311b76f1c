import { CONTEXT_PATHS, PRODUCT_NAMES, PRODUCTS, type Product } from '../../../catalog/products.ts';
import { html, type SafeHtml } from '../html.ts';
import { safeImage, safeLink } from '../safe-link.ts';
import type { ChromeView, LinkView } from '../views.ts';
import { ASSETS, SIGN_IN, SIGN_OUT, TRAFFIC_PAGE } from './addresses.ts';

/** The bar at the top: which product this pretends to be, that it only pretends, and who is signed in. */
export function renderHeader(chrome: ChromeView): SafeHtml {
  return html`<header id="header" class="ck-header">
  <nav class="aui-header" aria-label="Site">
    <div class="aui-header-primary">
      <a id="logo" class="ck-logo" href="${chrome.contextPath}/">
        <img src="${ASSETS}/icons/connect-kit.svg" alt="" width="24" height="24">
        <span>${chrome.siteName}</span>
      </a>
      <ul class="aui-nav">
        ${PRODUCTS.map((product) => renderProductLink(product, product === chrome.product))}
        ${renderApps(chrome.apps)}
      </ul>
    </div>
    <div class="aui-header-secondary">
      <ul class="aui-nav">
        <li><a class="ck-badge" href="${TRAFFIC_PAGE}" title="This is connect-kit's dev instance, not a product of Atlassian. See its traffic."><span class="ck-badge-dot"></span><span class="ck-badge-text">emulated by connect-kit</span></a></li>
        <li>${renderUser(chrome)}</li>
      </ul>
    </div>
  </nav>
</header>`;
}

function renderProductLink(product: Product, isActive: boolean): SafeHtml {
  return html`<li class="${isActive ? 'aui-nav-selected' : ''}"><a href="${CONTEXT_PATHS[product]}/">${PRODUCT_NAMES[product]}</a></li>`;
}

function renderApps(apps: readonly LinkView[]): SafeHtml | undefined {
  if (apps.length === 0) return undefined;
  return html`<li><a href="#ck-apps-menu" class="aui-dropdown2-trigger" aria-haspopup="true" aria-controls="ck-apps-menu">Apps</a>
    <aui-dropdown-menu id="ck-apps-menu"><aui-section>${apps.map(
      ({ label, href }) => html`<aui-item-link href="${safeLink(href)}">${label}</aui-item-link>`,
    )}</aui-section></aui-dropdown-menu></li>`;
}

function renderUser({ user, xsrfToken, path }: ChromeView): SafeHtml {
  if (user === undefined) return html`<a href="${SIGN_IN}?returnTo=${encodeURIComponent(path)}">Log in</a>`;
  return html`<a href="#ck-user-menu" class="aui-dropdown2-trigger aui-dropdown2-trigger-arrowless ck-user" aria-haspopup="true" aria-controls="ck-user-menu" title="${user.displayName}"><span class="aui-avatar aui-avatar-small"><span class="aui-avatar-inner"><img src="${safeImage(user.avatarUrl)}" alt="${user.displayName}"></span></span></a>
    <aui-dropdown-menu id="ck-user-menu" data-aui-alignment="bottom right">
      <aui-section label="${user.displayName}">
        <aui-item-link data-action="toggle-theme">Light or dark</aui-item-link>
        <aui-item-link data-action="sign-out">Log out</aui-item-link>
      </aui-section>
    </aui-dropdown-menu>
    <form id="ck-sign-out" method="post" action="${SIGN_OUT}" hidden><input type="hidden" name="xsrfToken" value="${xsrfToken}"><input type="hidden" name="returnTo" value="${path}"></form>`;
}
