import type { HttpError } from './http-error.ts';
import type { Tenant } from './storage/tenant-store.ts';
import type { Html } from './views/html.ts';
import { type PageOptions, renderErrorPage, renderPage } from './views/layout.ts';

/** For every response: nothing may be run, stored, or sent along as a referrer (URLs of frames hold tokens). */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** The parts of an add-on that its pages are made with. */
export interface PageSource {
  readonly descriptor: { readonly name: string };
  readonly basePath: string;
  readonly hostScriptUrl: string;
}

/** A whole document, which only the tenant's own site may frame. */
export function answerPage(
  { descriptor, basePath, hostScriptUrl }: PageSource,
  tenant: Tenant,
  page: Pick<PageOptions, 'content' | 'layout' | 'refreshPath'>,
): Response {
  const document = renderPage({ ...page, title: descriptor.name, basePath, hostScriptUrl });
  return answerHtml(200, document, { 'Content-Security-Policy': framePolicy(tenant, hostScriptUrl) });
}

/** A piece of a page. */
export function answerPart(part: Html): Response {
  return answerHtml(200, part);
}

export function answerNothing(): Response {
  return new Response(null, { status: 204, headers: SECURITY_HEADERS });
}

/** @param accept the header of the request: people get a page, programs a line of text */
export function answerError(basePath: string, error: HttpError, accept: string | undefined): Response {
  const { status, message } = error;
  if (accept?.includes('text/html')) return answerHtml(status, renderErrorPage(basePath, message));
  return new Response(`${message}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

function answerHtml(status: number, content: Html, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(content.text, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/html; charset=utf-8', ...headers },
  });
}

/** `X-Frame-Options` cannot name a site, so it is not sent. The host's script adds styles, hence `unsafe-inline`. */
function framePolicy(tenant: Tenant, hostScriptUrl: string): string {
  const sites = new Set([tenant.baseUrl, tenant.displayUrl].map((url) => new URL(url).origin));
  const hostScripts = new URL(hostScriptUrl).origin;
  return [
    "default-src 'none'",
    `script-src 'self' ${hostScripts}`,
    `style-src 'self' 'unsafe-inline' ${hostScripts}`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${[...sites].join(' ')}`,
  ].join('; ');
}
