/** What a query says, before anybody asks what its fields and values mean. Offsets count UTF-16 code units from 0. */
export interface JqlTree {
  /** Undefined where the query takes every issue. */
  readonly where: JqlCondition | undefined;
  /** Undefined where the query says nothing about order. */
  readonly orderBy: JqlOrder | undefined;
}

export type JqlCondition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly JqlCondition[] }
  | { readonly kind: 'not'; readonly inner: JqlCondition }
  | JqlClause;

/** `field operator operand`. */
export interface JqlClause {
  readonly kind: 'clause';
  readonly field: JqlName;
  readonly operator: JqlOperator;
  /** Undefined with `changed`, which takes none. */
  readonly operand: JqlOperand | undefined;
  /** What `was` and `changed` may say of when and by whom. */
  readonly history: readonly JqlHistory[];
}

export const SIGN_OPERATORS = ['=', '!=', '~', '!~', '<', '<=', '>', '>='] as const;
export type SignOperator = (typeof SIGN_OPERATORS)[number];

export type JqlOperator =
  | SignOperator
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'
  | 'was'
  | 'was not'
  | 'was in'
  | 'was not in'
  | 'changed';

export interface JqlName {
  readonly text: string;
  readonly offset: number;
}

export type JqlOperand =
  | { readonly kind: 'value'; readonly text: string; readonly offset: number }
  /** `EMPTY` or `NULL`. */
  | { readonly kind: 'empty'; readonly offset: number }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly args: readonly JqlName[];
      readonly offset: number;
    }
  | { readonly kind: 'list'; readonly items: readonly JqlOperand[]; readonly offset: number };

export interface JqlHistory {
  readonly word: HistoryWord;
  readonly operand: JqlOperand;
}

export const HISTORY_WORDS = ['after', 'before', 'by', 'during', 'from', 'on', 'to'] as const;
export type HistoryWord = (typeof HISTORY_WORDS)[number];

export interface JqlOrder {
  /** Of `ORDER BY`. */
  readonly offset: number;
  readonly sorts: readonly JqlSort[];
}

export interface JqlSort {
  readonly field: JqlName;
  readonly isDescending: boolean;
}
