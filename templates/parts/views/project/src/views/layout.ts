import { type Html, html } from './html.ts';

export interface PageOptions {
  readonly title: string;
  /** The path of the add-on's base URL. */
  readonly basePath: string;
  readonly hostScriptUrl: string;
  readonly content: Html;
  /** Below the base URL: answers with the content, freshly made. */
  readonly refreshPath: string;
  readonly layout: Layout;
}

/** `panel` stands in a card of the host's own, `page` has the whole width. */
export type Layout = 'panel' | 'page';

/**
 * A document for a frame inside the product. The host's script comes last: the page can be read without it. It makes
 * the frame as high as the element of class `ac-content`.
 */
export function renderPage(page: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${page.title}</title>
    <link rel="stylesheet" href="${page.basePath}/assets/addon.css">
  </head>
  <body class="${page.layout}">
    <div class="ac-content">
      <main id="addon-content" data-refresh-from="${page.basePath}${page.refreshPath}">${page.content}</main>
      <p class="notice" id="notice" role="status" hidden></p>
    </div>
    <script src="${page.hostScriptUrl}"></script>
    <script src="${page.basePath}/assets/addon.js" type="module"></script>
  </body>
</html>
`;
}

/** What a person sees in the frame when something went wrong. */
export function renderErrorPage(basePath: string, message: string): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>This add-on has a problem</title>
    <link rel="stylesheet" href="${basePath}/assets/addon.css">
  </head>
  <body class="panel">
    <main class="ac-content empty" role="alert">
      <strong>This did not work</strong>
      <span>${message}</span>
    </main>
  </body>
</html>
`;
}
