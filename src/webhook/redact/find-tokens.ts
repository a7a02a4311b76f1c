import { findRuns, isWordCode, type Part } from './find-runs.ts';

const DOT = 46;
const HYPHEN = 45;
/** With the shortest header, claims and dots. */
const MIN_LENGTH = 9;

/** Tokens (JWTs) in a text: `eyJ` at the beginning of a word, and two more parts, the last of which may be empty. */
export function findTokens(text: string): readonly Part[] {
  if (!text.includes('eyJ')) return [];
  return findRuns(text, isTokenCode, MIN_LENGTH).flatMap((run) =>
    tokensIn(text.slice(run.start, run.end), run.start),
  );
}

function isTokenCode(code: number): boolean {
  return isWordCode(code) || code === HYPHEN || code === DOT;
}

function tokensIn(run: string, offset: number): readonly Part[] {
  const found: Part[] = [];
  const segments = run.split('.');
  let at = offset;
  for (let index = 0; index < segments.length; index += 1) {
    const [header = '', claims = '', signature] = segments.slice(index, index + 3);
    const start = claims.length >= 2 && signature !== undefined ? startIn(header) : undefined;
    if (start === undefined) at += header.length + 1;
    else {
      const length = header.length + claims.length + (signature?.length ?? 0) + 2;
      found.push({ start: at + start, end: at + length });
      at += length + 1;
      index += 2;
    }
  }
  return found;
}

/** Where a header begins that has something behind its first letters. */
function startIn(segment: string): number | undefined {
  for (let at = segment.indexOf('eyJ'); at !== -1; at = segment.indexOf('eyJ', at + 3)) {
    if (at + 5 > segment.length) return undefined;
    if (at === 0 || segment.charCodeAt(at - 1) === HYPHEN) return at;
  }
  return undefined;
}
