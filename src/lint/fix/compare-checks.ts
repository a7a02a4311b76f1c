import type { Diagnostic, Position, TextEdit } from '../../core/diagnostics.ts';
import { toPointer } from '../json-pointer.ts';
import type { LintResult } from '../lint-descriptor.ts';
import type { AppliedFixes } from './apply-fixes.ts';

/** A text, and what is found in it. */
export interface Checked {
  readonly text: string;
  readonly result: LintResult;
}

/** What is to be said against fixes, once the text that they make has been checked. */
export interface Verdict {
  readonly isFine: boolean;
  /** Those of the fixes in whose places there are new errors. */
  readonly suspects: readonly Diagnostic[];
}

/**
 * Whether fixes did harm, or nothing at all: an error is there that neither was there before nor was hidden by what was
 * fixed, or a finding that was fixed is still there.
 */
export function judgeFixes(before: Checked, { edits, applied }: AppliedFixes, after: Checked): Verdict {
  const isHidden = applied.some(isAboutSyntax)
    ? createSyntaxJudge(before, edits, after)
    : createShapeJudge(applied);
  const isListedNow = createListJudge(before, applied);
  const harm = newErrors(before, edits, after).filter((error) => !isHidden(error) && !isListedNow(error));
  const places = new Set(harm.flatMap(({ pointer }) => pointersAbove(pointer)));
  return {
    isFine: harm.length === 0 && !areStillThere(applied, before, after),
    suspects: applied.filter((one) => pointersOf(one).some((pointer) => places.has(pointer))),
  };
}

/** The pointer itself and those of what it is in; the root, which is above all, is no help. */
function pointersAbove(pointer: string): readonly string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

export function isAboutSyntax({ ruleId }: Diagnostic): boolean {
  return ruleId.startsWith('syntax/');
}

/** After a fix of the syntax, more of the text can be read: what is found behind it, and all that reading allows for. */
function createSyntaxJudge(before: Checked, edits: readonly TextEdit[], after: Checked) {
  const isUnreadable = ({ ruleId }: Diagnostic) => ruleId === 'syntax/json';
  const wasReadable = !before.result.diagnostics.some(isUnreadable);
  const firstEdit = edits[0]?.offset ?? 0;
  const offsetOf = createOffsets(after.text);
  return (error: Diagnostic) => {
    if (!isAboutSyntax(error)) return true;
    return !(wasReadable && isUnreadable(error)) && offsetOf(error.range.start) >= firstEdit;
  };
}

/**
 * Where an error is mended, what was in it comes to be checked. Behind a warning, nothing may come to light: a descriptor
 * that was valid stays so.
 */
function createShapeJudge(applied: readonly Diagnostic[]) {
  const opened = new Set(applied.filter(({ severity }) => severity === 'error').flatMap(pointersOf));
  return (error: Diagnostic) =>
    !isAboutSyntax(error) && ['', ...pointersAbove(error.pointer)].some((pointer) => opened.has(pointer));
}

/** Checks list no more than a hundred findings of a rule, and of the shape those of a thousand errors. */
const MANY_OF_RULE = 100;
const MANY = 250;

/** Where there are too many findings to list, fixing some brings others into the list. */
function createListJudge({ result: { diagnostics } }: Checked, applied: readonly Diagnostic[]) {
  const counts = new Map<string, number>();
  for (const { ruleId } of diagnostics) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const isCut = diagnostics.length >= MANY;
  const places = new Set(applied.flatMap(pointersOf));
  return ({ ruleId, pointer }: Diagnostic) =>
    (isCut || (counts.get(ruleId) ?? 0) >= MANY_OF_RULE) &&
    !pointersAbove(pointer).some((place) => places.has(place));
}

/** What the fixed value is called now: its name may be what was mended. */
function pointersOf({ pointer, fix }: Diagnostic): readonly string[] {
  const parent = pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
  const names = (fix?.edits ?? []).flatMap(({ text }) => readText(text) ?? []);
  return [pointer, ...names.map((name) => `${parent}${toPointer([name])}`)];
}

function readText(json: string): string | undefined {
  if (!json.startsWith('"')) return undefined;
  try {
    const text: unknown = JSON.parse(json);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Among findings that read alike, there must be one less for each that was fixed. */
function areStillThere(applied: readonly Diagnostic[], before: Checked, after: Checked): boolean {
  const mended = countAlike(applied.filter((one) => !isAboutSyntax(one)));
  const found = countAlike(before.result.diagnostics);
  const left = countAlike(after.result.diagnostics);
  return [...mended].some(([name, count]) => (left.get(name) ?? 0) > (found.get(name) ?? 0) - count);
}

function countAlike(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId, message } of diagnostics) {
    const name = `${ruleId} ${message}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The errors of the second check that the first does not have at the same place of the text. */
function newErrors(before: Checked, edits: readonly TextEdit[], after: Checked): readonly Diagnostic[] {
  const offsetBefore = createOffsets(before.text);
  const offsetAfter = createOffsets(after.text);
  const known = new Map<string, Stretch[]>();
  for (const { ruleId, range } of errorsOf(before)) {
    const places = known.get(ruleId) ?? [];
    places.push(moveOffset(offsetBefore(range.start), edits));
    known.set(ruleId, places);
  }
  return errorsOf(after).filter(({ ruleId, range }) => {
    const offset = offsetAfter(range.start);
    const places = known.get(ruleId) ?? [];
    const index = places.findIndex(({ from, to }) => from <= offset && offset <= to);
    if (index >= 0) places.splice(index, 1);
    return index < 0;
  });
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function errorsOf({ result }: Checked): readonly Diagnostic[] {
  return result.diagnostics.filter(({ severity }) => severity === 'error');
}

/** Where a place of the text is after the edits; somewhere within the new text where that is what was edited. */
function moveOffset(offset: number, edits: readonly TextEdit[]): Stretch {
  let shift = 0;
  for (const edit of edits) {
    if (offset < edit.offset) break;
    const start = edit.offset + shift;
    shift += edit.text.length - edit.length;
    if (offset <= edit.offset + edit.length) return { from: start, to: edit.offset + edit.length + shift };
  }
  return { from: offset + shift, to: offset + shift };
}

/** Turns places of a text into offsets. */
function createOffsets(text: string): (position: Position) => number {
  // Columns do not count a byte order mark.
  const starts = [
    text.startsWith('\ufeff') ? 1 : 0,
    ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length),
  ];
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1;
}
