import type { Diagnostic, TextEdit } from '../../core/diagnostics.ts';
import { applyEdits } from './apply-edits.ts';

export interface AppliedFixes {
  /** The text with the fixes made. */
  readonly text: string;
  /** The edits that were made, in order. */
  readonly edits: readonly TextEdit[];
  /** What was fixed, in the order of the text. */
  readonly applied: readonly Diagnostic[];
  /** What has a fix that changes or adjoins what another one changed: check again, and fix what is still there. */
  readonly skipped: readonly Diagnostic[];
}

/**
 * Makes the fixes of a check. Where two would change the same place, or places side by side, the first in the text is made.
 * @param text what was checked
 * @param diagnostics what the check found; those without a fix are passed over
 */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[]): AppliedFixes {
  const edits: TextEdit[] = [];
  const applied: Diagnostic[] = [];
  const skipped: Diagnostic[] = [];
  for (const diagnostic of diagnostics.filter(hasFix).toSorted((a, b) => startOf(a) - startOf(b))) {
    const own = diagnostic.fix?.edits ?? [];
    if (own.some((edit) => isTaken(edit, edits))) {
      skipped.push(diagnostic);
    } else {
      applied.push(diagnostic);
      for (const edit of own) edits.splice(findIndex(edit, edits), 0, edit);
    }
  }
  return { text: applyEdits(text, edits), edits, applied, skipped };
}

export function hasFix({ fix }: Diagnostic): boolean {
  return fix !== undefined && fix.edits.length > 0;
}

function startOf({ fix }: Diagnostic): number {
  return Math.min(...(fix?.edits ?? []).map(({ offset }) => offset));
}

/** @param taken in order, and apart from each other */
function isTaken(edit: TextEdit, taken: readonly TextEdit[]): boolean {
  const index = findIndex(edit, taken);
  return [taken[index - 1], taken[index]].some((other) => other !== undefined && doMeet(edit, other));
}

/** Position of the first edit of the list that does not begin before this one. */
function findIndex({ offset }: TextEdit, list: readonly TextEdit[]): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((list[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Edits side by side count too: what each leaves of commas and lines is right only while the other is not made. */
function doMeet(a: TextEdit, b: TextEdit): boolean {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}
