/** What a query says, before anybody asks what its fields and values mean. Offsets count UTF-16 code units from 0. */
export interface CqlTree {
  /** Undefined where the query takes everything. */
  readonly where: CqlCondition | undefined;
  /** Empty where the query says nothing about order. */
  readonly orderBy: readonly CqlSort[];
}

export type CqlCondition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly CqlCondition[] }
  | { readonly kind: 'not'; readonly inner: CqlCondition }
  | CqlClause;

/** `field operator value` */
export interface CqlClause {
  readonly kind: 'clause';
  readonly field: CqlField;
  readonly operator: CqlOperator;
  /** One, except with `in` and `not in`. */
  readonly values: readonly CqlValue[];
}

export const SIGN_OPERATORS = ['=', '!=', '~', '!~', '<', '<=', '>', '>='] as const;
export type CqlOperator = (typeof SIGN_OPERATORS)[number] | 'in' | 'not in';

/** `space.key`, or `content.property[key].path.to` */
export interface CqlField {
  /** What stands before the brackets. */
  readonly name: string;
  /** What stands in the brackets, and after them without the first dot. */
  readonly property: { readonly key: string; readonly path: string } | undefined;
  readonly offset: number;
}

export type CqlValue =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly args: readonly string[];
      readonly offset: number;
    };

export interface CqlSort {
  readonly field: CqlField;
  readonly isDescending: boolean;
}
