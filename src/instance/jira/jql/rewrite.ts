import type { JqlCondition, JqlName, JqlOperand, JqlTree } from '../../../jql/syntax-tree.ts';

/** A value of a query, with the field that it is a value of. */
export interface ValueInPlace {
  readonly field: string;
  readonly value: JqlName;
}

/** The values that a query compares fields with, those of `by`, `from` and `to` left out; in the order of the text. */
export function valuesOfQuery({ where }: JqlTree): readonly ValueInPlace[] {
  return where === undefined ? [] : inCondition(where);
}

function inCondition(condition: JqlCondition): readonly ValueInPlace[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(inCondition);
    case 'not':
      return inCondition(condition.inner);
    case 'clause': {
      const { field, operand } = condition;
      return operand === undefined ? [] : inOperand(operand).map((value) => ({ field: field.text, value }));
    }
    default:
      return condition satisfies never;
  }
}

function inOperand(operand: JqlOperand): readonly JqlName[] {
  if (operand.kind === 'list') return operand.items.flatMap(inOperand);
  return operand.kind === 'value' ? [operand] : [];
}

/**
 * A query with other values in the places of some. What stands between them stays as it is.
 * @param replace what a value becomes; undefined where it stays
 */
export function rewriteValues(
  jql: string,
  tree: JqlTree,
  replace: (value: ValueInPlace) => string | undefined,
): string {
  let [result, at] = ['', 0];
  for (const place of valuesOfQuery(tree)) {
    const { offset } = place.value;
    const replaced = replace(place);
    if (replaced === undefined) continue;
    result += jql.slice(at, offset) + replaced;
    at = offset + writtenLength(jql, offset);
  }
  return result + jql.slice(at);
}

/** How long a value is as it is written: to the quote that ends it, or to what cannot be part of a word. */
function writtenLength(jql: string, offset: number): number {
  const [written = ''] =
    /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[^\s,()"'=!<>~&|\\]|\\.)+)/s.exec(jql.slice(offset)) ?? [];
  return written.length;
}
