import { html, type SafeHtml } from '../html.ts';
import { safeImage, safeLink } from '../safe-link.ts';

export interface Crumb {
  readonly label: string;
  readonly href?: string;
  readonly iconUrl?: string;
}

export function renderBreadcrumbs(crumbs: readonly Crumb[]): SafeHtml {
  return html`<ol class="aui-nav aui-nav-breadcrumbs ck-breadcrumbs" aria-label="Breadcrumbs">${crumbs.map(renderCrumb)}</ol>`;
}

function renderCrumb({ label, href, iconUrl }: Crumb): SafeHtml {
  const icon =
    iconUrl === undefined
      ? undefined
      : html`<img class="ck-icon" src="${safeImage(iconUrl)}" alt="" width="16" height="16">`;
  if (href === undefined) return html`<li class="aui-nav-selected">${icon}<span>${label}</span></li>`;
  return html`<li><a href="${safeLink(href)}">${icon}<span>${label}</span></a></li>`;
}
