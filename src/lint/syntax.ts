import { getLocation, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { Diagnostic } from '../core/diagnostics.ts';
import { messageOf } from '../core/errors.ts';
import { findPlaceholders } from '../descriptor/placeholders.ts';
import { toPointer } from './json-pointer.ts';
import type { SourceNode } from './source-node.ts';
import { createTextPositions, type TextPositions } from './text-positions.ts';

/** A text read as JSON. */
export interface JsonReading {
  readonly positions: TextPositions;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the text cannot be understood. */
  readonly document: JsonDocument | undefined;
}

export interface JsonDocument {
  readonly value: unknown;
  readonly root: SourceNode;
}

/** Deeper nesting than any descriptor has; far above it, recursive parsers run out of stack. */
const MAX_DEPTH = 200;
/** Nobody reads more, and finding the place of each takes time. */
const MAX_FINDINGS = 100;
const PARSE_OPTIONS = { allowTrailingComma: true };

/**
 * The syntax step: the products read strict JSON. Comments, trailing commas and repeated keys are errors that the
 * reading goes on past; anything else ends it.
 */
export function readJson(text: string): JsonReading {
  const positions = createTextPositions(text);
  const report = createReport(text, positions);
  if (text.trim() === '') return failed(report('syntax/json', 'The text is empty.', 0, 0));
  const tooDeep = findDepth(text, MAX_DEPTH);
  if (tooDeep !== undefined) {
    return failed(report('syntax/depth', `Nested more than ${MAX_DEPTH} levels deep.`, tooDeep, 1));
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, PARSE_OPTIONS);
  const lenient = findLeniencies(text, report);
  const [first] = errors;
  if (first !== undefined) return failed(...lenient, describe(first, text, report));
  if (root === undefined) return failed(report('syntax/json', 'The text holds no value.', 0, text.length));
  const duplicates = findDuplicateKeys(root)
    .slice(0, MAX_FINDINGS)
    .map((key) => describeDuplicateKey(key, report));
  const strict = lenient.length === 0 ? parseStrictly(text) : { value: toValue(root) };
  if ('problem' in strict) return failed(report('syntax/json', `${strict.problem}.`, 0, text.length));
  return {
    positions,
    diagnostics: [...lenient, ...duplicates],
    document: { value: strict.value, root },
  };

  function failed(...diagnostics: readonly Diagnostic[]): JsonReading {
    return { positions, diagnostics, document: undefined };
  }
}

type Report = (ruleId: string, message: string, offset: number, length: number, hint?: string) => Diagnostic;

function createReport(text: string, positions: TextPositions): Report {
  return (ruleId, message, offset, length, hint) => ({
    ruleId,
    severity: 'error',
    message,
    pointer: pointerAt(text, offset),
    range: positions.rangeAt(offset, length),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Pointer to the value at or around an offset. Between properties, that is the object. */
function pointerAt(text: string, offset: number): string {
  const { path } = getLocation(text, offset);
  return toPointer(path.at(-1) === '' ? path.slice(0, -1) : path);
}

/** The last word has the parser that the products' own resemble most. */
function parseStrictly(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Offset of the bracket that opens level `limit + 1`, without recursion; undefined for shallower texts. */
function findDepth(text: string, limit: number): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > limit) return index;
  }
  return undefined;
}

function findLeniencies(text: string, report: Report): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let comma: number | undefined;
  const forget = () => {
    comma = undefined;
  };
  const close = () => {
    if (comma !== undefined && found.length < MAX_FINDINGS) {
      const hint = 'Remove the comma.';
      found.push(
        report('syntax/trailing-comma', 'JSON allows no comma after the last entry.', comma, 1, hint),
      );
    }
    comma = undefined;
  };
  visit(
    text,
    {
      onComment: (offset, length) => {
        if (found.length >= MAX_FINDINGS) return;
        const message = 'JSON has no comments: the products refuse the file.';
        found.push(report('syntax/comment', message, offset, length));
      },
      onSeparator: (character, offset) => {
        if (character === ',') comma = offset;
      },
      onObjectBegin: forget,
      onArrayBegin: forget,
      onObjectProperty: forget,
      onLiteralValue: forget,
      onObjectEnd: close,
      onArrayEnd: close,
    },
    PARSE_OPTIONS,
  );
  return found;
}

/** Every key that stands in its object a second time. */
function findDuplicateKeys(node: Node): readonly Node[] {
  const seen = new Set<unknown>();
  return (node.children ?? []).flatMap((child) => {
    if (node.type !== 'object') return findDuplicateKeys(child);
    const [key, value] = child.children ?? [];
    const nested = value === undefined ? [] : findDuplicateKeys(value);
    if (key === undefined || !seen.has(key.value)) {
      seen.add(key?.value);
      return nested;
    }
    return [key, ...nested];
  });
}

function describeDuplicateKey({ value, offset, length }: Node, report: Report): Diagnostic {
  const message = `The key "${String(value)}" stands in this object already.`;
  const hint = 'Remove one of the two: parsers disagree on which one counts.';
  return report('syntax/duplicate-key', message, offset, length, hint);
}

/** Like `JSON.parse`: the last of repeated keys counts, and every key is an own property. */
function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).map(({ children }): [string, unknown] => {
    const [key, value] = children ?? [];
    return [String(key?.value), value === undefined ? undefined : toValue(value)];
  });
  return Object.fromEntries(entries);
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidNumberFormat: 'This is no JSON number.',
  PropertyNameExpected: 'A property name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is missing after the property name.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'An object is not closed: a } is missing.',
  CloseBracketExpected: 'A list is not closed: a ] is missing.',
  EndOfFileExpected: 'The document is complete before this: nothing may follow.',
  UnexpectedEndOfComment: 'This comment is not closed, and JSON has no comments.',
  UnexpectedEndOfString: 'This text is not closed: a double quote is missing.',
  UnexpectedEndOfNumber: 'This number ends too early.',
  InvalidUnicode: 'After \\u, four hexadecimal digits are needed.',
  InvalidEscapeCharacter: 'JSON does not know this escape sequence.',
  InvalidCharacter: 'Control characters in texts must be escaped.',
};

function describe(error: ParseError, text: string, report: Report): Diagnostic {
  const { offset, length } = error;
  const placeholder = findPlaceholders(text).find(
    (found) => found.offset <= offset && offset < found.offset + found.text.length,
  );
  if (placeholder !== undefined) {
    return report(
      'syntax/placeholder',
      `The placeholder ${placeholder.text} stands outside of a text, so this is not JSON until it is filled in.`,
      placeholder.offset,
      placeholder.text.length,
      'Check the filled-in descriptor: name the URL at which the add-on serves it.',
    );
  }
  if (/^\s*<[!?\w]/.test(text)) {
    const hint = 'Name the URL or file of the descriptor itself, not of a page about it.';
    return report('syntax/json', 'This is a web page or XML, not JSON.', text.indexOf('<'), 1, hint);
  }
  const name = printParseErrorCode(error.error);
  const message =
    MESSAGES[name] ?? `This is not JSON: ${JSON.stringify(text.slice(offset, offset + length))}`;
  const hint = text.startsWith("'", offset) ? 'JSON takes double quotes only.' : undefined;
  return report('syntax/json', message, offset, Math.max(length, 1), hint);
}
