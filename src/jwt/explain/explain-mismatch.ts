import { createCanonicalRequest, hashCanonicalRequest } from '../canonical-request.ts';
import { decodeToken } from '../decode.ts';
import { type Difference, findDifference } from './difference.ts';
import { MISTAKES, type MistakeId } from './mistakes.ts';
import { CORRECT, canonicalise } from './recipe.ts';
import { type Finding, type SearchResult, searchMistakes } from './search.ts';
import { type ExplainedRequest, seeRequest } from './see-request.ts';

export type { Difference } from './difference.ts';
export type { MistakeId } from './mistakes.ts';
export type { ExplainedRequest } from './see-request.ts';

/** Why a token's hash is not that of a request, as far as it can be found out. */
export interface Explanation {
  /**
   * - `match`: the hashes are equal
   * - `one-mistake`: each of `causes` is one mistake that yields the token's hash by itself
   * - `two-mistakes`: each of `causes` is two mistakes that yield it together; none does so alone
   * - `unknown`: no known mistake yields it, neither alone nor together with another
   */
  readonly outcome: 'match' | 'one-mistake' | 'two-mistakes' | 'unknown';
  /** The request as it is hashed right. */
  readonly expected: { readonly canonicalRequest: string; readonly qsh: string };
  /** What the token says; the canonical request is there when a cause was found and the hash is one of a request. */
  readonly claimed: { readonly canonicalRequest?: string | undefined; readonly qsh: string };
  /** Where the canonical requests begin to differ; not there when they are the same or one is unknown. */
  readonly difference?: Difference | undefined;
  /** Possible causes, which cannot be told apart by this request. */
  readonly causes: readonly Cause[];
  readonly search: {
    /** The known mistakes that this request gives occasion for. */
    readonly tried: readonly MistakeId[];
    /** How many canonical requests were hashed: of one mistake, with one character changed, and of two mistakes. */
    readonly candidates: number;
    /** False where the request is so long, or gives occasion for so many, that not all mistakes were tried in twos. */
    readonly isComplete: boolean;
  };
}

/** One mistake, or two that were made together. */
export interface Cause {
  readonly mistakes: readonly FoundMistake[];
}

export interface FoundMistake {
  readonly id: MistakeId;
  /** What was done, as a clause. */
  readonly title: string;
  /** What exactly, where there are several ways. */
  readonly detail?: string | undefined;
  /** What to do about it, as sentences. */
  readonly mend: string;
  /** The page that specifies how it is right. */
  readonly link: string;
}

/** Three segments of base64url text; neither a hash nor a canonical request looks like it. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Finds out what was done otherwise when the hash in a token was made, by trying known mistakes one by one and, where
 * none explains it, in twos. A cause is named only when it yields the token's hash exactly. Nothing of the token is
 * verified. It is a pure function whose work has a bound: 20,000 hashes, and fewer for long requests.
 * @param request the request as this side sees it
 * @param claim the `qsh` claim, or a token that has one
 * @throws {MalformedTokenError} when `claim` looks like a token and cannot be decoded
 * @throws {TypeError} when the token has no `qsh` claim that is text
 */
export function explainMismatch(request: ExplainedRequest, claim: string): Explanation {
  const qsh = readClaim(claim);
  const canonicalRequest = createCanonicalRequest(request);
  const expected = { canonicalRequest, qsh: hashCanonicalRequest(canonicalRequest) };
  if (qsh === expected.qsh) {
    return {
      outcome: 'match',
      expected,
      claimed: expected,
      causes: [],
      search: { tried: [], candidates: 0, isComplete: true },
    };
  }
  const seen = seeRequest(request);
  const { findings, ...search } = searchMistakes(seen, qsh);
  const claimed = findings[0]?.canonical;
  return {
    outcome: outcomeOf(findings),
    expected,
    claimed: { canonicalRequest: claimed?.text, qsh },
    difference: claimed === undefined ? undefined : findDifference(canonicalise(CORRECT, seen), claimed),
    causes: findings.map(({ ways }) => ({
      mistakes: ways.map(({ id, detail }) => {
        const { title, mend, link } = MISTAKES[id];
        return { id, title, detail, mend, link };
      }),
    })),
    search,
  };
}

function readClaim(claim: string): string {
  if (!TOKEN.test(claim)) return claim;
  const { qsh } = decodeToken(claim).claims;
  if (typeof qsh !== 'string') throw new TypeError('The token has no qsh claim that is text.');
  return qsh;
}

function outcomeOf(findings: SearchResult['findings']): Explanation['outcome'] {
  const [first]: readonly Finding[] = findings;
  if (first === undefined) return 'unknown';
  return first.ways.length === 1 ? 'one-mistake' : 'two-mistakes';
}
