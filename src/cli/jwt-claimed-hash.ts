import { NotFineError, UsageError } from '../core/errors.ts';
import { decodeToken, MalformedTokenError } from '../jwt/decode.ts';
import { extractToken } from '../jwt/extract-token.ts';
import type { Cli } from './cli.ts';
import type { ClaimedHashFlags } from './explain-flags.ts';
import { readToken } from './jwt-token.ts';

/**
 * The hash to explain: given as such, or the `qsh` claim of the token that is given or part of the URL.
 * @throws {UsageError} when there is none, or two, or the token cannot be read
 * @throws {NotFineError} when the token has no hash
 */
export async function readClaimedHash(
  { qsh, token }: ClaimedHashFlags,
  url: string,
  cli: Cli,
): Promise<string> {
  if (qsh !== undefined) {
    if (token !== undefined) {
      throw new UsageError('qsh-ambiguous', 'The hash is given twice, with --qsh and with --token.');
    }
    if (qsh.trim() !== '') return qsh.trim();
    throw new UsageError('qsh-empty', 'The hash of --qsh is empty.');
  }
  return hashIn(token === undefined ? tokenIn(url) : await readToken(token, cli));
}

function tokenIn(url: string): string {
  if (/[?&#]jwt=[^&#]/.test(url)) return extractToken(url);
  throw new UsageError('token-missing', 'There is no hash to compare the request with.', {
    nextSteps: [
      'Give the token with --token <token> (- reads stdin) or in the URL as jwt=…, or its qsh claim with --qsh <hash>.',
    ],
  });
}

function hashIn(token: string): string {
  const qsh = decode(token)['qsh'];
  if (typeof qsh === 'string' && qsh !== '') return qsh;
  throw new NotFineError('qsh-missing', 'The token has no qsh claim, so it is bound to no request.', {
    nextSteps: ['See what it says: connect-kit jwt decode'],
  });
}

function decode(token: string): Readonly<Record<string, unknown>> {
  try {
    return decodeToken(token).claims;
  } catch (error) {
    if (!(error instanceof MalformedTokenError)) throw error;
    throw new UsageError('token-malformed', error.message, { cause: error });
  }
}
