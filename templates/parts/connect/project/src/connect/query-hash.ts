/**
 * The query string hash (`qsh`), which binds a token to one request.
 * https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/#qsh
 */

/** Stands in for the hash in tokens that `AP.context.getToken` gives to the add-on's own pages. */
export const CONTEXT_QSH = 'context-qsh';

/**
 * Lower-case hex SHA-256 of the canonical form of a request.
 * @param target path and query as they were sent: a parsed query has lost what was signed
 * @param basePath the path of the base URL, which is no part of the hash
 */
export async function createQueryHash(method: string, target: string, basePath = ''): Promise<string> {
  const canonical = `${method.toUpperCase()}&${canonicalPath(target, basePath)}&${canonicalQuery(target)}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function canonicalPath(target: string, basePath: string): string {
  const path = target.split('?', 1)[0] ?? '';
  // A base path ends where a segment ends: `/app` is no base of `/apple`.
  const isBelow = path === basePath || path.startsWith(`${basePath}/`);
  const below = (isBelow ? path.slice(basePath.length) : path).replaceAll('&', '%26');
  const rooted = below.startsWith('/') ? below : `/${below}`;
  return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted;
}

/** Sorted by name; the values of one name are sorted, too, and joined by commas. */
function canonicalQuery(target: string): string {
  const valuesByName = new Map<string, string[]>();
  for (const [name, value] of queryOf(target)) {
    if (name === 'jwt') continue;
    const encodedName = encode(name);
    valuesByName.set(encodedName, [...(valuesByName.get(encodedName) ?? []), value]);
  }
  return [...valuesByName.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, values]) => `${name}=${values.sort().map(encode).join(',')}`)
    .join('&');
}

/** The parameters of a request's query. */
export function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : target.slice(start + 1));
}

/** RFC 3986, which escapes more than `encodeURIComponent` does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
