import { splitUrl } from '../../jwt/canonical-request.ts';
import type { FormerSecrets } from '../addons/former-secrets.ts';
import type { InstallationStore } from '../addons/installation.ts';
import type { People } from '../people/people.ts';
import type { HostProduct, Site } from '../site.ts';
import { authenticateAddon } from './addon-token.ts';
import { authenticateByPassword } from './basic.ts';
import { authenticateByBearer } from './bearer.ts';
import { type Authentication, type IncomingRequest, unauthorized } from './caller.ts';
import type { AccessTokens } from './oauth2/access-tokens.ts';
import { authenticateBySession } from './own-page.ts';
import type { SessionStore } from './sessions.ts';

export type { Authentication, Caller, IncomingRequest } from './caller.ts';
export { isOwnPage } from './own-page.ts';

export interface AuthenticateDeps {
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly former: FormerSecrets;
  readonly accessTokens: AccessTokens;
  readonly people: People;
  readonly sessions: SessionStore;
  readonly now: () => number;
  /** What time it is for add-ons; the same unless given. */
  readonly addonNow?: () => number;
}

/**
 * Finds out who makes a request to a product: an add-on with a JWT, an add-on that acts as a person with an OAuth 2 token,
 * a person with basic authentication or a session. Credentials that are present and wrong are never taken for absent ones.
 */
export async function authenticate(
  request: IncomingRequest,
  host: HostProduct,
  deps: AuthenticateDeps,
): Promise<Authentication> {
  const authorization = request.header('Authorization');
  const bearer = /^Bearer(?:\s+(.*))?$/is.exec(authorization ?? '');
  const [token, ...others] = tokensOf(authorization, request.url);
  if (others.length > 0 || (bearer !== null && token !== undefined)) {
    // Whichever were taken, a server in between might have looked at the other.
    return unauthorized('malformed', 'The request carries more than one token.');
  }
  if (token !== undefined) return authenticateAddon(token, request, host, deps);
  if (bearer !== null) return authenticateByBearer(bearer[1]?.trim() ?? '', host, deps);
  if (authorization !== undefined) return authenticateByPassword(authorization, deps);
  return authenticateBySession(request, host, deps);
}

/** The different JWTs in the header and the query. */
function tokensOf(authorization: string | undefined, url: string): readonly string[] {
  const inHeader = /^JWT\s+(.+)$/i.exec(authorization ?? '')?.[1]?.trim();
  const inQuery = new URLSearchParams(splitUrl(url).query).getAll('jwt').map((token) => token.trim());
  return [...new Set(inHeader === undefined ? inQuery : [inHeader, ...inQuery])];
}
