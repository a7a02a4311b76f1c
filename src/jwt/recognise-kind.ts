import { CONTEXT_QSH } from './canonical-request.ts';
import type { DecodedToken } from './decode.ts';
import type { TokenKind } from './presets.ts';

/** The client keys of today's sites. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Most add-ons are named like a Java package. */
const DOMAIN_LIKE = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;
const OAUTH_CLIENT = /^urn:atlassian:connect:clientid:/;

/**
 * The kind of Connect token that this looks like, or undefined when it looks like none. It goes by what the token says
 * of itself, and says nothing about who made it.
 */
export function recogniseKind({ header, claims }: DecodedToken): TokenKind | undefined {
  const { iss, qsh, aud } = claims;
  if (typeof iss === 'string' && OAUTH_CLIENT.test(iss)) return 'impersonation';
  if (header['alg'] === 'RS256') return typeof qsh === 'string' ? 'install' : undefined;
  if (qsh === CONTEXT_QSH) return 'context';
  if (qsh === undefined) return aud !== undefined && typeof iss === 'string' ? 'session' : undefined;
  return claims['context'] !== undefined || looksLikeClientKey(iss) ? 'host' : 'app';
}

export function looksLikeClientKey(issuer: unknown): boolean {
  return typeof issuer === 'string' && UUID.test(issuer);
}

export function looksLikeAddonKey(issuer: unknown): boolean {
  return typeof issuer === 'string' && DOMAIN_LIKE.test(issuer);
}
