import { JqlError } from '../../../jql/jql-error.ts';
import {
  type JqlClause,
  type JqlCondition,
  type JqlOperand,
  type JqlOrder,
  type JqlTree,
  SIGN_OPERATORS,
} from '../../../jql/syntax-tree.ts';
import type { Issue } from '../types.ts';
import { comparison, notFor, type Predicate } from './comparison.ts';
import { compareKeys, type Field, findField, isOneOf } from './fields.ts';
import type { JqlNames, JqlQuery } from './query.ts';

/**
 * Gives a query its meaning.
 * @throws {JqlError} for fields, operators, functions and values that the dev instance does not emulate
 */
export function compileJql({ where, orderBy }: JqlTree, names: JqlNames): JqlQuery {
  return {
    matches: where === undefined ? () => true : condition(where, names),
    compare: order(orderBy, names),
  };
}

function condition(node: JqlCondition, names: JqlNames): Predicate {
  switch (node.kind) {
    case 'or': {
      const parts = node.parts.map((part) => condition(part, names));
      return (issue) => parts.some((part) => part(issue));
    }
    case 'and': {
      const parts = node.parts.map((part) => condition(part, names));
      return (issue) => parts.every((part) => part(issue));
    }
    case 'not': {
      const inner = condition(node.inner, names);
      return (issue) => !inner(issue);
    }
    case 'clause':
      return clause(node, names);
    default:
      return node satisfies never;
  }
}

function clause({ field: { text: name }, operator, operand }: JqlClause, names: JqlNames): Predicate {
  const field = findField(name, names);
  if (operator === 'is' || operator === 'is not') return emptiness(field, operator === 'is not');
  if (operator === 'in' || operator === 'not in') {
    return membership(field, operator === 'not in', name, itemsOf(operand), names);
  }
  const sign = SIGN_OPERATORS.find((one) => one === operator);
  if (sign === undefined) {
    throw new JqlError(`The dev instance does not emulate the JQL operator '${operator}' (field '${name}').`);
  }
  if (operand?.kind === 'empty' && (sign === '=' || sign === '!=')) return emptiness(field, sign === '!=');
  return comparison(field, sign, textOf(operand, sign, names), name, names.now);
}

function emptiness(field: Field, isNegated: boolean): Predicate {
  return (issue) => (field.values(issue).length === 0) !== isNegated;
}

function itemsOf(operand: JqlOperand | undefined): readonly JqlOperand[] {
  if (operand?.kind === 'list') return operand.items;
  throw notEmulated(operand?.kind === 'function' ? operand.name : '');
}

function membership(
  field: Field,
  isNegated: boolean,
  name: string,
  items: readonly JqlOperand[],
  names: JqlNames,
): Predicate {
  const operator = isNegated ? 'not in' : 'in';
  if (field.time !== undefined) throw notFor(operator, name);
  const allowsEmpty = items.some(({ kind }) => kind === 'empty');
  const wanted = items.filter(({ kind }) => kind !== 'empty').map((item) => textOf(item, operator, names));
  return (issue) => {
    const values = field.values(issue);
    // What has no value is in no list, and out of no list, unless the list names EMPTY.
    if (values.length === 0) return allowsEmpty && !isNegated;
    return wanted.some((one) => isOneOf(values, one)) !== isNegated;
  };
}

function textOf(operand: JqlOperand | undefined, operator: string, names: JqlNames): string {
  if (operand?.kind === 'value') return operand.text;
  if (operand?.kind !== 'function') {
    throw new JqlError(
      `The operator '${operator}' does not take ${operand?.kind === 'list' ? 'a list' : 'EMPTY'}.`,
    );
  }
  const name = operand.name.toLowerCase();
  if (operand.args.length === 0 && name === 'currentuser') return names.currentUser ?? '';
  if (operand.args.length === 0 && name === 'now') return new Date(names.now).toISOString();
  throw notEmulated(operand.name);
}

function notEmulated(functionName: string): JqlError {
  return new JqlError(`The dev instance does not emulate the JQL function '${functionName}()'.`);
}

function order(orderBy: JqlOrder | undefined, names: JqlNames): (a: Issue, b: Issue) => number {
  const orders = (orderBy?.sorts ?? []).map(({ field, isDescending }) => {
    const key = findField(field.text, names).sortKey;
    const sign = isDescending ? -1 : 1;
    return (a: Issue, b: Issue) => sign * compareKeys(key(a), key(b));
  });
  // Jira answers the newest first where no order is asked for.
  if (orders.length === 0) orders.push((a, b) => b.created - a.created);
  return (a, b) =>
    orders.map((compare) => compare(a, b)).find((result) => result !== 0) ?? Number(a.id) - Number(b.id);
}
