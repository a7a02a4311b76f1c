import { createHash } from 'node:crypto';

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
  return createHash('sha256').update(canonicalRequest, 'utf8').digest('hex');
}

function canonicalRequestParts(input: CanonicalRequestInput): CanonicalRequestParts {
  const { path, query } = splitUrl(input.url);
  return {
    method: input.method.toUpperCase(),
    path: canonicalPath(removeBasePath(path, basePathOf(input.baseUrl))),
    query: canonicalQuery(query),
  };
}

/** Path and query of a URL, both as they stand: an URL parser would normalise what must be hashed untouched. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const withoutOrigin = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const withoutFragment = withoutOrigin.replace(/#.*$/s, '');
  const queryStart = withoutFragment.indexOf('?');
  return queryStart === -1
    ? { path: withoutFragment, query: '' }
    : { path: withoutFragment.slice(0, queryStart), query: withoutFragment.slice(queryStart + 1) };
}

/** The path of a base URL without the slash that may end it; empty where there is no base path. */
export function basePathOf(baseUrl: string | undefined): string {
  return baseUrl === undefined ? '' : splitUrl(baseUrl).path.replace(/\/$/, '');
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
  const escaped = path.replaceAll('&', '%26');
  const rooted = escaped.startsWith('/') ? escaped : `/${escaped}`;
  return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted;
}

/**
 * As in `HttpRequestCanonicalizer` of the products' Java library: parameters are sorted by their encoded name, the
 * values of one name by their raw text, and both are compared by UTF-16 code unit.
 */
function canonicalQuery(query: string): string {
  const valuesByName = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeFormText(equals === -1 ? pair : pair.slice(0, equals));
    const value = decodeFormText(equals === -1 ? '' : pair.slice(equals + 1));
    if (name === 'jwt') continue;
    const encodedName = encodeRfc3986(name);
    const values = valuesByName.get(encodedName);
    if (values === undefined) valuesByName.set(encodedName, [value]);
    else values.push(value);
  }
  return [...valuesByName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, values]) => `${name}=${values.sort().map(encodeRfc3986).join(',')}`)
    .join('&');
}

/** Decodes `+` and percent escapes as an HTML form does; escapes that are not valid UTF-8 become U+FFFD. */
function decodeFormText(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

function decodeLeniently(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** RFC 3986: everything but `A–Z a–z 0–9 - . _ ~` becomes `%XX`, upper case. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
