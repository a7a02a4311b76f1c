import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Position } from '../core/diagnostics.ts';
import { createTextPositions, type TextPositions } from '../lint/text-positions.ts';

/** A file of connect-kit's own, with its places. */
export interface OwnJson {
  readonly value: unknown;
  readonly root: Node;
  readonly positions: TextPositions;
}

export interface OwnJsonProblem {
  readonly message: string;
  readonly position: Position;
}

/**
 * Reads a file that connect-kit itself defines. The products read strict JSON; here comments and trailing commas do no
 * harm. A byte order mark is passed over.
 */
export function readOwnJson(source: string): OwnJson | { readonly problem: OwnJsonProblem } {
  const text = source.replace(/^\ufeff/, '');
  const positions = createTextPositions(text);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const fail = (message: string, offset: number) => ({
    problem: { message, position: positions.rangeAt(offset, 0).start },
  });
  const [error] = errors;
  if (error !== undefined) return fail(`This is not JSON: ${wordsOf(error)}.`, error.offset);
  if (root === undefined) return fail('This is not JSON: it is empty.', 0);
  const repeated = findRepeatedKey(root);
  if (repeated !== undefined) {
    return fail(`The key "${String(repeated.value)}" stands in its object already.`, repeated.offset);
  }
  const value: unknown = getNodeValue(root);
  return { value, root, positions };
}

/** `CommaExpected` as `comma expected`. */
function wordsOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
}

function findRepeatedKey(node: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key, value] = node.type === 'object' ? (child.children ?? []) : [undefined, child];
    if (key !== undefined && seen.has(key.value)) return key;
    seen.add(key?.value);
    const inner = value === undefined ? undefined : findRepeatedKey(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
