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
    if (own.some((edit) => edits.some((other) => doMeet(edit, other)))) {
      skipped.push(diagnostic);
    } else {
      applied.push(diagnostic);
      edits.push(...own);
    }
  }
  edits.sort((a, b) => a.offset - b.offset);
  return { text: applyEdits(text, edits), edits, applied, skipped };
}

export function hasFix({ fix }: Diagnostic): boolean {
  return fix !== undefined && fix.edits.length > 0;
}

function startOf({ fix }: Diagnostic): number {
  return Math.min(...(fix?.edits ?? []).map(({ offset }) => offset));
}

/** Edits side by side count too: what each leaves of commas and lines is right only while the other is not made. */
function doMeet(a: TextEdit, b: TextEdit): boolean {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}
