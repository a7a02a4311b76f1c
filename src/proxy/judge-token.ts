import type { CanonicalRequestInput } from '../jwt/canonical-request.ts';
import { decodeToken, MalformedTokenError } from '../jwt/decode.ts';
import { verifyToken } from '../jwt/verify.ts';
import type { Verdict } from './exchange.ts';

/** An add-on that has a secret in common with a product. */
export interface SecretHolder {
  readonly addonKey: string;
  readonly sharedSecret: string;
}

/** Judges a token that a secret should have signed, as the add-on should. */
export async function judgeToken(
  token: string,
  { addonKey, sharedSecret }: SecretHolder,
  request: CanonicalRequestInput,
  now: number,
): Promise<Verdict> {
  // Session tokens that an add-on makes for its own pages are bound to no request.
  const isSession = issuerOf(token) === addonKey;
  const result = await verifyToken(token, {
    key: { algorithm: 'HS256', secret: sharedSecret },
    now,
    allowContextQsh: true,
    request: isSession ? undefined : request,
  });
  if (!result.valid) return { valid: false, reason: result.reason, message: result.message };
  const kind = isSession
    ? 'session token of the add-on'
    : result.claims['qsh'] === 'context-qsh'
      ? 'context token'
      : 'bound to the request';
  return { valid: true, reason: 'valid', message: `HS256, ${kind}` };
}

/** Whose secret fits is the one that a token is for, whatever else is wrong with it. */
export function fitsSecret({ reason }: Verdict): boolean {
  return reason !== 'signature-mismatch' && reason !== 'unknown-issuer';
}

/** Who a token says that it is from; undefined for a text that is no token. */
export function issuerOf(token: string): unknown {
  return claimsOf(token)?.['iss'];
}

/** Header and claims of a token, of which nothing is verified; undefined for a text that is none. */
export function readToken(token: string): ReturnType<typeof decodeToken> | undefined {
  try {
    return decodeToken(token);
  } catch (error) {
    if (error instanceof MalformedTokenError) return undefined;
    throw error;
  }
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  return readToken(token)?.claims;
}
