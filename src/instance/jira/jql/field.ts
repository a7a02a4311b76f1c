import type { JqlOperator } from '../../../jql/syntax-tree.ts';
import type { JqlContext } from './context.ts';
import type { JqlFunctionKind } from './functions.ts';
import type { Sql } from './sql.ts';

/** One value of a clause: EMPTY, what was written, or what a function stands for. */
export type JqlValue =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'result'; readonly value: string | number };

/** What a clause asks of a field: that it has one of the values, none of them, or compares with the only one. */
export type JqlTest = 'any' | 'none' | '<' | '<=' | '>' | '>=' | '~' | '!~';

export interface FieldClause {
  readonly test: JqlTest;
  readonly values: readonly JqlValue[];
  /** The field's name as it was written, for messages. */
  readonly name: string;
}

/** A field of issues as queries know it. Conditions are about a row `i` of the table of issues, and never NULL. */
export interface JqlField {
  /** In any case; the first is the one that Jira shows. */
  readonly names: readonly string[];
  /** `cf[10010]`, where the field has one. */
  readonly cfid?: string;
  /** Those of `was` and `changed` come with `history`. */
  readonly operators: readonly JqlOperator[];
  /** The functions whose values it takes. */
  readonly functions: readonly JqlFunctionKind[];
  /** The Java type that the autocompletion data names. */
  readonly type: string;
  /** @throws {JqlError} for values that it does not have */
  condition(clause: FieldClause, context: JqlContext): Sql;
  /** What to order by, the first thing first; a field without cannot be ordered by. Empty values come last. */
  readonly sort?: (context: JqlContext) => Sql | readonly Sql[];
  readonly history?: JqlFieldHistory;
}

/** For `was` and `changed`: where the changelog has the field, and its value now. */
export interface JqlFieldHistory {
  readonly fieldId: string;
  /** As text, as the changelog has it. */
  readonly column: Sql;
  /** The texts in the changelog that a value of a query stands for; null for none. */
  resolve(value: JqlValue, name: string, context: JqlContext): readonly (string | null)[];
}

export const EQUALITY: readonly JqlOperator[] = ['=', '!=', 'in', 'not in', 'is', 'is not'];
export const COMPARISON: readonly JqlOperator[] = [...EQUALITY, '<', '<=', '>', '>='];
export const TEXT: readonly JqlOperator[] = ['~', '!~', 'is', 'is not'];
