import type { SqlValue } from '../../store/database.ts';

/** A piece of SQL, and the values that it binds. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** SQL in which every value that is filled in is bound; other pieces of SQL are put in as they are. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  const pieces = parts.map((part) => (isSql(part) ? part : { text: '?', values: [part] }));
  return {
    text: texts.map((text, index) => text + (pieces[index]?.text ?? '')).join(''),
    values: pieces.flatMap(({ values }) => values),
  };
}

/** Names of columns and the like, which are ours. */
export function raw(text: string): Sql {
  return { text, values: [] };
}

export const TRUE = raw('1');
export const FALSE = raw('0');

/** One value for a list however long: SQLite limits how many values a statement binds. */
export function listOf(values: readonly SqlValue[]): Sql {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/** Joined like a balanced tree: SQLite limits how deep an expression is, and reads `a OR b OR c` as a deep one. */
export function join(parts: readonly Sql[], operator: 'AND' | 'OR'): Sql {
  const [first] = parts;
  if (first === undefined) return operator === 'AND' ? TRUE : FALSE;
  if (parts.length === 1) return first;
  const middle = Math.ceil(parts.length / 2);
  const [left, right] = [join(parts.slice(0, middle), operator), join(parts.slice(middle), operator)];
  return sql`(${left} ${raw(operator)} ${right})`;
}

export function not(condition: Sql): Sql {
  return sql`NOT (${condition})`;
}

function isSql(part: Sql | SqlValue): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part;
}
