import type { Diagnostic } from '../core/diagnostics.ts';

/**
 * The lines of a text on which diagnostics start, by number. They are copies, so that the text itself can be forgotten:
 * a report of many sources holds on to what it shows of them and to nothing else.
 */
export function linesOf(text: string, diagnostics: readonly Diagnostic[]): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  if (diagnostics.length === 0) return lines;
  const all = text.split(/\r\n|\n|\r/);
  for (const { range } of diagnostics) {
    const { line } = range.start;
    const content = all[line - 1];
    if (content !== undefined && !lines.has(line)) lines.set(line, copyOf(content));
  }
  return lines;
}

/** A part of a string that V8 cut out keeps the whole string in memory; one that was decoded does not. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
