/**
 * Content-Security-Policy of every page of {@link renderLayout}: scripts only from the instance, frames and images from
 * wherever add-ons live. Inline styles are allowed because AUI and atlassian-connect-js set them.
 */
export const PAGE_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: http: https:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'frame-src http: https:',
  "form-action 'self'",
  "frame-ancestors 'self'",
  // jQuery gives a <base> of the page's own address to documents that it parses markup in.
  "base-uri 'self'",
].join('; ');
