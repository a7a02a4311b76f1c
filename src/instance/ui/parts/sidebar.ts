import { html, type SafeHtml } from '../html.ts';
import { safeImage, safeLink } from '../safe-link.ts';
import type { ChromeView, LinkView } from '../views.ts';

/** What the navigation at the left belongs to: a project or a space. */
export interface SidebarOwner {
  readonly name: string;
  readonly description: string;
  readonly href: string;
  readonly avatarUrl: string;
}

export function renderSidebar(chrome: ChromeView, owner: SidebarOwner | undefined): SafeHtml {
  return html`<nav class="ck-sidebar" aria-label="Navigation">
  ${owner === undefined ? renderSite(chrome) : renderOwner(owner)}
  <div class="aui-navgroup aui-navgroup-vertical"><div class="aui-navgroup-inner">
    ${renderGroup(undefined, chrome.navigation)}
    ${renderGroup('Apps', chrome.apps)}
  </div></div>
  <p class="ck-sidebar-note">A dev instance on your machine. Nothing here is a product of Atlassian.</p>
</nav>`;
}

function renderSite(chrome: ChromeView): SafeHtml {
  return html`<div class="ck-owner"><span><strong>${chrome.siteName}</strong><small>Dev instance</small></span></div>`;
}

function renderOwner(owner: SidebarOwner): SafeHtml {
  return html`<a class="ck-owner" href="${safeLink(owner.href)}"><img src="${safeImage(owner.avatarUrl)}" alt="" width="32" height="32"><span><strong>${owner.name}</strong><small>${owner.description}</small></span></a>`;
}

function renderGroup(heading: string | undefined, links: readonly LinkView[]): SafeHtml | undefined {
  if (links.length === 0) return undefined;
  return html`${heading === undefined ? undefined : html`<div class="aui-nav-heading"><strong>${heading}</strong></div>`}<ul class="aui-nav">${links.map(renderLink)}</ul>`;
}

function renderLink({ label, href, isActive }: LinkView): SafeHtml {
  return html`<li class="${isActive === true ? 'aui-nav-selected' : ''}"><a href="${safeLink(href)}">${label}</a></li>`;
}
