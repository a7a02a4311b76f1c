import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlClause, CqlCondition, CqlSort, CqlTree } from '../../../cql/syntax-tree.ts';
import { all, any, type Fragment, fragment, not } from '../sql.ts';
import type { CqlContext } from './context.ts';
import { anyOf, checkOperator, meaningOf } from './fields.ts';

export interface CompiledCql {
  /** Over content as `c` and its space as `s`. */
  readonly where: Fragment;
  /** After ORDER BY, the id last so that the order is always the same. */
  readonly orderBy: string;
}

const SORT_COLUMNS: Readonly<Record<string, string>> = {
  id: 'c.id',
  type: 'c.type',
  title: 'c.title COLLATE NOCASE',
  created: 'c.created',
  lastmodified: 'c.modified',
  creator: 'c.creator',
  space: 's.key',
  'space.key': 's.key',
  'space.title': 's.name COLLATE NOCASE',
};

/**
 * The meaning of a query in SQL.
 * @throws {CqlError} for fields, functions and values that there are not
 * @throws {Fault} naming what is not emulated
 */
export function compileCql({ where, orderBy }: CqlTree, context: CqlContext): CompiledCql {
  return {
    where: where === undefined ? fragment('TRUE') : compileCondition(where, context),
    orderBy: [...orderBy.map(compileSort), 'c.id'].join(', '),
  };
}

function compileCondition(condition: CqlCondition, context: CqlContext): Fragment {
  switch (condition.kind) {
    case 'and':
      return all(condition.parts.map((part) => compileCondition(part, context)));
    case 'or':
      return any(condition.parts.map((part) => compileCondition(part, context)));
    case 'not':
      return not(compileCondition(condition.inner, context));
    case 'clause':
      return compileClause(condition, context);
    default:
      return condition satisfies never;
  }
}

function compileClause(clause: CqlClause, context: CqlContext): Fragment {
  const meaning = meaningOf(clause.field, context);
  checkOperator(clause, meaning);
  const { operator, values } = clause;
  const [value] = values;
  if (value === undefined) throw new CqlError(`the field ${clause.field.name} is compared with nothing`);
  switch (operator) {
    case 'in':
      return anyOf(meaning, values, context);
    case 'not in':
      return not(anyOf(meaning, values, context));
    case '!=':
      return not(meaning.condition('=', value, context));
    case '!~':
      return not(meaning.condition('~', value, context));
    default:
      return meaning.condition(operator, value, context);
  }
}

function compileSort({ field, isDescending }: CqlSort): string {
  const column = field.property === undefined ? SORT_COLUMNS[field.name.toLowerCase()] : undefined;
  if (column === undefined) throw new CqlError(`results cannot be ordered by ${field.name}`);
  return `${column} ${isDescending ? 'DESC' : 'ASC'}`;
}
