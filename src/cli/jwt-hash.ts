import { UsageError } from '../core/errors.ts';
import { CONTEXT_QSH, createCanonicalRequest, hashCanonicalRequest } from '../jwt/canonical-request.ts';
import { PRESETS, type TokenKind } from '../jwt/presets.ts';
import type { GivenClaims } from './jwt-claims.ts';
import type { OutputForm } from './jwt-output.ts';
import type { Target } from './jwt-target.ts';

/** What a new token is bound to. */
export interface BoundHash {
  /** The claim, unless the token has none or it is given as such. */
  readonly qsh: string | undefined;
  /** What it is the hash of, where it is one. */
  readonly canonicalRequest: string | undefined;
}

/**
 * The query string hash by the rule of the token's kind: over the request, fixed, or none. Without a kind, over the
 * request if there is one.
 * @throws {UsageError} when the request is missing, or would be without effect
 */
export function resolveHash(
  flags: { readonly as?: TokenKind; readonly contextQsh?: boolean },
  { hashed }: Pick<Target, 'hashed'>,
  given: GivenClaims,
  output: OutputForm | undefined,
): BoundHash {
  const rule = flags.contextQsh === true ? 'context' : ruleOf(flags.as);
  const isGiven = [given.fromFlags, given.fromFile].some((claims) => Object.hasOwn(claims, 'qsh'));
  if (rule === 'request' || rule === undefined) {
    if (hashed !== undefined) {
      const canonicalRequest = createCanonicalRequest(hashed);
      return { qsh: hashCanonicalRequest(canonicalRequest), canonicalRequest };
    }
    if (rule === 'request' && !isGiven) throw requestMissing(flags.as);
    return { qsh: undefined, canonicalRequest: undefined };
  }
  const isAddress = output?.name === 'url' || output?.name === 'curl';
  if (hashed !== undefined && !isAddress) throw requestUnused(flags);
  const isFixed = rule === 'context' && (flags.contextQsh === true || !isGiven);
  return { qsh: isFixed ? CONTEXT_QSH : undefined, canonicalRequest: undefined };
}

function ruleOf(kind: TokenKind | undefined): 'request' | 'context' | 'none' | undefined {
  return kind === undefined ? undefined : PRESETS[kind].qsh;
}

function requestMissing(kind: TokenKind | undefined): UsageError {
  return new UsageError(
    'url-missing',
    `A token of the kind ${kind} is bound to a request, and its URL is missing.`,
    {
      nextSteps: [
        'Add --url <url>, and --base-url <url> for what comes before the path that is hashed.',
        'For a token that is wrong on purpose: --claim qsh=…',
      ],
    },
  );
}

function requestUnused(flags: { readonly as?: TokenKind; readonly contextQsh?: boolean }): UsageError {
  return flags.contextQsh === true
    ? new UsageError('qsh-ambiguous', '--context-qsh binds the token to no request; --url binds it to one.')
    : new UsageError(
        'url-unused',
        `A token of the kind ${flags.as} is bound to no request, so --url would change nothing.`,
        {
          nextSteps: ['Leave it out, or add --url-only or --curl.'],
        },
      );
}
