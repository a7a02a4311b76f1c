import type { Diagnostic, Position, TextEdit } from '../../core/diagnostics.ts';
import { toPointer } from '../json-pointer.ts';
import type { LintResult } from '../lint-descriptor.ts';
import type { AppliedFixes } from './apply-fixes.ts';

/** A text, and what is found in it. */
export interface Checked {
  readonly text: string;
  readonly result: LintResult;
}

/**
 * Whether fixes did harm, or nothing at all: an error is there that neither was there before nor was hidden by what was
 * fixed, or a finding that was fixed is still there.
 */
export function makesWorse(before: Checked, { edits, applied }: AppliedFixes, after: Checked): boolean {
  const unmatched = newErrors(before, edits, after);
  const isHidden = applied.some(isAboutSyntax)
    ? createSyntaxJudge(before, edits, after)
    : createShapeJudge(applied);
  return !unmatched.every(isHidden) || applied.some((one) => isStillThere(one, before, applied, after));
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
  const opened = applied.filter(({ severity }) => severity === 'error').flatMap(pointersOf);
  return (error: Diagnostic) =>
    !isAboutSyntax(error) && opened.some((pointer) => `${error.pointer}/`.startsWith(`${pointer}/`));
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

/** Among findings that read alike, one less must be there for each that was fixed. */
function isStillThere(
  fixed: Diagnostic,
  before: Checked,
  applied: readonly Diagnostic[],
  after: Checked,
): boolean {
  if (isAboutSyntax(fixed)) return false;
  const isAlike = ({ ruleId, message }: Diagnostic) => ruleId === fixed.ruleId && message === fixed.message;
  const count = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(isAlike).length;
  return count(after.result.diagnostics) > count(before.result.diagnostics) - count(applied);
}

/** The errors of the second check that the first does not have at the same place of the text. */
function newErrors(before: Checked, edits: readonly TextEdit[], after: Checked): readonly Diagnostic[] {
  const offsetBefore = createOffsets(before.text);
  const offsetAfter = createOffsets(after.text);
  const known = errorsOf(before).map(({ ruleId, range }) => ({
    ruleId,
    ...moveOffset(offsetBefore(range.start), edits),
  }));
  return errorsOf(after).filter(({ ruleId, range }) => {
    const offset = offsetAfter(range.start);
    const index = known.findIndex((one) => one.ruleId === ruleId && one.from <= offset && offset <= one.to);
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
}

function errorsOf({ result }: Checked): readonly Diagnostic[] {
  return result.diagnostics.filter(({ severity }) => severity === 'error');
}

/** Where a place of the text is after the edits; somewhere within the new text where that is what was edited. */
function moveOffset(offset: number, edits: readonly TextEdit[]): { from: number; to: number } {
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
