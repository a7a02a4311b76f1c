import type { TextEdit } from '../../core/diagnostics.ts';
import type { SourceNode } from '../source-node.ts';
import { type Entry, endOf, entriesOf } from './entries.ts';
import { type NewEntry, type PrintPlace, printEntry, printInside, printOnLines } from './print-value.ts';
import {
  type GapToken,
  hasLineBreak,
  indentationAt,
  isLineBreak,
  isPlainGap,
  lineBreakBefore,
  scanGap,
  skipBlanks,
  skipBlanksBack,
  skipLineBreak,
  startOfLine,
} from './source-gaps.ts';
import type { TextStyle } from './text-style.ts';

/** An object or list of which entries go, and to which entries come. */
export interface ContainerChange {
  readonly node: SourceNode;
  readonly type: 'object' | 'array';
  /** The object or list that has it; undefined for the root. */
  readonly container: SourceNode | undefined;
  /** Positions of the entries to remove. */
  readonly removed: ReadonlySet<number>;
  readonly appended: readonly NewEntry[];
}

/** What is edited, with what its parts have in common. */
interface Scene extends ContainerChange {
  readonly text: string;
  readonly style: TextStyle;
  readonly entries: readonly Entry[];
  /** Behind the opening bracket. */
  readonly open: number;
  /** Offset of the closing bracket. */
  readonly close: number;
  /** Whether there is a comma behind the last entry, which tolerant readers accept. */
  readonly hasTrailingComma: boolean;
}

/**
 * The edits that remove and append entries, with their commas and lines.
 * @returns undefined where something stands between the entries that is neither comma nor comment, or a bracket is
 *   missing that a tolerant reader added
 */
export function editContainer(
  change: ContainerChange,
  text: string,
  style: TextStyle,
): readonly TextEdit[] | undefined {
  const entries = entriesOf(change.node);
  const open = change.node.offset + 1;
  const close = endOf(change.node) - 1;
  const end = entries.at(-1)?.end;
  const hasTrailingComma =
    end !== undefined && scanGap(text, end, close).some(({ kind }) => kind === 'comma');
  const scene: Scene = { ...change, text, style, entries, open, close, hasTrailingComma };
  const hasBrackets = /^[[{]$/.test(text.charAt(open - 1)) && /^[\]}]$/.test(text.charAt(close));
  if (!hasBrackets || gapsOf(scene).some(({ kind }) => kind === 'foreign')) return undefined;
  const last = entries.at(-1);
  const [first, ...rest] = change.appended;
  if (first === undefined) return isEmptied(scene) ? [toEdit(open, close, '')] : removeEntries(scene);
  if (last === undefined) return fillEmpty(scene);
  if (!change.removed.has(entries.length - 1))
    return [...removeEntries(scene), ...appendEntries(last, scene)];
  // The first of the new entries takes the place of the last one: between them, no comma comes or goes.
  const removed = new Set([...change.removed].filter((index) => index !== entries.length - 1));
  const kept: Scene = { ...scene, removed, appended: rest };
  const replacement = printEntry(first, placeAt(last.start, kept));
  const edits = [...removeEntries(kept), toEdit(last.start, last.end, replacement)];
  return rest.length === 0 ? edits : [...edits, ...appendEntries(last, kept)];
}

function toEdit(from: number, to: number, text: string): TextEdit {
  return { offset: from, length: to - from, text };
}

/** What stands between the brackets besides the entries. */
function gapsOf({ entries, text, open, close }: Scene): readonly GapToken[] {
  const ends = [open, ...entries.map(({ end }) => end)];
  const starts = [...entries.map(({ start }) => start), close];
  return ends.flatMap((end, index) => scanGap(text, end, starts[index] ?? end));
}

/** When all entries go, the brackets close up, unless there are comments between them. */
function isEmptied(scene: Scene): boolean {
  return scene.removed.size === scene.entries.length && gapsOf(scene).every(({ kind }) => kind === 'comma');
}

