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
export interface CanonicalRequestParts {
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

export function canonicalRequestParts(input: CanonicalRequestInput): CanonicalRequestParts {
  const { path, query } = splitUrl(input.url);
  const basePath = input.baseUrl === undefined ? '' : splitUrl(input.baseUrl).path;
  return {
    method: input.method.toUpperCase(),
    path: canonicalPath(path, basePath),
    query: canonicalQuery(query),
  };
}

function splitUrl(url: string): { path: string; query: string } {
  const withoutOrigin = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const withoutFragment = withoutOrigin.replace(/#.*$/s, '');
  const queryStart = withoutFragment.indexOf('?');
  return queryStart === -1
    ? { path: withoutFragment, query: '' }
    : { path: withoutFragment.slice(0, queryStart), query: withoutFragment.slice(queryStart + 1) };
}

function canonicalPath(path: string, basePath: string): string {
  const base = basePath.replace(/\/$/, '');
  const isBelowBase = base !== '' && (path === base || path.startsWith(`${base}/`));
  const relative = isBelowBase ? path.slice(base.length) : path;
  const escaped = relative.replaceAll('&', '%26');
  const rooted = escaped.startsWith('/') ? escaped : `/${escaped}`;
  return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted;
}

/**
 * Names and values are sorted in their encoded form, as the products' Java code does;
 * `@atlassian/atlassian-jwt` sorts the raw names, which differs only for characters such as `[`.
 */
function canonicalQuery(query: string): string {
  const valuesByName = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeFormText(equals === -1 ? pair : pair.slice(0, equals));
    const value = decodeFormText(equals === -1 ? '' : pair.slice(equals + 1));
    if (name === 'jwt') continue;
    const values = valuesByName.get(name);
    if (values === undefined) valuesByName.set(name, [encodeRfc3986(value)]);
    else values.push(encodeRfc3986(value));
  }
  return [...valuesByName]
    .map(([name, values]): [string, string] => [encodeRfc3986(name), values.sort().join(',')])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, values]) => `${name}=${values}`)
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
