import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { UsageError } from '../../core/errors.ts';
import { isRecord } from '../../core/json.ts';
import { decodeUtf8 } from '../../descriptor/decode.ts';
import { languageOf } from '../../descriptor/language.ts';
import { applyEdits } from '../../lint/fix/apply-edits.ts';
import { readNode } from '../../lint/fix/entries.ts';
import { toFix } from '../../lint/fix/to-fix.ts';
import type { Change } from '../../lint/fix-plan.ts';
import type { SourceNode } from '../../lint/source-node.ts';
import { createTextPositions } from '../../lint/text-positions.ts';

/** A descriptor that can be edited: JSON, with or without comments and trailing commas. */
export interface DescriptorText {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly mark: '' | '\ufeff';
  readonly root: SourceNode;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Why a descriptor cannot be edited; `where` is a place in it. */
export interface ClosedDescriptor {
  readonly problem: string;
  readonly where: string;
}

export function isClosed(document: DescriptorText | ClosedDescriptor): document is ClosedDescriptor {
  return 'problem' in document;
}

/**
 * Reads a descriptor for being edited.
 * @throws UsageError when it is no text at all
 */
export function readDescriptorText(bytes: Uint8Array, file: string): DescriptorText | ClosedDescriptor {
  const decoded = decodeUtf8(bytes, file);
  const mark = decoded.startsWith('\ufeff') ? '\ufeff' : '';
  const text = decoded.slice(mark.length);
  if (languageOf(text, { name: file }) === 'yaml') {
    return { problem: `${file} is YAML: connect-kit does not write into it.`, where: file };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) return unreadable(text, first, file);
  const value = root === undefined ? undefined : readNode(root);
  if (root === undefined || !isRecord(value)) {
    return { problem: `${file} is no descriptor: it holds no object.`, where: file };
  }
  return { file, text, mark, root, value };
}

function unreadable(text: string, { error, offset }: ParseError, file: string): ClosedDescriptor {
  const { line, column } = createTextPositions(text).rangeAt(offset, 0).start;
  const isTemplate = /\{\{|<%|\$\{/.test(text.replace(/"(?:[^"\\\n]|\\.)*"/g, ''));
  const reason = isTemplate
    ? 'it has placeholders of a template outside of its texts'
    : `it is no JSON that can be edited safely (${printParseErrorCode(error)})`;
  return { problem: `${file} is left as it is: ${reason}.`, where: `${file}:${line}:${column}` };
}

/**
 * The descriptor with the changes made. What else stands in it stays as it is written.
 * @returns undefined where that cannot be done without touching anything else
 */
export function editDescriptorText(
  { text, root, mark }: DescriptorText,
  changes: readonly Change[],
): Uint8Array | undefined {
  if (changes.length === 0) return new TextEncoder().encode(mark + text);
  const fix = toFix({ title: 'Add a module', changes }, { text, root });
  return fix === undefined ? undefined : new TextEncoder().encode(mark + applyEdits(text, fix.edits));
}

/** The refusal to edit a descriptor, with the lines that a person can add by hand. */
export function refuseToEdit({ problem, where }: ClosedDescriptor, additions: readonly string[]): UsageError {
  return new UsageError('descriptor-not-editable', problem, {
    where,
    nextSteps: ['Nothing was written. Add this by hand:', ...additions],
  });
}
