import type { TextEdit } from '../../core/diagnostics.ts';

/** The text with the edits made. They are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { offset, length, text: replacement } of edits) {
    result += text.slice(at, offset) + replacement;
    at = offset + length;
  }
  return result + text.slice(at);
}

/**
 * The edits in the order of the text, those that touch made one. Of insertions at one place, the one that comes first in
 * the list stands first.
 * @returns undefined when two of them change the same stretch of the text
 */
export function combineEdits(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const ordered = edits.toSorted(
    (a, b) => a.offset - b.offset || Number(a.length > 0) - Number(b.length > 0),
  );
  const combined: TextEdit[] = [];
  for (const edit of ordered) {
    const last = combined.at(-1);
    const end = last === undefined ? -1 : last.offset + last.length;
    if (edit.offset < end) return undefined;
    if (last === undefined || edit.offset > end) combined.push(edit);
    else combined.splice(-1, 1, joinEdits(last, edit));
  }
  return combined;
}

function joinEdits(first: TextEdit, second: TextEdit): TextEdit {
  return { offset: first.offset, length: first.length + second.length, text: first.text + second.text };
}
