import { splitUrl } from '../../jwt/canonical-request.ts';
import { decodeToken, MalformedTokenError } from '../../jwt/decode.ts';
import { verifyToken } from '../../jwt/verify.ts';
import type { Verdict } from '../../proxy/exchange.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import { isSame, type People, type Person } from '../people/people.ts';
import type { HostProduct } from '../site.ts';
import type { Session, SessionStore } from './sessions.ts';

/** On whose behalf a request to a product is made. */
export type Caller =
  | { readonly kind: 'addon'; readonly installation: Installation }
  | {
      readonly kind: 'person';
      readonly person: Person;
      /** The add-on whose page made the request through `AP.request`; its scopes apply as well. */
      readonly via: Installation | undefined;
    }
  | { readonly kind: 'anonymous'; readonly via: Installation | undefined };

export type Authentication =
  | { readonly caller: Caller; readonly verdict: Verdict | null; readonly addonKey: string | null }
  | {
      readonly caller: undefined;
      readonly status: 401 | 403;
      readonly verdict: Verdict;
      readonly addonKey: string | null;
    };

/** A request as far as authentication looks at it. */
export interface IncomingRequest {
  readonly method: string;
  /** Path and query as they came in, not normalised. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly sessionId: string | undefined;
}

export interface AuthenticateDeps {
  readonly installations: InstallationStore;
  readonly people: People;
  readonly sessions: SessionStore;
  readonly origin: string;
  readonly now: () => number;
}

/** Name of the header that carries the token against forged requests. */
export const XSRF_HEADER = 'X-Connect-Kit-Xsrf';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Finds out who makes a request to a product: an add-on with a JWT, a person with basic authentication or a session.
 * Credentials that are present and wrong are never taken for absent ones.
 */
export async function authenticate(
  request: IncomingRequest,
  host: HostProduct,
  deps: AuthenticateDeps,
): Promise<Authentication> {
  const authorization = request.header('Authorization');
  const [token, ...others] = tokensOf(authorization, request.url);
  if (others.length > 0) {
    // Whichever were taken, a server in between might have looked at the other.
    return refuse(401, 'malformed', 'The request carries more than one token.', null);
  }
  if (token !== undefined) return authenticateAddon(token, request, host, deps);
  if (authorization !== undefined) return authenticateByPassword(authorization, deps);
  return authenticateBySession(request, host, deps);
}

async function authenticateAddon(
  token: string,
  request: IncomingRequest,
  host: HostProduct,
  deps: AuthenticateDeps,
): Promise<Authentication> {
  const issuer = issuerOf(token);
  if (!issuer.readable) return refuse(401, 'malformed', issuer.message, null);
  const installation = deps.installations.find(host.product, issuer.value);
  if (installation?.sharedSecret === undefined || !installation.isEnabled) {
    const state =
      installation === undefined ? 'not installed' : installation.isEnabled ? 'without JWT' : 'disabled';
    return refuse(
      401,
      'unknown-issuer',
      `The issuer ${JSON.stringify(issuer.value)} is the key of no add-on that may call (${state}).`,
      issuer.value === '' ? null : issuer.value,
    );
  }
  const result = await verifyToken(token, {
    key: { algorithm: 'HS256', secret: installation.sharedSecret },
    now: deps.now(),
    issuer: installation.descriptor.key,
    request: { method: request.method, url: request.url, baseUrl: host.baseUrl },
  });
  if (!result.valid) return refuse(401, result.reason, result.message, installation.descriptor.key);
  return {
    caller: { kind: 'addon', installation },
    verdict: { valid: true, reason: 'valid', message: 'HS256, shared secret' },
    addonKey: installation.descriptor.key,
  };
}

type Issuer =
  | { readonly readable: true; readonly value: string }
  | { readonly readable: false; readonly message: string };

function issuerOf(token: string): Issuer {
  try {
    const { iss } = decodeToken(token).claims;
    return { readable: true, value: typeof iss === 'string' ? iss : '' };
  } catch (error) {
    if (error instanceof MalformedTokenError) return { readable: false, message: error.message };
    throw error;
  }
}

function authenticateByPassword(authorization: string, { people }: AuthenticateDeps): Authentication {
  const encoded = /^Basic\s+(.+)$/i.exec(authorization)?.[1];
  const [, name, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  const person =
    name === undefined || password === undefined ? undefined : people.authenticate(name, password);
  return person === undefined
    ? refuse(401, 'signature-mismatch', 'Basic authentication with wrong credentials.', null)
    : { caller: { kind: 'person', person, via: undefined }, verdict: null, addonKey: null };
}

function authenticateBySession(
  request: IncomingRequest,
  host: HostProduct,
  deps: AuthenticateDeps,
): Authentication {
  const session = deps.sessions.find(request.sessionId);
  const addonKey = request.header('AP-Client-Key');
  const via = addonKey === undefined ? undefined : deps.installations.find(host.product, addonKey);
  if (addonKey !== undefined && via?.isEnabled !== true) {
    const state = via === undefined ? 'not installed' : 'disabled';
    return refuse(403, 'unknown-issuer', `The add-on ${JSON.stringify(addonKey)} is ${state}.`, addonKey);
  }
  if (
    session !== undefined &&
    !SAFE_METHODS.has(request.method) &&
    !isOwnPage(request, session, deps.origin)
  ) {
    return refuse(403, 'signature-mismatch', 'XSRF check failed', addonKey ?? null);
  }
  const person = deps.people.find(session?.accountId);
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

/** The different tokens in the header and the query. */
function tokensOf(authorization: string | undefined, url: string): readonly string[] {
  const inHeader = /^JWT\s+(.+)$/i.exec(authorization ?? '')?.[1]?.trim();
  const inQuery = new URLSearchParams(splitUrl(url).query).getAll('jwt').map((token) => token.trim());
  return [...new Set(inHeader === undefined ? inQuery : [inHeader, ...inQuery])];
}

function refuse(
  status: 401 | 403,
  reason: Verdict['reason'],
  message: string,
  addonKey: string | null,
): Authentication {
  return { caller: undefined, status, verdict: { valid: false, reason, message }, addonKey };
}
