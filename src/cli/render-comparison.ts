import { redact } from '../core/redact.ts';
import { escapeUnprintable } from '../jwt/describe.ts';
import type { Explanation } from '../jwt/explain/explain-mismatch.ts';
import type { Palette } from '../terminal/palette.ts';

const OURS = 'this request  ';
const THEIRS = 'token         ';
const INDENT = '  ';
/** Lines that both have, around those that differ. */
const CONTEXT = 2;

/**
 * Both canonical requests, one above the other, with a caret under the first difference. Where they are wider than
 * the terminal, one line for each parameter, marked as in a diff. Marks are characters; colours only repeat them.
 * @param width in columns
 */
export function renderComparison(
  { expected, claimed, difference }: Explanation,
  palette: Palette,
  width: number,
): readonly string[] {
  const ours = expected.canonicalRequest;
  const theirs = claimed.canonicalRequest;
  const isWide = [ours, theirs ?? ''].some(
    (text) => printable(text).length + OURS.length + INDENT.length > width,
  );
  if (theirs === undefined || difference === undefined) {
    return isWide
      ? [
          `${INDENT}${palette.dim(OURS.trim())}`,
          ...splitLines(ours).map((line) => `${INDENT}  ${cut(line, 0, width)}`),
        ]
      : [`${INDENT}${palette.dim(OURS)}${printable(ours)}`];
  }
  const { part, index, canonicalIndex } = difference;
  const caret = `^ first difference: character ${index + 1} of the ${part}`;
  if (isWide) return compareLines(ours, theirs, canonicalIndex, caret, palette, width);
  const column = printable(ours.slice(0, canonicalIndex)).length;
  return [
    `${INDENT}${palette.dim(OURS)}${paint(ours, canonicalIndex, palette.success)}`,
    `${INDENT}${palette.dim(THEIRS)}${paint(theirs, canonicalIndex, palette.danger)}`,
    palette.warning(placeCaret(caret, INDENT.length + OURS.length + column, width)),
  ];
}

function compareLines(
  ours: string,
  theirs: string,
  canonicalIndex: number,
  caret: string,
  palette: Palette,
  width: number,
): readonly string[] {
  const expected = splitLines(ours);
  const claimed = splitLines(theirs);
  const start = countAlike(expected, claimed);
  const end = countAlike(expected.slice(start).reverse(), claimed.slice(start).reverse());
  const column = canonicalIndex - expected.slice(0, start).join('').length;
  const removed = expected.slice(start, expected.length - end);
  const added = claimed.slice(start, claimed.length - end);
  const changes = [
    ...removed.map((line, index) =>
      palette.success(`${INDENT}- ${cut(line, index === 0 ? column : 0, width)}`),
    ),
    ...added.map((line, index) => palette.danger(`${INDENT}+ ${cut(line, index === 0 ? column : 0, width)}`)),
  ];
  const isPair = removed.length === 1 && added.length === 1;
  const offset = Math.min(
    printable((expected[start] ?? '').slice(0, column)).length,
    windowOffset(column, width),
  );
  return [
    `${INDENT}- ${palette.dim(OURS.trim())}`,
    `${INDENT}+ ${palette.dim(THEIRS.trim())}`,
    '',
    ...alike(expected.slice(0, start), 'end', width),
    ...changes.slice(0, isPair ? 2 : 1),
    palette.warning(placeCaret(caret, INDENT.length + 2 + offset, width)),
    ...changes.slice(isPair ? 2 : 1),
    ...alike(expected.slice(expected.length - end), 'start', width),
  ];
}

/** The lines next to the difference, and how many there are beyond. */
function alike(lines: readonly string[], near: 'start' | 'end', width: number): readonly string[] {
  const isShort = lines.length <= CONTEXT + 1;
  const shown = isShort ? lines : near === 'end' ? lines.slice(-CONTEXT) : lines.slice(0, CONTEXT);
  const written = shown.map((line) => `${INDENT}  ${cut(line, 0, width)}`);
  if (isShort) return written;
  const rest = `${INDENT}  … ${lines.length - CONTEXT} lines alike`;
  return near === 'end' ? [rest, ...written] : [...written, rest];
}

/** Method, path and each parameter on a line of its own, with the `&` that follows it. */
function splitLines(canonicalRequest: string): readonly string[] {
  return canonicalRequest.split(/(?<=&)/);
}

function countAlike(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/** What fits of a line; of a long one, the part around `column`. */
function cut(line: string, column: number, width: number): string {
  const room = Math.max(20, width - INDENT.length - 4);
  const before = printable(line.slice(0, column));
  const from = before.length - Math.min(before.length, windowOffset(column, width));
  const text = printable(line);
  const shown = from === 0 ? text : `…${text.slice(from + 1)}`;
  return shown.length <= room ? shown : `${shown.slice(0, room - 1)}…`;
}

/** How far into the visible part of a long line the difference is placed. */
function windowOffset(column: number, width: number): number {
  return Math.min(column, Math.floor(width / 2));
}

function paint(text: string, from: number, style: (text: string) => string): string {
  return `${printable(text.slice(0, from))}${style(printable(text.slice(from)))}`;
}

/** The caret at a column, and what it says before it where there is no room behind. */
function placeCaret(caret: string, column: number, width: number): string {
  const words = caret.slice(2);
  if (column + caret.length <= width || column < words.length + 1) return `${' '.repeat(column)}${caret}`;
  return `${' '.repeat(column - words.length - 1)}${words} ^`;
}

function printable(text: string): string {
  return escapeUnprintable(redact(text)).replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
