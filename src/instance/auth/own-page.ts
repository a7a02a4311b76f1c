import type { InstallationStore } from '../addons/installation.ts';
import { isSame, type People } from '../people/people.ts';
import type { HostProduct, Site } from '../site.ts';
import { type Authentication, type Caller, forbidden, type IncomingRequest } from './caller.ts';
import type { Session, SessionStore } from './sessions.ts';

/** Name of the header that carries the token against forged requests. */
export const XSRF_HEADER = 'X-Connect-Kit-Xsrf';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface SessionDeps {
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly people: People;
  readonly sessions: SessionStore;
}

/** Whoever looks at a page of the site, and the add-on that asks through its bridge. */
export function authenticateBySession(
  request: IncomingRequest,
  host: HostProduct,
  { site, installations, people, sessions }: SessionDeps,
): Authentication {
  const session = sessions.find(request.sessionId);
  const addonKey = request.header('AP-Client-Key');
  const via = addonKey === undefined ? undefined : installations.find(host.product, addonKey);
  if (addonKey !== undefined && via?.isEnabled !== true) {
    const state = via === undefined ? 'not installed' : 'disabled';
    return forbidden('unknown-issuer', `The add-on ${JSON.stringify(addonKey)} is ${state}.`, addonKey);
  }
  if (
    session !== undefined &&
    !SAFE_METHODS.has(request.method) &&
    !isOwnPage(request, session, site.origin)
  ) {
    return forbidden('signature-mismatch', 'XSRF check failed', addonKey ?? null);
  }
  const person = people.find(session?.accountId);
  const caller: Caller = person === undefined ? { kind: 'anonymous', via } : { kind: 'person', person, via };
  return { caller, verdict: null, addonKey: addonKey ?? null };
}

/** True when the request was made by a page of ours, not by another site's page with the visitor's cookies. */
export function isOwnPage(
  request: Pick<IncomingRequest, 'header'>,
  session: Session,
  origin: string,
): boolean {
  const from = request.header('Origin');
  return (
    (from === undefined || from === origin) && isSame(request.header(XSRF_HEADER) ?? '', session.xsrfToken)
  );
}
