import type { SqlValue } from '../../../store/database.ts';
import type { JqlContext } from '../context.ts';
import { COMPARISON, EQUALITY, type FieldClause, type JqlField, type JqlValue } from '../field.ts';
import type { JqlFunctionKind } from '../functions.ts';
import { FALSE, join, listOf, raw, type Sql, sql, TRUE } from '../sql.ts';

type Id = number | string;
/** The ids that a value stands for; null for having none. */
export type Resolve = (value: JqlValue, name: string, context: JqlContext) => readonly (Id | null)[];

export interface IdFieldOptions {
  readonly names: readonly string[];
  readonly type: string;
  readonly functions?: readonly JqlFunctionKind[];
  readonly resolve: Resolve;
  /** All ids, the lowest first, where they can be compared. */
  readonly ordered?: (context: JqlContext) => readonly Id[];
  readonly sort?: NonNullable<JqlField['sort']>;
  /** The name in the changelog where the history can be searched. */
  readonly historyField?: string;
}

/** A field with one id in a column of the issue, or none. */
export function idField(column: string, options: IdFieldOptions): JqlField {
  const name = raw(`i.${column}`);
  return {
    ...commonOf(options),
    condition: (clause, context) => {
      const { ids, takesEmpty } = idsOf(clause, options, context);
      if (clause.test === 'none') {
        return ids.length === 0
          ? sql`${name} IS NOT NULL`
          : sql`(${name} IS NOT NULL AND NOT (${isOneOf(name, ids)}))`;
      }
      const has = ids.length === 0 ? [] : [sql`(${name} IS NOT NULL AND ${isOneOf(name, ids)})`];
      return join(takesEmpty ? [...has, sql`${name} IS NULL`] : has, 'OR');
    },
    ...(options.historyField === undefined
      ? {}
      : {
          history: {
            fieldId: options.historyField,
            column: sql`CAST(${name} AS TEXT)`,
            resolve: (value, written, context) =>
              resolveOne(value, written, options, context).map((id) => (id === null ? null : String(id))),
          },
        }),
  };
}

/**
 * A field with any number of ids, in a table of their own with a column `issue`.
 * @param table the table, its column with the id, and a condition on its rows
 */
export function manyField(
  table: { readonly name: string; readonly column: string; readonly where?: Sql },
  options: IdFieldOptions,
): JqlField {
  const rows = sql`FROM ${raw(table.name)} m WHERE ${table.where ?? TRUE}`;
  const column = raw(`m.${table.column}`);
  const hasAny = sql`EXISTS (SELECT 1 ${rows} AND m.issue = i.id)`;
  return {
    ...commonOf(options),
    condition: (clause, context) => {
      const { ids, takesEmpty } = idsOf(clause, options, context);
      const matching =
        ids.length === 0 ? FALSE : sql`i.id IN (SELECT m.issue ${rows} AND ${isOneOf(column, ids)})`;
      if (clause.test === 'none') return sql`(${hasAny} AND NOT (${matching}))`;
      return takesEmpty ? sql`(${matching} OR NOT ${hasAny})` : matching;
    },
  };
}

function commonOf(options: IdFieldOptions) {
  return {
    names: options.names,
    type: options.type,
    operators: options.ordered === undefined ? EQUALITY : COMPARISON,
    functions: options.functions ?? [],
    ...(options.sort === undefined ? {} : { sort: options.sort }),
  };
}

function isOneOf(column: Sql, ids: readonly Id[]): Sql {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return sql`${column} = ${only}`;
  return sql`${column} IN ${listOf(ids satisfies readonly SqlValue[])}`;
}

function idsOf({ test, values, name }: FieldClause, options: IdFieldOptions, context: JqlContext) {
  const found = values.flatMap((value) => resolveOne(value, name, options, context));
  const named = found.filter((id) => id !== null);
  const takesEmpty = found.includes(null);
  if (test === 'any' || test === 'none') return { ids: named, takesEmpty };
  return { ids: compared(test, named, options.ordered?.(context) ?? []), takesEmpty: false };
}

function resolveOne(
  value: JqlValue,
  name: string,
  { resolve }: IdFieldOptions,
  context: JqlContext,
): readonly (Id | null)[] {
  return value.kind === 'empty' ? [null] : resolve(value, name, context);
}

function compared(test: string, ids: readonly Id[], ordered: readonly Id[]): readonly Id[] {
  const positions = ids.map((id) => ordered.indexOf(id)).filter((position) => position >= 0);
  if (positions.length === 0) return [];
  // A name that stands for several: whatever compares with one of them.
  const limit = test.startsWith('<') ? Math.max(...positions) : Math.min(...positions);
  return ordered.filter((_id, position) => {
    if (test === '<') return position < limit;
    if (test === '<=') return position <= limit;
    return test === '>' ? position > limit : position >= limit;
  });
}
