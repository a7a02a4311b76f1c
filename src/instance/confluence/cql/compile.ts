import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlClause, CqlCondition, CqlSort, CqlTree } from '../../../cql/syntax-tree.ts';
import { all, any, type Fragment, fragment, not } from '../sql.ts';
import type { CqlScope } from './context.ts';
import { anyOf, checkOperator, meaningOf } from './fields.ts';
import { spaceMeaningOf } from './space-fields.ts';

/** What is searched: content, or the spaces themselves. */
export type Universe = 'content' | 'space';

export interface CompiledCql {
  /** Over content as `c` and its space as `s`, or over spaces as `s`. */
  readonly where: Fragment;
  /** What results are ordered by, beside their ids. */
  readonly sorts: readonly { readonly column: string; readonly direction: 'ASC' | 'DESC' }[];
}

const SORT_COLUMNS: Readonly<Record<string, Readonly<Record<Universe, string>>>> = {
  id: { content: 'c.id', space: 's.id' },
  type: { content: 'c.type', space: "'space'" },
  title: { content: 'c.title COLLATE NOCASE', space: 's.name COLLATE NOCASE' },
  created: { content: 'c.created', space: 's.created' },
  lastmodified: { content: 'c.modified', space: 's.created' },
  creator: { content: 'c.creator', space: 's.creator' },
  space: { content: 's.key', space: 's.key' },
  'space.key': { content: 's.key', space: 's.key' },
  'space.title': { content: 's.name COLLATE NOCASE', space: 's.name COLLATE NOCASE' },
};

/**
 * The meaning of a query in SQL.
 * @throws {CqlError} for fields, functions and values that there are not
 * @throws {Fault} naming what is not emulated
 */
export function compileCql(
  { where, orderBy }: CqlTree,
  context: CqlScope,
  universe: Universe = 'content',
): CompiledCql {
  return {
    where: where === undefined ? fragment('TRUE') : compileCondition(where, context, universe),
    sorts: orderBy.map((sort) => compileSort(sort, universe)),
  };
}

function compileCondition(condition: CqlCondition, context: CqlScope, universe: Universe): Fragment {
  switch (condition.kind) {
    case 'and':
      return all(condition.parts.map((part) => compileCondition(part, context, universe)));
    case 'or':
      return any(condition.parts.map((part) => compileCondition(part, context, universe)));
    case 'not':
      return not(compileCondition(condition.inner, context, universe));
    case 'clause':
      return compileClause(condition, context, universe);
    default:
      return condition satisfies never;
  }
}

function compileClause(clause: CqlClause, context: CqlScope, universe: Universe): Fragment {
  const meaning =
    universe === 'space' ? spaceMeaningOf(clause.field, context) : meaningOf(clause.field, context);
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

function compileSort({ field, isDescending }: CqlSort, universe: Universe) {
  const name = field.name.toLowerCase();
  const isKnown = field.property === undefined && Object.hasOwn(SORT_COLUMNS, name);
  const column = isKnown ? SORT_COLUMNS[name]?.[universe] : undefined;
  if (column === undefined) throw new CqlError(`results cannot be ordered by ${field.name}`);
  return { column, direction: isDescending ? 'DESC' : 'ASC' } as const;
}
