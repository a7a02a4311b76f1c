import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { loopbackPortOf } from '../../core/loopback.ts';

/** The header in which the page sends its token. */
export const TOKEN_HEADER = 'x-connect-kit-inspector';

/**
 * Why a request is refused; undefined when it is not. Pages of other sites reach this port as well as ours do: by another
 * name that leads here, from another origin, or by a link.
 */
export function findAccessProblem(
  { method = 'GET', headers }: IncomingMessage,
  options: { readonly port: number; readonly token: string; readonly isPage: boolean },
): string | undefined {
  if (loopbackPortOf(headers.host) !== options.port)
    return 'The inspector answers to no other name than localhost.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`)
    return 'The inspector answers its own page alone.';
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !(options.isPage && isNavigation)) {
    return 'The inspector answers its own page alone.';
  }
  if (method === 'GET' || method === 'HEAD' || isSame(tokenIn(headers), options.token)) return undefined;
  return `What changes something needs the inspector's token, in the header ${TOKEN_HEADER}.`;
}

function tokenIn(headers: IncomingMessage['headers']): string {
  const header = headers[TOKEN_HEADER];
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  return typeof header === 'string' ? header : (bearer ?? '');
}

/** Takes as long for a near miss as for a far one. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