/** Entries that go together, because nothing that stays stands between them. */
interface Run {
  readonly first: number;
  readonly last: number;
}

function removeEntries(scene: Scene): readonly TextEdit[] {
  const runs = runsOf(scene);
  const edits = runs.flatMap((run) => removeRun(run, scene));
  const lastKept = scene.entries.findLastIndex((_, index) => !scene.removed.has(index));
  const isTailRemoved = lastKept >= 0 && lastKept < scene.entries.length - 1;
  if (!isTailRemoved || scene.hasTrailingComma) return edits;
  // What stays last loses its comma, where it did not go with the rest.
  const comma = commaAfter(lastKept, scene);
  if (comma === undefined) return edits;
  const isGone = edits.some(({ offset, length }) => offset <= comma && comma < offset + length);
  return isGone ? edits : [toEdit(comma, comma + 1, ''), ...edits];
}

function runsOf({ entries, removed, text }: Scene): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, { start }] of entries.entries()) {
    if (!removed.has(index)) continue;
    const run = runs.at(-1);
    const end = entries[index - 1]?.end ?? start;
    if (run !== undefined && run.last === index - 1 && isPlainGap(text, end, start)) {
      runs.splice(-1, 1, { first: run.first, last: index });
    } else {
      runs.push({ first: index, last: index });
    }
  }
  return runs;
}

/** Offset of the comma behind an entry. */
function commaAfter(index: number, { entries, text, close }: Scene): number | undefined {
  const end = entries[index]?.end ?? close;
  const next = entries[index + 1]?.start ?? close;
  return scanGap(text, end, next).find(({ kind }) => kind === 'comma')?.offset;
}

function removeRun(run: Run, scene: Scene): readonly TextEdit[] {
  const { entries, text, close, open } = scene;
  const start = entries[run.first]?.start ?? close;
  const end = entries[run.last]?.end ?? close;
  const comma = commaAfter(run.last, scene);
  const isCommaBeside = comma !== undefined && isPlainGap(text, end, comma);
  const stop = isCommaBeside ? comma + 1 : end;
  const more = comma === undefined || isCommaBeside ? [] : [toEdit(comma, comma + 1, '')];
  const lineStart = startOfLine(text, start);
  const lineEnd = skipBlanks(text, stop);
  const isFirstOnLine = skipBlanks(text, lineStart) === start;
  const isLastOnLine = isLineBreak(text, lineEnd);
  if (isFirstOnLine && isLastOnLine) return [toEdit(lineStart, skipLineBreak(text, lineEnd), ''), ...more];
  const before = entries[run.first - 1];
  if (comma === undefined && before !== undefined && isPlainGap(text, before.end, start)) {
    return [toEdit(before.end, end, '')];
  }
  const after = entries[run.last + 1];
  const followsBracket = skipBlanksBack(text, start) === open;
  if (isLastOnLine && followsBracket && after !== undefined && isPlainGap(text, stop, after.start)) {
    return [toEdit(start, after.start, '')];
  }
  if (!isFirstOnLine && (isLastOnLine || lineEnd === close)) {
    return [toEdit(skipBlanksBack(text, start), stop, ''), ...more];
  }
  return [toEdit(start, lineEnd, ''), ...more];
}

