import { PRODUCT_NAMES } from '../../catalog/products.ts';
import { html, type SafeHtml } from './html.ts';
import { ASSETS } from './parts/addresses.ts';
import { renderHeader } from './parts/header.ts';
import { renderPageData } from './parts/page-data.ts';
import { renderSidebar, type SidebarOwner } from './parts/sidebar.ts';
import type { ChromeView, ExtensionView, PageData } from './views.ts';

export interface Page {
  readonly title: string;
  /** Names the page's kind for styles and scripts, for instance `issue`. */
  readonly kind: string;
  readonly body: SafeHtml;
  /** Every extension that has a slot in the body. */
  readonly extensions?: readonly ExtensionView[];
  readonly issueKey?: string;
  readonly content?: NonNullable<PageData['content']>;
  readonly sidebarOwner?: SidebarOwner;
  /** `bare` pages have neither sidebar nor panel: the login form. */
  readonly frame?: 'standard' | 'bare';
}

/** A whole HTML document around a page's body. Fits {@link PAGE_SECURITY_POLICY}. */
export function renderLayout(chrome: ChromeView, page: Page): string {
  const isBare = page.frame === 'bare';
  return html`<!doctype html>
<html lang="en" data-color-mode="light" data-theme="light:light dark:dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} - ${PRODUCT_NAMES[chrome.product]}</title>
<link rel="icon" type="image/svg+xml" href="${ASSETS}/icons/connect-kit.svg">
<link rel="stylesheet" href="${ASSETS}/aui/aui.css">
<link rel="stylesheet" href="${ASSETS}/atlassian-connect/connect-host.css">
<link rel="stylesheet" href="${ASSETS}/connect-kit.css">
${renderScripts()}
</head>
<body class="ck-body ck-page-${page.kind} ck-product-${chrome.product}">
<div id="page">
${isBare ? undefined : renderHeader(chrome)}
<div class="ck-frame${isBare ? ' ck-frame-bare' : ''}">
${isBare ? undefined : renderSidebar(chrome, page.sidebarOwner)}
<main id="content" class="aui-page-panel ck-main"><div class="aui-page-panel-inner"><div class="aui-page-panel-content">
${page.body}
</div></div></main>
</div>
</div>
${renderPageData(toPageData(chrome, page))}
</body>
</html>
`.toString();
}

/** Deferred scripts run in this order, and connect-host needs `AJS.$` when it loads. */
function renderScripts(): SafeHtml {
  const scripts = ['jquery.min.js', 'aui/aui.js', 'atlassian-connect/connect-host.js', 'host.js'];
  return html`${scripts.map((script) => html`<script defer src="${ASSETS}/${script}"></script>\n`)}`;
}

function toPageData(chrome: ChromeView, page: Page): PageData {
  const { product, contextPath, xsrfToken, user } = chrome;
  return {
    product,
    contextPath,
    xsrfToken,
    user,
    extensions: page.extensions ?? [],
    ...(page.issueKey === undefined ? {} : { issueKey: page.issueKey }),
    ...(page.content === undefined ? {} : { content: page.content }),
  };
}
