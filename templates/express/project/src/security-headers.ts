import type { ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Tenant } from './storage/tenant-store.ts';

/** For every response: nothing may be run, stored, or sent along as a referrer (URLs of frames hold tokens). */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};

/** For files that are the same for everybody: kept by browsers, and asked for again only when they changed. */
export function allowCaching(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-cache');
}

/**
 * For pages in frames: only the tenant's own site may frame them. `X-Frame-Options` cannot say that, so it is
 * not sent. The host's script adds style elements of its own, hence `unsafe-inline` for styles.
 */
export function allowFraming(response: Response, tenant: Tenant, hostScriptUrl: string): void {
  const sites = new Set([tenant.baseUrl, tenant.displayUrl].map((url) => new URL(url).origin));
  const hostScripts = new URL(hostScriptUrl).origin;
  response.set(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `script-src 'self' ${hostScripts}`,
      `style-src 'self' 'unsafe-inline' ${hostScripts}`,
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${[...sites].join(' ')}`,
    ].join('; '),
  );
}
