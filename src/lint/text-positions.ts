import type { Position, Range } from '../core/diagnostics.ts';

/** Turns offsets into lines and columns of one text. */
export interface TextPositions {
  /** From `offset`, `length` code units long. */
  rangeAt(offset: number, length: number): Range;
}

/** Of every stretch of this length it is kept where its line began: a few bytes for a kilobyte of text. */
const STRETCH = 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Lines end with LF, CR LF or CR. A byte order mark before the first line is no part of it: columns count without. */
export function createTextPositions(text: string): TextPositions {
  const textStart = text.startsWith('\ufeff') ? 1 : 0;
  let index: LineIndex | undefined;
  const positionAt = (offset: number): Position => {
    index ??= indexLines(text);
    const stretch = Math.floor(offset / STRETCH);
    let line = index.lines[stretch] ?? 0;
    let lineStart = index.starts[stretch] ?? 0;
    for (let at = stretch * STRETCH; at < offset; at += 1) {
      if (!endsLine(text, at)) continue;
      line += 1;
      lineStart = at + 1;
    }
    return { line: line + 1, column: offset - Math.max(lineStart, textStart) + 1 };
  };
  return {
    rangeAt: (offset, length) => {
      const start = Math.min(Math.max(offset, textStart), text.length);
      const end = Math.max(start, Math.min(start + Math.max(length, 0), text.length));
      return { start: positionAt(start), end: positionAt(end) };
    },
  };
}

interface LineIndex {
  /** By stretch: number of the line that its first character is on, from 0. */
  readonly lines: Uint32Array;
  /** By stretch: offset at which that line begins. */
  readonly starts: Uint32Array;
}

/** Lists of all lines would take more memory than a text that is all line breaks. */
function indexLines(text: string): LineIndex {
  const stretches = Math.floor(text.length / STRETCH) + 1;
  const lines = new Uint32Array(stretches);
  const starts = new Uint32Array(stretches);
  let line = 0;
  let lineStart = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at % STRETCH === 0) {
      lines[at / STRETCH] = line;
      starts[at / STRETCH] = lineStart;
    }
    if (!endsLine(text, at)) continue;
    line += 1;
    lineStart = at + 1;
  }
  if (text.length % STRETCH === 0) {
    lines[stretches - 1] = line;
    starts[stretches - 1] = lineStart;
  }
  return { lines, starts };
}

/** True for the last character of a line break. */
function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED);
}
