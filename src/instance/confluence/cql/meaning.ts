import type { CqlOperator, CqlValue } from '../../../cql/syntax-tree.ts';
import type { Fragment } from '../sql.ts';
import type { CqlScope } from './context.ts';

/** What a field is compared with, and how: a fragment for one value and an operator that does not negate. */
export interface FieldMeaning {
  readonly operators: readonly CqlOperator[];
  readonly condition: (operator: CqlOperator, value: CqlValue, context: CqlScope) => Fragment;
}

export const EQUALITY: readonly CqlOperator[] = ['=', '!=', 'in', 'not in'];
export const CONTAINING: readonly CqlOperator[] = ['~', '!~'];
export const ORDERED: readonly CqlOperator[] = ['=', '!=', '<', '<=', '>', '>='];
