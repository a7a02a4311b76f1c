import { MISTAKE_IDS, MISTAKES, type MistakeId } from './mistakes.ts';
import { oneCharacterEdits } from './one-character-edits.ts';
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
  /** How many canonical requests were made and hashed: of one mistake, of one character changed, of two mistakes. */
  readonly candidates: number;
  /** False where the request is too long, or gives occasion for too much, for all mistakes alone and in twos. */
  readonly isComplete: boolean;
}

/** The most candidates of one search, of one mistake and of two. */
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
 * Looks for the mistakes that make `qsh` of the request: each alone; where none does, a change of one character; and
 * where that does not either, each two mistakes together. The order is always the same, and memory does not grow with
 * the number of candidates.
 */
export function searchMistakes(request: SeenRequest, qsh: string): SearchResult {
  const length = lengthOf(request);
  if (length > LONGEST_REQUEST) return { findings: [], tried: [], candidates: 0, isComplete: false };
  const single = listCandidates(request);
  const tried = MISTAKE_IDS.filter((id) => id === ONE_CHARACTER || single.some((one) => one.id === id));
  const most = Math.min(MOST_CANDIDATES, Math.floor(MOST_CHARACTERS / Math.max(1, length)));
  const alone = tryAll(
    single.map((one) => [one]),
    { request, qsh, most },
  );
  if (alone.findings.length > 0) return { ...alone, tried };
  const edit = findEdit(request, qsh, MOST_CHARACTERS);
  const candidates = alone.candidates + edit.candidates;
  if (edit.finding !== undefined) return { findings: [edit.finding], tried, candidates, isComplete: true };
  const together = tryAll(inTwos(single), { request, qsh, most: most - alone.candidates });
  return { ...together, tried, candidates: candidates + together.candidates };
}

const ONE_CHARACTER = 'one-character' satisfies MistakeId;

interface Task {
  readonly request: SeenRequest;
  readonly qsh: string;
  /** Candidates that may be tried. */
  readonly most: number;
}

function tryAll(
  all: Iterable<readonly Candidate[]>,
  { request, qsh, most }: Task,
): Omit<SearchResult, 'tried'> {
  const findings = new Map<string, Finding>();
  let candidates = 0;
  for (const mistakes of all) {
    if (candidates >= most) return { findings: [...findings.values()], candidates, isComplete: false };
    candidates += 1;
    const finding = tryOut(mistakes, request, qsh);
    const name = mistakes.map(({ id }) => id).join('+');
    if (finding !== undefined && !findings.has(name)) findings.set(name, finding);
  }
  return { findings: [...findings.values()], candidates, isComplete: true };
}

function findEdit(
  request: SeenRequest,
  qsh: string,
  mostCharacters: number,
): { readonly candidates: number; readonly finding?: Finding } {
  const right = canonicalise(CORRECT, request);
  let candidates = 0;
  for (const { canonical, detail } of oneCharacterEdits(right)) {
    if (candidates * right.text.length > mostCharacters) break;
    candidates += 1;
    if (CORRECT.digest(canonical.text) === qsh) {
      return { candidates, finding: { ways: [{ id: ONE_CHARACTER, detail }], canonical } };
    }
  }
  return { candidates };
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

/** Each two, the second upon the first, and likely ones first. */
function* inTwos(single: readonly Candidate[]): Generator<readonly Candidate[], void, undefined> {
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
