import { MISTAKE_IDS, MISTAKES, type MistakeId } from './mistakes.ts';
import { type Canonical, CORRECT, canonicalise, type Patch, type SeenRequest, withPatch } from './recipe.ts';

/** One way to make one mistake. */
export interface Way {
  readonly id: MistakeId;
  readonly detail: string | undefined;
}

/** What yields the hash that is looked for: one mistake, or two together. */
export interface Finding {
  readonly ways: readonly Way[];
  /** Undefined where the hash is that of no request. */
  readonly canonical: Canonical | undefined;
}

export interface SearchResult {
  readonly findings: readonly Finding[];
  /** The mistakes that the request gives occasion for. */
  readonly tried: readonly MistakeId[];
  /** How many canonical requests were made and hashed. */
  readonly candidates: number;
  /** False where the request is too long, or gives occasion for too much, for all candidates. */
  readonly isComplete: boolean;
}

/** The most candidates of one search. */
export const MOST_CANDIDATES = 5000;
/** The most characters, of all candidates together: keeps the search for a long URL from taking seconds. */
const MOST_CHARACTERS = 6_000_000;
/** Longer than any server takes; nothing is tried with it. */
export const LONGEST_REQUEST = 32 * 1024;

interface Candidate extends Way {
  readonly patch: Patch;
  readonly isUnbound: boolean;
  /** 0 for the likeliest way to make this mistake. */
  readonly rank: number;
}

/**
 * Looks for the mistakes that make `qsh` of the request: each alone, and where none does, each two together. The
 * order is always the same, and memory does not grow with the number of candidates.
 */
export function searchMistakes(request: SeenRequest, qsh: string): SearchResult {
  const length = lengthOf(request);
  if (length > LONGEST_REQUEST) return { findings: [], tried: [], candidates: 0, isComplete: false };
  const single = listCandidates(request);
  const tried = MISTAKE_IDS.filter((id) => single.some((candidate) => candidate.id === id));
  const most = Math.min(MOST_CANDIDATES, Math.floor(MOST_CHARACTERS / Math.max(1, length)));
  const findings = new Map<string, Finding>();
  let candidates = 0;
  let isComplete = true;
  for (const mistakes of inOrder(single, () => findings.size > 0)) {
    if (candidates >= most) {
      isComplete = false;
      break;
    }
    candidates += 1;
    const finding = tryOut(mistakes, request, qsh);
    if (finding === undefined) continue;
    const name = mistakes.map(({ id }) => id).join('+');
    if (!findings.has(name)) findings.set(name, finding);
  }
  return { findings: [...findings.values()], tried, candidates, isComplete };
}

/** The characters that the search goes through for each candidate. */
function lengthOf({ origin, path, query, fragment = '', basePath, form }: SeenRequest): number {
  return [origin, path, query, fragment, basePath, form].reduce((sum, text) => sum + text.length, 0);
}

function listCandidates(request: SeenRequest): readonly Candidate[] {
  return MISTAKE_IDS.flatMap((id) =>
    MISTAKES[id]
      .variants(request)
      .map(({ patch, detail, isUnbound = false }, rank) => ({ id, patch, detail, isUnbound, rank })),
  );
}

/** Each alone; then, unless that was enough, each two, the second upon the first, and likely ones first. */
function* inOrder(
  single: readonly Candidate[],
  isEnough: () => boolean,
): Generator<readonly Candidate[], void, undefined> {
  for (const candidate of single) yield [candidate];
  if (isEnough()) return;
  const bound = single.filter(({ isUnbound }) => !isUnbound).toSorted((a, b) => a.rank - b.rank);
  for (const [index, first] of bound.entries()) {
    for (const second of bound.slice(index + 1)) {
      if (first.id === second.id) continue;
      yield [first, second];
      if (isOrderRelevant(first, second)) yield [second, first];
    }
  }
}

/** Where both change the same step, the later one may hide or see what the earlier one does. */
function isOrderRelevant(first: Candidate, second: Candidate): boolean {
  const steps = Object.keys(second.patch(CORRECT));
  return Object.keys(first.patch(CORRECT)).some((step) => steps.includes(step));
}

function tryOut(mistakes: readonly Candidate[], request: SeenRequest, qsh: string): Finding | undefined {
  const recipe = mistakes.reduce((made, { patch }) => withPatch(made, patch), CORRECT);
  const canonical = canonicalise(recipe, request);
  if (recipe.digest(canonical.text) !== qsh) return undefined;
  return {
    ways: mistakes.map(({ id, detail }) => ({ id, detail })),
    canonical: mistakes.some(({ isUnbound }) => isUnbound) ? undefined : canonical,
  };
}
