import { compactVerify, importSPKI } from 'jose';
import type { VerificationKey } from './algorithms.ts';
import { type CanonicalRequestInput, CONTEXT_QSH, createQueryStringHash } from './canonical-request.ts';
import { type DecodedToken, decodeToken, MalformedTokenError } from './decode.ts';

/** Why a token is not valid: a closed set, one code for each check, in the order of the checks. */
export const INVALID_REASONS = [
  'malformed',
  'algorithm-mismatch',
  'signature-mismatch',
  'claim-malformed',
  'expiry-missing',
  'expired',
  'issued-in-future',
  'not-yet-valid',
  'issuer-mismatch',
  'audience-mismatch',
  'qsh-missing',
  'qsh-is-context',
  'qsh-mismatch',
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

export interface VerifyOptions {
  readonly key: VerificationKey;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Seconds by which the clocks may differ; 0 unless given. */
  readonly leeway?: number | undefined;
  readonly issuer?: string | undefined;
  /** The token must name at least one of these; not looked at when undefined. */
  readonly audience?: readonly string[] | undefined;
  /** The request that the token must be bound to; `qsh` is not looked at when undefined. */
  readonly request?: CanonicalRequestInput | undefined;
  /** Also accept `context-qsh` in place of the request's hash. */
  readonly allowContextQsh?: boolean | undefined;
}

export type Verification =
  | ({ readonly valid: true } & DecodedToken)
  | {
      readonly valid: false;
      readonly reason: InvalidReason;
      readonly message: string;
      /** What could be read of the token, unverified. */
      readonly token: DecodedToken | undefined;
    };

/**
 * Checks a token: form, algorithm, signature, times, issuer, audience and query string hash, in this order.
 * Expected failures are returned; only a key that cannot be read throws.
 */
export async function verifyToken(token: string, options: VerifyOptions): Promise<Verification> {
  let decoded: DecodedToken;
  try {
    decoded = decodeToken(token);
  } catch (error) {
    if (!(error instanceof MalformedTokenError)) throw error;
    return { valid: false, reason: 'malformed', message: error.message, token: undefined };
  }
  const failure =
    checkAlgorithm(decoded, options) ??
    (await checkSignature(token, options)) ??
    checkTimes(decoded, options) ??
    checkParties(decoded, options) ??
    checkRequest(decoded, options);
  return failure === undefined ? { valid: true, ...decoded } : { valid: false, ...failure, token: decoded };
}

interface Failure {
  readonly reason: InvalidReason;
  readonly message: string;
}

function checkAlgorithm({ header }: DecodedToken, { key }: VerifyOptions): Failure | undefined {
  if (header['alg'] === key.algorithm) return undefined;
  return {
    reason: 'algorithm-mismatch',
    message: `The token says alg ${JSON.stringify(header['alg'])}; ${key.algorithm} is expected here.`,
  };
}

async function checkSignature(token: string, { key }: VerifyOptions): Promise<Failure | undefined> {
  const secret =
    key.algorithm === 'RS256'
      ? await importSPKI(key.publicKey, 'RS256')
      : new TextEncoder().encode(key.secret);
  try {
    await compactVerify(token, secret, { algorithms: [key.algorithm] });
    return undefined;
  } catch {
    const what = key.algorithm === 'RS256' ? 'public key' : 'shared secret';
    return {
      reason: 'signature-mismatch',
      message: `The signature was not made with this ${what}.`,
    };
  }
}

function checkTimes({ claims }: DecodedToken, options: VerifyOptions): Failure | undefined {
  const now = Math.floor(options.now / 1000);
  const leeway = options.leeway ?? 0;
  for (const name of ['exp', 'iat', 'nbf']) {
    const value = claims[name];
    if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value))) {
      return {
        reason: 'claim-malformed',
        message: `${name} is ${JSON.stringify(value)}; it must be a number of seconds since 1970.`,
      };
    }
    if (typeof value === 'number' && value > 100_000_000_000) {
      return {
        reason: 'claim-malformed',
        message: `${name} is ${value}, which looks like milliseconds; it must be in seconds.`,
      };
    }
  }
  const { exp, iat, nbf } = claims;
  if (typeof exp !== 'number') {
    return { reason: 'expiry-missing', message: 'The token has no exp claim.' };
  }
  if (exp + leeway <= now) {
    return {
      reason: 'expired',
      message: `The token expired ${now - exp} s ago, at ${new Date(exp * 1000).toISOString()}.`,
    };
  }
  if (typeof iat === 'number' && iat - leeway > now) {
    return {
      reason: 'issued-in-future',
      message: `The token was issued ${iat - now} s in the future: the clocks differ.`,
    };
  }
  if (typeof nbf === 'number' && nbf - leeway > now) {
    return { reason: 'not-yet-valid', message: `The token is not valid for another ${nbf - now} s.` };
  }
  return undefined;
}

function checkParties({ claims }: DecodedToken, options: VerifyOptions): Failure | undefined {
  const { issuer, audience } = options;
  if (issuer !== undefined && claims['iss'] !== issuer) {
    return {
      reason: 'issuer-mismatch',
      message: `The issuer is ${JSON.stringify(claims['iss'])}; ${JSON.stringify(issuer)} is expected.`,
    };
  }
  if (audience !== undefined) {
    const named = [claims['aud']].flat();
    if (!named.some((one) => typeof one === 'string' && audience.includes(one))) {
      return {
        reason: 'audience-mismatch',
        message: `The audience is ${JSON.stringify(claims['aud'])}; one of ${JSON.stringify(audience)} is expected.`,
      };
    }
  }
  return undefined;
}

function checkRequest({ claims }: DecodedToken, options: VerifyOptions): Failure | undefined {
  const { request, allowContextQsh } = options;
  if (request === undefined) return undefined;
  const { qsh } = claims;
  if (typeof qsh !== 'string') {
    return { reason: 'qsh-missing', message: 'The token has no qsh claim, so it is bound to no request.' };
  }
  if (qsh === CONTEXT_QSH) {
    if (allowContextQsh === true) return undefined;
    return {
      reason: 'qsh-is-context',
      message: `The token is a context token (qsh "${CONTEXT_QSH}"), which is not accepted here.`,
    };
  }
  const expected = createQueryStringHash(request);
  if (qsh === expected) return undefined;
  return {
    reason: 'qsh-mismatch',
    message: `The token's qsh is ${qsh}, the request's is ${expected}.`,
  };
}
