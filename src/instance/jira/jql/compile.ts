import type { JqlClause, JqlCondition, JqlOperator, JqlOrder, JqlTree } from '../../../jql/syntax-tree.ts';
import type { JqlContext } from './context.ts';
import type { JqlField, JqlTest, JqlValue } from './field.ts';
import { changedCondition, wasCondition } from './history.ts';
import { emptyNotSupported, noHistory, notSortable, unknownField, unsupportedOperator } from './messages.ts';
import { isFieldOfJira, JqlNotEmulatedError } from './not-emulated.ts';
import { listOfValues, singleValue } from './operands.ts';
import { join, listOf, not, raw, type Sql, sql, TRUE } from './sql.ts';

/** A query as SQL over a row `i` of the table of issues. */
export interface CompiledQuery {
  readonly where: Sql;
  /** Never empty: the last of it makes every order a total one. */
  readonly orderBy: Sql;
}

/**
 * Gives a query its meaning: what it says, of issues that are seen.
 * @throws {JqlError} for fields, operators, functions and values that there are not
 */
export function compileJql({ where, orderBy }: JqlTree, context: JqlContext): CompiledQuery {
  const said = where === undefined ? TRUE : condition(where, false, context);
  const { visibleProjects } = context;
  const seen = visibleProjects === 'all' ? TRUE : sql`i.project IN ${listOf(visibleProjects.map(Number))}`;
  return { where: sql`${seen} AND ${said}`, orderBy: order(orderBy, context) };
}

/**
 * Jira has no complement of a clause: it turns NOT over until it stands before clauses, and there it turns the operator.
 * So `NOT assignee = mia` finds what `assignee != mia` finds, which is nothing that has no assignee.
 */
function condition(node: JqlCondition, isNegated: boolean, context: JqlContext): Sql {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const parts = node.parts.map((part) => condition(part, isNegated, context));
      return join(parts, (node.kind === 'and') === isNegated ? 'OR' : 'AND');
    }
    case 'not':
      return condition(node.inner, !isNegated, context);
    case 'clause':
      return clauseCondition(node, isNegated, context);
    default:
      return node satisfies never;
  }
}

function clauseCondition(clause: JqlClause, isNegated: boolean, context: JqlContext): Sql {
  const field = findField(clause.field.text, context);
  if (clause.operator === 'changed' || clause.operator.startsWith('was')) {
    return historyCondition(clause, field, isNegated, context);
  }
  const { text: name } = clause.field;
  const { operator } = clause;
  if (!field.operators.includes(operator)) throw unsupportedOperator(operator, name);
  const values = operandValues(clause, field, context);
  const test = testOf(isNegated ? OPPOSITES[operator] : operator);
  const isComparison = test !== 'any' && test !== 'none';
  if (isComparison && values.some(({ kind }) => kind === 'empty')) {
    if (test === '~' && field.operators.includes('is'))
      return field.condition({ test: 'any', values, name }, context);
    if (test === '!~' && field.operators.includes('is')) {
      return field.condition({ test: 'none', values, name }, context);
    }
    throw emptyNotSupported(operator, name);
  }
  return field.condition({ test, values, name }, context);
}

function operandValues(
  { operator, operand, field: { text: name } }: JqlClause,
  { functions }: JqlField,
  context: JqlContext,
): readonly JqlValue[] {
  if (operand === undefined) return [];
  const place = { name, operator, functions };
  const isList = operator === 'in' || operator === 'not in';
  return isList ? listOfValues(operand, place, context) : singleValue(operand, place, context);
}

function historyCondition(clause: JqlClause, field: JqlField, isNegated: boolean, context: JqlContext): Sql {
  const { history } = field;
  if (history === undefined) throw noHistory(clause.field.text);
  if (clause.operator === 'changed') {
    const changed = changedCondition(clause, field, history, context);
    return isNegated ? not(changed) : changed;
  }
  const was = wasCondition(clause, field, history, context);
  return clause.operator.includes('not') === isNegated ? was : not(was);
}

const OPPOSITES: Readonly<Record<JqlOperator, JqlOperator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '~': '!~',
  '!~': '~',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
  was: 'was not',
  'was not': 'was',
  'was in': 'was not in',
  'was not in': 'was in',
  changed: 'changed',
};

function testOf(operator: JqlOperator): JqlTest {
  switch (operator) {
    case '=':
    case 'in':
    case 'is':
      return 'any';
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '~':
    case '!~':
      return operator;
    default:
      return 'none';
  }
}

function findField(name: string, { fields }: JqlContext): JqlField {
  const field = fields.find(name);
  if (field !== undefined) return field;
  throw isFieldOfJira(name) ? new JqlNotEmulatedError(`the field ${name}`) : unknownField(name);
}

/** Empty values are the highest. Equal ones, and all where no order is asked for, go by id, the newest first. */
function order(orderBy: JqlOrder | undefined, context: JqlContext): Sql {
  const sorts = (orderBy?.sorts ?? []).flatMap(({ field: { text: name }, isDescending }) => {
    const keys = findField(name, context).sort?.(context);
    if (keys === undefined) throw notSortable(name);
    return [keys].flat().map((key) => sql`${key} ${raw(directionOf(key, isDescending))}`);
  });
  if (sorts.length === 0) return raw('i.created DESC, i.id DESC');
  const last = raw(orderBy?.sorts[0]?.isDescending === true ? 'i.id DESC' : 'i.id ASC');
  return [...sorts, last].reduce((one, other) => sql`${one}, ${other}`);
}

/** Columns that always have a value: about empty ones nothing is said, which would keep SQLite from using an index. */
const NEVER_EMPTY = new Set(['i.created', 'i.updated', 'i.number', 'i.rank', 'i.votes', 'i.watches']);

function directionOf({ text }: Sql, isDescending: boolean): string {
  if (NEVER_EMPTY.has(text)) return isDescending ? 'DESC' : 'ASC';
  return isDescending ? 'DESC NULLS FIRST' : 'ASC NULLS LAST';
}
