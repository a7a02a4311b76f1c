import type { Position, Range } from '../core/diagnostics.ts';

/** Turns offsets of a source into lines and columns. Lines end with LF, CR LF or CR. */
export function createPlaces(source: string): (offset: number, end: number) => Range {
  const starts = [0, ...Array.from(source.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
  const positionAt = (offset: number): Position => {
    const line = lastAtOrBefore(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return (offset, end) => ({ start: positionAt(offset), end: positionAt(end) });
}

/** Index of the last entry of the rising list that is not above `wanted`. */
function lastAtOrBefore(list: readonly number[], wanted: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((list[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
