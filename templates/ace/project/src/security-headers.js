// @ts-check

/**
 * For every response: nothing may be run, stored, or sent along as a referrer (URLs of frames hold tokens).
 * @type {import('express').RequestHandler}
 */
export function securityHeaders(_request, response, next) {
  response.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
}

/**
 * For files that are the same for everybody: kept by browsers, and asked for again only when they changed.
 * @param {import('node:http').ServerResponse} response
 */
export function allowCaching(response) {
  response.setHeader('Cache-Control', 'no-cache');
}

/**
 * For pages in frames: only the site itself may frame them. `X-Frame-Options` cannot say that, so it is not sent. The
 * host's script adds style elements of its own, hence `unsafe-inline` for styles.
 * @param {import('express').Response} response
 * @param {readonly string[]} siteUrls
 * @param {string} hostScriptUrl
 */
export function allowFraming(response, siteUrls, hostScriptUrl) {
  const hostScripts = new URL(hostScriptUrl).origin;
  const sites = new Set(siteUrls.map((url) => new URL(url).origin));
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
