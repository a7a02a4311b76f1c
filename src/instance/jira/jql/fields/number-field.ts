import { COMPARISON, type JqlField, type JqlValue } from '../field.ts';
import { wrongNumber } from '../messages.ts';
import { type Sql, sql } from '../sql.ts';
import { compare } from './date-fields.ts';

/** A field with a number. @param column an expression about the row `i` */
export function numberField(names: readonly string[], column: Sql, cfid?: string): JqlField {
  return {
    names,
    ...(cfid === undefined ? {} : { cfid }),
    type: 'java.lang.Number',
    operators: COMPARISON,
    functions: [],
    sort: () => column,
    condition: ({ test, values, name }) => {
      const numbers = values.map((value) => (value.kind === 'empty' ? null : numberIn(value, name)));
      return compare(column, test, numbers, (number) => sql`${column} = ${number}`);
    },
  };
}

function numberIn(value: JqlValue, field: string): number {
  const text = value.kind === 'text' ? value.text.trim() : '';
  if (!/^[+-]?\d{1,18}(?:\.\d{1,18})?$/.test(text)) throw wrongNumber(text, field);
  return Number(text);
}
