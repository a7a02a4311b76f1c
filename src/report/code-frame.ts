import type { Diagnostic, Range } from '../core/diagnostics.ts';
import type { ReportStyles } from './formatter.ts';
import { printable } from './printable.ts';

/** Longest stretch of a source line that is shown: descriptors may be a single line of many kilobytes. */
const MAX_WIDTH = 100;
const CONTEXT_BEFORE = 30;

/** The source line on which a range starts, with carets below it; empty where there is nothing to show of it. */
export function renderCodeFrame(
  line: string | undefined,
  range: Range,
  styles: Pick<ReportStyles, 'dim' | 'danger'>,
): readonly string[] {
  if (line === undefined || line.trim() === '') return [];
  const start = range.start.column - 1;
  const isOneLine = range.end.line === range.start.line;
  const end = Math.max(isOneLine ? range.end.column - 1 : line.length, start + 1);
  const from = line.length <= MAX_WIDTH ? 0 : Math.max(0, start - CONTEXT_BEFORE);
  const to = Math.min(line.length, from + MAX_WIDTH);
  const lead = from > 0 ? '…' : '';
  const shown = `${lead}${printable(line.slice(from, to))}${to < line.length ? '…' : ''}`;
  const carets = '^'.repeat(Math.max(1, Math.min(end, Math.max(to, start + 1)) - start));
  const number = String(range.start.line);
  const gutter = (label: string) => styles.dim(`  ${label.padStart(number.length)} |`);
  const indent = ' '.repeat(start - from + lead.length);
  return [`${gutter(number)} ${shown}`, `${gutter('')} ${indent}${styles.danger(carets)}`];
}

/**
 * The lines of a text on which diagnostics start, by number. They are copies, so that the text itself can be forgotten:
 * a report of many sources holds on to what it shows of them and to nothing else.
 */
export function linesOf(text: string, diagnostics: readonly Diagnostic[]): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  if (diagnostics.length === 0) return lines;
  // Columns do not count a byte order mark.
  const all = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
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
