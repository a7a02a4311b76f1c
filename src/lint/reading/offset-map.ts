/**
 * Where in the text that was read each place of another one is that was made from it: of the strict JSON that stands for
 * a template, for instance. All offsets are UTF-16 code units.
 */
export interface OffsetMap {
  /** Where something that starts at `offset` starts in the text that was read. */
  toStart(offset: number): number;
  /** Where something that ends before `offset` ends in the text that was read. */
  toEnd(offset: number): number;
}

/** For texts that are read as they are. */
export const SAME_OFFSETS: OffsetMap = { toStart: (offset) => offset, toEnd: (offset) => offset };

/** One stretch of a text, and what stands for it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with the replacements made, and the way back.
 * @param replacements in order, none of them overlapping
 */
export function replaceAll(
  text: string,
  replacements: readonly Replacement[],
): { readonly text: string; readonly offsets: OffsetMap } {
  const parts: string[] = [];
  const newStarts = new Float64Array(replacements.length);
  let at = 0;
  let length = 0;
  for (const [index, { start, end, text: replacement }] of replacements.entries()) {
    parts.push(text.slice(at, start), replacement);
    newStarts[index] = length + start - at;
    length += start - at + replacement.length;
    at = end;
  }
  parts.push(text.slice(at));
  const map = (offset: number, index: number, isStart: boolean): number => {
    const replacement = replacements[index];
    const newStart = newStarts[index];
    if (replacement === undefined || newStart === undefined) return offset;
    const behind = offset - newStart - replacement.text.length;
    if (behind >= 0) return replacement.end + behind;
    return isStart ? replacement.start : replacement.end;
  };
  const offsets: OffsetMap = {
    toStart: (offset) => map(offset, lastIndexBelow(newStarts, offset + 1), true),
    toEnd: (offset) => map(offset, lastIndexBelow(newStarts, offset), false),
  };
  return { text: parts.join(''), offsets };
}

/** Index of the last entry of the rising list that is below `limit`; -1 where there is none. */
function lastIndexBelow(list: Float64Array, limit: number): number {
  let low = -1;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((list[middle] ?? 0) < limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
