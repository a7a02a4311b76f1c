// @ts-check
import { html } from './html.js';

/**
 * A document for a frame inside of the product. The host's script comes last: the page can be read without it. It makes
 * the frame as high as the element of class `ac-content`.
 * @param {object} page
 * @param {string} page.title
 * @param {string} page.basePath the path of the add-on's base URL
 * @param {string} page.hostScriptUrl
 * @param {'panel' | 'page'} page.layout
 * @param {import('./html.js').Html} page.content
 * @param {string} page.refreshPath below the base URL: answers with the content, freshly made
 */
export function renderPage({ title, basePath, hostScriptUrl, layout, content, refreshPath }) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="${basePath}/assets/addon.css">
  </head>
  <body class="${layout}">
    <div class="ac-content">
      <main id="addon-content" data-refresh-from="${basePath}${refreshPath}">${content}</main>
      <p class="notice" id="notice" role="status" hidden></p>
    </div>
    <script src="${hostScriptUrl}"></script>
    <script src="${basePath}/assets/addon.js" type="module"></script>
  </body>
</html>
`;
}

/**
 * What a person sees in the frame when something went wrong.
 * @param {string} basePath
 * @param {string} message
 */
export function renderErrorPage(basePath, message) {
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
