import type { VerificationKey } from '../jwt/algorithms.ts';
import { type DecodedToken, decodeToken, MalformedTokenError } from '../jwt/decode.ts';
import { type Verification, verifyToken } from '../jwt/verify.ts';
import { type ClaimExpectations, checkClaims } from '../jwt/verify-claims.ts';
import { tokenIn } from './judge.ts';
import { headerOf, type Recording, targetOf } from './recording/recording.ts';

/** What can be said of a recorded delivery. */
export type RecordingVerdict =
  /** It has a whole token, which was verified. */
  | { readonly kind: 'verified'; readonly token: string; readonly verification: Verification }
  /** The signature was taken out: the claims are as they should be or not, and nobody can tell who wrote them. */
  | { readonly kind: 'unsigned'; readonly token: DecodedToken; readonly problem: ClaimProblem | undefined }
  | { readonly kind: 'no-token' }
  | { readonly kind: 'unreadable'; readonly message: string };

export interface ClaimProblem {
  readonly reason: string;
  readonly message: string;
}

export interface VerifyRecordingOptions extends Omit<ClaimExpectations, 'now' | 'request'> {
  /** Undefined where none was given: then only claims are looked at. */
  readonly key: VerificationKey | undefined;
  /** Path of the add-on's base URL in place of the recorded one. */
  readonly basePath: string | undefined;
}

/** What a token is verified for: the recorded request, at the time when it was made. */
export function requestOf({ request }: Recording, basePath: string | undefined) {
  return { method: request.method, url: targetOf(request), baseUrl: basePath ?? request.basePath };
}

/**
 * Whether a recorded delivery was well signed, at the time when it was recorded.
 * @throws {UsageError} when the key cannot be used
 */
export async function verifyRecording(
  recording: Recording,
  { key, basePath, ...expectations }: VerifyRecordingOptions,
): Promise<RecordingVerdict> {
  const request = requestOf(recording, basePath);
  const token = tokenIn(request.url, headerOf(recording.request.headers, 'authorization'));
  if (token === undefined) return { kind: 'no-token' };
  const options = { ...expectations, now: Date.parse(recording.time), request };
  if (!isRedacted(token) && key !== undefined) {
    return { kind: 'verified', token, verification: await verifyToken(token, { ...options, key }) };
  }
  try {
    const decoded = decodeToken(token.replace(/\.[^.]*$/, '.'));
    const problem = checkClaims(decoded.claims, options);
    return { kind: 'unsigned', token: decoded, problem: withReservation(problem, recording) };
  } catch (error) {
    if (!(error instanceof MalformedTokenError)) throw error;
    return { kind: 'unreadable', message: error.message };
  }
}

/** Where something of path or query was taken out, no hash of them can be the one of the request. */
function withReservation(
  problem: ClaimProblem | undefined,
  { redactions }: Recording,
): ClaimProblem | undefined {
  if (problem?.reason !== 'qsh-mismatch') return problem;
  const isChanged = redactions.some(
    ({ part, at }) =>
      part === 'request.path' || (part === 'request.query' && !/^\/jwt(?:\/|$)/.test(at ?? '')),
  );
  return isChanged ? undefined : problem;
}

export function isRedacted(token: string): boolean {
  return token.includes('[redacted]');
}
