import { decodeFormText } from './canonical-query.ts';
import { basePathOf, isBelowBasePath, splitUrl } from './canonical-request.ts';

/** A request that carries a token, written down for a person or a shell. */
export interface RequestToSend {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body?: RequestBody | undefined;
}

export type RequestBody =
  | { readonly text: string }
  /** Path of a file that holds the body. */
  | { readonly file: string };

/** The header that carries a token. */
export function authorizationHeader(token: string): string {
  return `Authorization: JWT ${token}`;
}

/** `url` with the token as its `jwt` parameter, in place of one that is there already; all else stays as it stands. */
export function signUrl(url: string, token: string): string {
  const fragmentStart = url.indexOf('#');
  const fragment = fragmentStart === -1 ? '' : url.slice(fragmentStart);
  const whole = fragmentStart === -1 ? url : url.slice(0, fragmentStart);
  const { query } = splitUrl(whole);
  const address = whole.slice(0, whole.length - query.length).replace(/\?$/, '');
  const others = escapeBlanks(`?${query}`)
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTokenParameter(pair));
  return `${address}?${[...others, `jwt=${token}`].join('&')}${fragment}`;
}

function isTokenParameter(pair: string): boolean {
  return decodeFormText(pair.split('=', 1)[0] ?? '') === 'jwt';
}

/**
 * A path as an address below a base URL, as add-ons write it in their descriptors: `/page` below
 * `https://app.example.com/ac` is `https://app.example.com/ac/page`. What is absolute, or below the base path already,
 * keeps its path.
 */
export function resolveUrl(url: string, baseUrl: string | undefined): string {
  if (baseUrl === undefined || !url.startsWith('/')) return url;
  const basePath = basePathOf(baseUrl);
  const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(baseUrl)?.[0] ?? '';
  return isBelowBasePath(splitUrl(url).path, basePath) ? `${origin}${url}` : `${origin}${basePath}${url}`;
}

/** True for a URL that names its host. */
export function isAbsoluteUrl(url: string): boolean {
  return /^https?:\/\/[^/?#]/i.test(url);
}

/** A command line for POSIX shells that sends the request with curl exactly as it is written here. */
export function curlCommand({ method, url, headers, body }: RequestToSend): string {
  const words = ['curl'];
  // The hash is over the URL as it stands: nothing of it may be expanded or resolved.
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (/\/\.\.?(?:[/?#]|$)/.test(url)) words.push('--path-as-is');
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body === undefined ? 'GET' : 'POST')) words.push('--request', method);
  for (const header of headers) words.push('--header', quoteForShell(header));
  if (body !== undefined) words.push(...bodyWords(body));
  words.push(quoteForShell(escapeBlanks(url)));
  return words.join(' ');
}

/** Blanks in a query, as people type them: curl refuses them, and their hash is that of their escapes. */
function escapeBlanks(url: string): string {
  const queryStart = url.indexOf('?');
  if (queryStart === -1) return url;
  return url.slice(0, queryStart) + url.slice(queryStart).replaceAll(' ', '%20');
}

function bodyWords(body: RequestBody): readonly string[] {
  return 'file' in body
    ? ['--data-binary', quoteForShell(`@${body.file}`)]
    : ['--data-raw', quoteForShell(body.text)];
}

/** A text as one word of a POSIX shell, whatever it holds. */
export function quoteForShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
