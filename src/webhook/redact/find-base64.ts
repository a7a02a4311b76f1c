import { findRuns, isWordCode, type Part } from './find-runs.ts';

/** Of a dozen bytes. */
const MIN_LENGTH = 16;

/** Base64 of at least a dozen bytes, on one line or on many. */
export function findBase64(text: string): readonly Part[] {
  const found: Part[] = [];
  let start: number | undefined;
  const runs = findRuns(text, isBase64Code, 1);
  for (const [index, run] of runs.entries()) {
    start ??= run.start;
    const length = run.end - run.start;
    const isWrapped = length >= 60 && length <= 76 && runs[index + 1]?.start === lineAfter(text, run.end);
    if (isWrapped) continue;
    const end = run.end + (/^={1,2}/.exec(text.slice(run.end, run.end + 2))?.[0].length ?? 0);
    if (run.end - start >= MIN_LENGTH) found.push({ start, end });
    start = undefined;
  }
  return found;
}

/** Of either alphabet. */
function isBase64Code(code: number): boolean {
  return isWordCode(code) || code === 43 || code === 45 || code === 47;
}

/** Where the next line begins, when this one ends here. */
function lineAfter(text: string, end: number): number | undefined {
  if (text[end] === '\n') return end + 1;
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : undefined;
}
