import { formatDuration } from '../core/duration.ts';
import { type CanonicalRequestInput, CONTEXT_QSH, createQueryStringHash } from './canonical-request.ts';
import { isoTime, quote } from './describe.ts';

/** Why a token is not valid: a closed set, in the order of the checks. */
export const INVALID_REASONS = [
  'malformed',
  'algorithm-mismatch',
  'header-unsupported',
  'kid-missing',
  'kid-malformed',
  'key-not-found',
  'signature-mismatch',
  'claim-malformed',
  'time-in-milliseconds',
  'expiry-missing',
  'expired',
  'issued-in-future',
  'not-yet-valid',
  'issuer-mismatch',
  'audience-mismatch',
  'qsh-missing',
  'qsh-is-context',
  'qsh-not-context',
  'qsh-mismatch',
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

export interface Failure {
  readonly reason: InvalidReason;
  readonly message: string;
}

export interface ClaimExpectations {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Seconds by which the clocks may differ; 0 unless given. */
  readonly leeway?: number | undefined;
  readonly issuer?: string | undefined;
  /** The token must name at least one of these; not looked at when undefined. */
  readonly audience?: readonly string[] | undefined;
  /** The request that the token must be bound to. Without it, `qsh` is looked at only for `allowContextQsh`. */
  readonly request?: CanonicalRequestInput | undefined;
  /** Accept `context-qsh` in place of the request's hash; without a request, accept nothing else. */
  readonly allowContextQsh?: boolean | undefined;
}

const TEXT_CLAIMS = ['iss', 'sub', 'qsh'] as const;
const TIME_CLAIMS = ['exp', 'iat', 'nbf'] as const;

type Claims = Readonly<Record<string, unknown>>;

/** The year 5138 in seconds, March 1973 in milliseconds: no token means either. */
const SECONDS_LIMIT = 100_000_000_000;
/** Whole seconds are what most signers write, and some round up. */
const ROUNDING = 1;

/** Types, times, issuer, audience and query string hash of claims whose signature is known to be good. */
export function checkClaims(claims: Claims, expected: ClaimExpectations): Failure | undefined {
  return (
    checkTypes(claims) ??
    checkTimes(claims, expected) ??
    checkIssuer(claims, expected) ??
    checkAudience(claims, expected) ??
    checkRequest(claims, expected)
  );
}

function checkTypes(claims: Claims): Failure | undefined {
  for (const name of TEXT_CLAIMS) {
    const value = claims[name];
    if (value !== undefined && typeof value !== 'string') return malformed(name, value, 'text');
  }
  const { aud } = claims;
  if (aud !== undefined && typeof aud !== 'string' && !isListOfTexts(aud)) {
    return malformed('aud', aud, 'text or a list of texts');
  }
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') return malformed(name, value, 'a number of seconds since 1970');
    if (value > SECONDS_LIMIT) {
      return {
        reason: 'time-in-milliseconds',
        message: `${name} is ${value}, which looks like milliseconds; it must be in seconds.`,
      };
    }
  }
  return undefined;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function malformed(name: string, value: unknown, wanted: string): Failure {
  return { reason: 'claim-malformed', message: `${name} is ${quote(value)}; it must be ${wanted}.` };
}

function checkTimes({ exp, iat, nbf }: Claims, expected: ClaimExpectations): Failure | undefined {
  const now = expected.now / 1000;
  const leeway = expected.leeway ?? 0;
  if (typeof exp !== 'number') {
    return { reason: 'expiry-missing', message: 'The token has no exp claim, so it would never expire.' };
  }
  if (exp + leeway <= now) {
    return {
      reason: 'expired',
      message: `The token expired ${distance(exp, now)} ago, at ${isoTime(exp) ?? exp}.`,
    };
  }
  if (typeof iat === 'number' && iat - leeway >= now + ROUNDING) {
    return {
      reason: 'issued-in-future',
      message: `The token was issued ${distance(iat, now)} in the future, at ${isoTime(iat)}: the clocks differ.`,
    };
  }
  if (typeof nbf === 'number' && nbf - leeway >= now + ROUNDING) {
    return {
      reason: 'not-yet-valid',
      message: `The token is not valid for another ${distance(nbf, now)}, until ${isoTime(nbf)}.`,
    };
  }
  return undefined;
}

function distance(seconds: number, now: number): string {
  return formatDuration((seconds - now) * 1000);
}

function checkIssuer({ iss }: Claims, { issuer }: ClaimExpectations): Failure | undefined {
  if (issuer === undefined || iss === issuer) return undefined;
  return {
    reason: 'issuer-mismatch',
    message:
      iss === undefined
        ? `The token names no issuer; ${quote(issuer)} is expected.`
        : `The issuer is ${quote(iss)}; ${quote(issuer)} is expected.`,
  };
}

function checkAudience({ aud }: Claims, { audience }: ClaimExpectations): Failure | undefined {
  if (audience === undefined) return undefined;
  if ([aud].flat().some((one) => typeof one === 'string' && audience.includes(one))) return undefined;
  const wanted = audience.length === 1 ? quote(audience[0]) : `one of ${quote(audience)}`;
  return {
    reason: 'audience-mismatch',
    message:
      aud === undefined
        ? `The token names no audience; ${wanted} is expected.`
        : `The audience is ${quote(aud)}; ${wanted} is expected.`,
  };
}

function checkRequest({ qsh }: Claims, expected: ClaimExpectations): Failure | undefined {
  const { request, allowContextQsh = false } = expected;
  if (request === undefined && !allowContextQsh) return undefined;
  if (typeof qsh !== 'string') {
    return { reason: 'qsh-missing', message: 'The token has no qsh claim, so it is bound to no request.' };
  }
  if (qsh === CONTEXT_QSH) {
    if (allowContextQsh) return undefined;
    return {
      reason: 'qsh-is-context',
      message: `This is a context token (qsh "${CONTEXT_QSH}"): it is bound to no request and not accepted here.`,
    };
  }
  if (request === undefined) {
    return {
      reason: 'qsh-not-context',
      message: `The token is bound to a request (qsh ${quote(qsh)}); a context token is expected.`,
    };
  }
  const wanted = createQueryStringHash(request);
  if (qsh === wanted) return undefined;
  return {
    reason: 'qsh-mismatch',
    message: `The token is bound to another request: its qsh is ${quote(qsh)}, this request's is "${wanted}".`,
  };
}
