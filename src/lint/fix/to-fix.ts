import type { Fix, TextEdit } from '../../core/diagnostics.ts';
import type { Change, FixPlan } from '../fix-plan.ts';
import type { SourceLanguage } from '../reading/reading.ts';
import type { SourceNode } from '../source-node.ts';
import { combineEdits } from './apply-edits.ts';
import { editContainer } from './edit-container.ts';
import { editValue, renameKey } from './edit-value.ts';
import { resolveChanges } from './resolve-changes.ts';
import { styleOf } from './text-style.ts';
import { editYaml } from './yaml-edits.ts';

/** A text with its tree. */
export interface FixableDocument {
  readonly text: string;
  readonly root: SourceNode;
  /** What the text is written in; JSON, with or without comments and trailing commas, unless given. */
  readonly language?: SourceLanguage;
}

/**
 * The edits of the text that a plan takes. They keep the author's ways: indentation, line breaks, blanks around colons
 * and inside of brackets, what stands on one line and what on several. Nothing else of the text changes; comments stay,
 * unless they are inside of a value that is taken away or replaced.
 *
 * In YAML, plain scalars (those without quotes, on one line) can be replaced by scalars, and keys renamed; a plan with
 * any other change has no fix there.
 * @returns undefined where the text does not allow the change without touching anything else: a pointer leads nowhere or
 *   over a key that stands in its object twice, a key would stand there twice, something foreign (the commands of a
 *   template) stands beside an entry that comes or goes, or changes of the plan exclude each other
 */
export function toFix(plan: FixPlan, document: FixableDocument): Fix | undefined {
  const edits = editsOf(plan.changes, document);
  const combined = edits === undefined ? undefined : combineEdits(edits);
  if (combined === undefined) return undefined;
  const isChange = combined.some(({ offset, length, text }) => !isAt(document.text, offset, length, text));
  return isChange ? { title: plan.title, edits: combined } : undefined;
}

function isAt(text: string, offset: number, length: number, wanted: string): boolean {
  return length === wanted.length && text.startsWith(wanted, offset);
}

function editsOf(
  changes: readonly Change[],
  { text, root, language }: FixableDocument,
): readonly TextEdit[] | undefined {
  const resolved = resolveChanges(changes, root);
  if (resolved === undefined) return undefined;
  if (language === 'yaml') return editYaml(resolved, text);
  const style = styleOf(text, root);
  const edits: TextEdit[] = [];
  for (const rename of resolved.renames) edits.push(renameKey(rename, text));
  // What is put around a value stands inside of what is put behind it: these come first.
  for (const edit of resolved.values) {
    const found = editValue(edit, text, style);
    if (found === undefined) return undefined;
    edits.push(...found);
  }
  for (const container of resolved.containers) {
    const found = editContainer(container, text, style);
    if (found === undefined) return undefined;
    edits.push(...found);
  }
  return edits;
}
