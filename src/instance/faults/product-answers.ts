import type { HostProduct } from '../site.ts';

/** An answer of a product, or of what stands in front of it. */
export interface ProductAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RateLimitFacts {
  /** Seconds; `none` leaves the header out. */
  readonly retryAfter: number | 'none';
  /** How many requests there may be. */
  readonly limit: number;
  /** Which limit it was. */
  readonly reason: string;
}

/** As each product writes it. */
export const JSON_TYPES = {
  jira: 'application/json;charset=UTF-8',
  confluence: 'application/json',
} as const;
const HTML_TYPE = 'text/html; charset=utf-8';
const TOO_MANY = 'The request has been rate-limited. Please try again later.';

/** What the edge in front of the products answers in their place, as a page whatever was asked for. */
const EDGE_TITLES: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/**
 * 429 with the headers that Atlassian documents, the moment written as the cloud writes it.
 * @param now milliseconds since the epoch
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export function tooManyRequests(
  host: HostProduct,
  path: string,
  { retryAfter, limit, reason }: RateLimitFacts,
  now: number,
): ProductAnswer {
  const seconds = retryAfter === 'none' ? 0 : retryAfter;
  return {
    status: 429,
    headers: {
      'Content-Type': JSON_TYPES[host.product],
      ...(retryAfter === 'none' ? {} : { 'Retry-After': String(retryAfter) }),
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': formatReset(now + seconds * 1000),
      'X-RateLimit-NearLimit': 'true',
      'RateLimit-Reason': reason,
    },
    body: JSON.stringify(bodyOf(host, path, 429, TOO_MANY)),
  };
}

/** An error of a product, in the form that it gives to errors; of its edge, where that answers in its place. */
export function errorAnswer(
  host: HostProduct,
  path: string,
  status: number,
  retryAfter: number | 'none' | undefined,
): ProductAnswer {
  const headers = typeof retryAfter === 'number' ? { 'Retry-After': String(retryAfter) } : {};
  const title = EDGE_TITLES[status];
  if (title !== undefined) {
    return { status, headers: { 'Content-Type': HTML_TYPE, ...headers }, body: edgePage(status, title) };
  }
  return {
    status,
    headers: { 'Content-Type': JSON_TYPES[host.product], ...headers },
    body: JSON.stringify(bodyOf(host, path, status, MESSAGES[status] ?? `HTTP status ${status}`)),
  };
}

/** `yyyy-MM-ddTHH:mmZ`, without seconds: so it is documented, and was seen in answers of 2026. */
export function formatReset(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Client must be authenticated to access this resource.',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  500: 'Internal server error',
};

const V2_CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST_PARAMETER',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
};

function bodyOf({ product }: HostProduct, path: string, status: number, message: string): unknown {
  if (status === 401) return { message, 'status-code': 401 };
  if (product === 'jira')
    return { errorMessages: [message], errors: {}, ...(status === 429 ? { status } : {}) };
  if (/^\/wiki\/api\/v2(?:\/|$)/.test(path)) {
    return { errors: [{ status, code: V2_CODES[status] ?? `HTTP_${status}`, title: message, detail: null }] };
  }
  const data = { authorized: status !== 403, valid: true, errors: [], successful: false };
  return { statusCode: status, data, message };
}

function edgePage(status: number, title: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Atlassian Cloud Notifications - Page Unavailable</title></head>
<body><h1>Page unavailable</h1><p>${status} ${title}. This page was made by connect-kit, which was asked for it.</p></body>
</html>
`;
}
