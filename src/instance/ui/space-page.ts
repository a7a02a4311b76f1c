import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import { spaceAsOwner } from './parts/space.ts';
import { safeLink } from './safe-link.ts';
import type { ChromeView, SpacePageView } from './views.ts';

/** The pages of a space of Confluence. */
export function renderSpacePage(chrome: ChromeView, { space, pages }: SpacePageView): string {
  return renderLayout(chrome, {
    title: space.name,
    kind: 'space',
    sidebarOwner: spaceAsOwner(chrome, space),
    body: html`<header class="ck-title"><h1>${space.name}</h1></header>
${
  pages.length === 0
    ? html`<p class="ck-empty">No pages yet.</p>`
    : html`<ul class="ck-page-list" id="pages">${pages.map(
        (page) =>
          html`<li data-page-id="${page.id}"><span class="aui-icon aui-icon-small aui-iconfont-page-default"></span><a href="${safeLink(page.href)}">${page.title}</a></li>`,
      )}</ul>`
}`,
  });
}