/** Puts entries behind the last one: on lines of their own where it has one, on its line otherwise. */
function appendEntries(last: Entry, scene: Scene): readonly TextEdit[] {
  const { text, appended, entries, open, style } = scene;
  const previousEnd = entries.at(-2)?.end ?? open;
  const { at, isLineComment } = behindComments(last, scene);
  const lineStart = startOfLine(text, last.start);
  const lead = text.slice(lineStart, last.start);
  const isOnOwnLine = hasLineBreak(text, previousEnd, last.start);
  if (isOnOwnLine && /^[ \t]*,[ \t]*$/.test(lead) && !scene.hasTrailingComma) {
    const place = placeAt(last.start, scene);
    const lines = appended.map((entry) => `${place.lineBreak}${lead}${printLike(last, entry, place, scene)}`);
    return [toEdit(at, at, lines.join(''))];
  }
  const place = placeAt(isOnOwnLine ? last.start : last.end, scene);
  const gap = `${place.lineBreak}${place.indent}`;
  const separator = isOnOwnLine || isLineComment ? gap : sameLineGap(previousEnd, last, style, text);
  const printed = appended.map((entry) => `${separator}${printLike(last, entry, place, scene)}`);
  if (scene.hasTrailingComma) return [toEdit(at, at, `${printed.join(',')},`)];
  return [toEdit(last.end, last.end, ','), toEdit(at, at, printed.join(','))];
}

/** Offset behind the last entry, its comma, and the comments that follow on the line. */
function behindComments(last: Entry, { text, close }: Scene): { at: number; isLineComment: boolean } {
  const tokens = scanGap(text, last.end, close);
  const comma = tokens.find(({ kind }) => kind === 'comma');
  let at = comma === undefined ? last.end : comma.offset + 1;
  let isLineComment = false;
  for (const { offset, length } of tokens) {
    if (offset < at) continue;
    if (hasLineBreak(text, at, offset)) break;
    at = offset + length;
    isLineComment = text.startsWith('//', offset);
  }
  return { at, isLineComment };
}

/** What stands behind a comma before an entry on the same line. */
function sameLineGap(previousEnd: number, { start }: Entry, { comma }: TextStyle, text: string): string {
  const own = /^[ \t]*,([ \t]*)$/.exec(text.slice(previousEnd, start))?.[1];
  return own ?? comma.slice(comma.indexOf(',') + 1);
}

/** An entry of a list is written on one line, or on several, as the one before it. */
function printLike({ value }: Entry, entry: NewEntry, place: PrintPlace, { node, text }: Scene): string {
  const isAlike = node.type === 'array' && (value.children ?? []).length > 0;
  const isOneLine = isAlike && !hasLineBreak(text, value.offset, endOf(value));
  return printEntry(entry, isOneLine ? { ...place, isOneLine } : place);
}

function placeAt(offset: number, { text, style, node, entries, container }: Scene): PrintPlace {
  // What is empty says nothing of lines; what it stands in does.
  const judge = entries.length > 0 ? node : container;
  return {
    style,
    indent: indentationAt(text, offset),
    lineBreak: lineBreakBefore(text, offset) ?? style.lineBreak,
    isOneLine: judge !== undefined && !hasLineBreak(text, judge.offset, endOf(judge)),
  };
}

function fillEmpty(scene: Scene): readonly TextEdit[] {
  const { text, open, close, type, appended, style, node } = scene;
  const place = placeAt(node.offset, scene);
  const comment = scanGap(text, open, close).at(-1);
  const isSpread = hasLineBreak(text, open, close);
  if (comment === undefined) {
    const inside = isSpread ? printOnLines(appended, place) : printInside(type, appended, place);
    return [toEdit(open, close, inside)];
  }
  const at = comment.offset + comment.length;
  if (!isSpread) {
    const padding = style.padding[type] === '' ? ' ' : style.padding[type];
    const printed = appended.map((entry) => printEntry(entry, { ...place, isOneLine: true }));
    return [toEdit(at, at, `${padding}${printed.join(style.comma)}`)];
  }
  const isFirstOnLine = skipBlanks(text, startOfLine(text, comment.offset)) === comment.offset;
  const indent = isFirstOnLine ? indentationAt(text, comment.offset) : `${place.indent}${style.indent}`;
  const printed = appended.map(
    (entry) => `${place.lineBreak}${indent}${printEntry(entry, { ...place, indent })}`,
  );
  return [toEdit(at, at, printed.join(','))];
}
