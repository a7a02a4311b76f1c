import type { SqlValue } from '../store/database.ts';

/** A piece of SQL with the values of its question marks. */
export interface Fragment {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export function fragment(sql: string, ...values: readonly SqlValue[]): Fragment {
  return { sql, values };
}

/** All of them; true where there are none. */
export function all(parts: readonly Fragment[]): Fragment {
  return join(parts, ' AND ', 'TRUE');
}

/** One of them at least; false where there are none. */
export function any(parts: readonly Fragment[]): Fragment {
  return join(parts, ' OR ', 'FALSE');
}

export function not({ sql, values }: Fragment): Fragment {
  return { sql: `NOT (${sql})`, values };
}

/** `expression IN (…)` */
export function isIn(expression: string, values: readonly SqlValue[]): Fragment {
  return { sql: `${expression} IN (${values.map(() => '?').join(', ')})`, values };
}

function join(parts: readonly Fragment[], operator: string, none: string): Fragment {
  if (parts.length === 0) return fragment(none);
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(operator),
    values: parts.flatMap(({ values }) => values),
  };
}
