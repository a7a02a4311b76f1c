import { html, trustedHtml } from './html.ts';
import { renderLayout } from './layout.ts';
import { renderBreadcrumbs } from './parts/breadcrumbs.ts';
import { renderDate } from './parts/date.ts';
import { renderExtensionDisclosure } from './parts/extension-slot.ts';
import { renderPerson } from './parts/person.ts';
import { spaceAsOwner } from './parts/space.ts';
import type { ChromeView, ContentPageView } from './views.ts';

/**
 * One page of Confluence. What add-ons have in its byline unfolds where it stands; Confluence opens it in a dialog of the
 * kind that its module asks for.
 */
export function renderContentPage(chrome: ChromeView, { space, page, bylineItems }: ContentPageView): string {
  const owner = spaceAsOwner(chrome, space);
  return renderLayout(chrome, {
    title: `${page.title} - ${space.name}`,
    kind: 'content',
    extensions: bylineItems,
    sidebarOwner: owner,
    content: { id: page.id, type: 'page', spaceKey: space.key },
    body: html`<article class="ck-content" data-page-id="${page.id}">
${renderBreadcrumbs([{ label: space.name, href: owner.href }, { label: page.title }])}
<h1 id="title-text">${page.title}</h1>
<p class="ck-byline">${renderPerson(page.author, 'Anonymous')} <span class="ck-subtle">${renderDate(page.updated, chrome.user)}</span></p>
${bylineItems.map(renderExtensionDisclosure)}
<div class="ck-prose" id="main-content">${trustedHtml(page.bodyHtml)}</div>
</article>`,
  });
}
