import { hash } from 'node:crypto';
import { canonicalQuery } from './canonical-query.ts';

/**
 * The canonical form of a request and its hash, as Connect defines them.
 * @see https://developer.atlassian.com/cloud/jira/platform/understanding-jwt/#qsh
 */

/** The value of `qsh` in context tokens, which are bound to no request. */
export const CONTEXT_QSH = 'context-qsh';

export interface CanonicalRequestInput {
  /** HTTP method, in any case. */
  readonly method: string;
  /** Absolute URL, or path with query. Percent escapes in the path are taken as they stand. */
  readonly url: string;
  /**
   * The URL that the path is relative to: the add-on's `baseUrl` for requests that the host makes, the product's
   * (`https://site.atlassian.net`, `…/wiki`) for requests that the add-on makes. Only its path counts, and it is
   * removed only at a `/` boundary.
   */
  readonly baseUrl?: string | undefined;
}

/** The three parts that the canonical request is joined from with `&`. */
interface CanonicalRequestParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

/** `METHOD&path&query` of a request, the text whose SHA-256 is the query string hash. */
export function createCanonicalRequest(input: CanonicalRequestInput): string {
  const { method, path, query } = canonicalRequestParts(input);
  return `${method}&${path}&${query}`;
}

/** Lower-case hex SHA-256 of the canonical request: the `qsh` claim. */
export function createQueryStringHash(input: CanonicalRequestInput): string {
  return hashCanonicalRequest(createCanonicalRequest(input));
}

/** Lower-case hex SHA-256 of a canonical request that is already at hand. */
export function hashCanonicalRequest(canonicalRequest: string): string {
  return hash('sha256', canonicalRequest, 'hex');
}

function canonicalRequestParts(input: CanonicalRequestInput): CanonicalRequestParts {
  const { path, query } = splitUrl(input.url);
  return {
    method: input.method.toUpperCase(),
    path: canonicalPath(removeBasePath(path, basePathOf(input.baseUrl))),
    query: canonicalQuery(query),
  };
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** Path and query of a URL, both as they stand: an URL parser would normalise what must be hashed untouched. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const host = SCHEME.test(url) ? url.indexOf('://') + 3 : 0;
  const end = indexOrEnd(url.indexOf('#', host), url.length);
  const pathEnd = indexOrEnd(url.indexOf('?', host), end);
  const pathStart = host === 0 ? 0 : indexOrEnd(url.indexOf('/', host), pathEnd);
  return { path: url.slice(pathStart, pathEnd), query: url.slice(pathEnd + 1, end) };
}

function indexOrEnd(index: number, end: number): number {
  return index === -1 || index > end ? end : index;
}

/** The path of a base URL without the slash that may end it; empty where there is no base path. */
export function basePathOf(baseUrl: string | undefined): string {
  if (baseUrl === undefined) return '';
  const { path } = splitUrl(baseUrl);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** True when `path` is the base path, or below it at a `/` boundary: `/acme` is not below `/ac`. */
export function isBelowBasePath(path: string, basePath: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

function removeBasePath(path: string, basePath: string): string {
  return isBelowBasePath(path, basePath) ? path.slice(basePath.length) : path;
}

/** An `&` that stood for itself would let `/a&b?c` and `/a?b&c` share a hash. */
function canonicalPath(path: string): string {
  const escaped = path.includes('&') ? path.replaceAll('&', '%26') : path;
  const rooted = escaped.startsWith('/') ? escaped : `/${escaped}`;
  return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted;
}
