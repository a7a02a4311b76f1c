import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import { safeLink } from './safe-link.ts';
import type { ChromeView, MessagePageView } from './views.ts';

/** Says one thing and shows one way on: pages that do not exist, errors, things that are not emulated. */
export function renderMessagePage(chrome: ChromeView, { title, message, link }: MessagePageView): string {
  return renderLayout(chrome, {
    title,
    kind: 'message',
    body: html`<div class="ck-message"><h1>${title}</h1><p>${message}</p><p><a class="aui-button aui-button-primary" href="${safeLink(link.href)}">${link.label}</a></p></div>`,
  });
}
