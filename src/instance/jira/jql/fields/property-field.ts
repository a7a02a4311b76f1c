import type { JqlContext } from '../context.ts';
import { COMPARISON, EQUALITY, type JqlField, type JqlValue, TEXT } from '../field.ts';
import { wrongNumber } from '../messages.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { compare, momentIn } from './date-fields.ts';
import { personByName, textIn } from './resolve.ts';
import { textOf } from './text-fields.ts';

/** A part of an entity property of issues that an add-on has declared searchable (`jiraEntityProperties`). */
export interface PropertyIndex {
  readonly propertyKey: string;
  /** Where the value is inside of the property: `a.b`. */
  readonly path: string;
  readonly type: 'number' | 'text' | 'string' | 'user' | 'date';
  /** A name for queries besides `issue.property[key].path`. */
  readonly alias: string | undefined;
}

/**
 * What is not declared is not searched, as in Jira. Lists inside of a property match with each of their items.
 * @see https://developer.atlassian.com/cloud/jira/platform/jira-entity-properties/
 */
export function propertyField(index: PropertyIndex): JqlField {
  const { propertyKey, path, type, alias } = index;
  const written = `issue.property[${propertyKey}].${path}`;
  const names = alias === undefined ? [written] : [alias, written];
  const jsonPath = `$${path
    .split('.')
    .map((part) => `."${part.replaceAll('"', '')}"`)
    .join('')}`;
  const rows = sql`FROM entity_property e, json_each(e.value, ${jsonPath}) j
    WHERE e.entity_type = 'issue' AND e.entity_id = CAST(i.id AS TEXT) AND e.key = ${propertyKey} AND j.value IS NOT NULL`;
  const has = (condition: Sql) => sql`EXISTS (SELECT 1 ${rows} AND ${condition})`;
  const hasAny = has(raw('1'));
  return {
    names,
    type: type === 'number' ? 'java.lang.Number' : type === 'date' ? 'java.util.Date' : 'java.lang.String',
    operators: type === 'text' ? TEXT : type === 'number' || type === 'date' ? COMPARISON : EQUALITY,
    functions: type === 'user' ? ['user'] : type === 'date' ? ['date'] : [],
    condition: (clause, context) => {
      const { test, values, name } = clause;
      if (values.some(({ kind }) => kind === 'empty')) return test === 'none' ? hasAny : sql`NOT ${hasAny}`;
      if (type === 'text') {
        const words = textOf(clause).replaceAll(/["*?]/g, '').split(/\s+/).filter(Boolean);
        const parts = words.map((word) => has(sql`instr(lower(j.value), ${word.toLowerCase()}) > 0`));
        const contains = parts.reduce((one, other) => sql`(${one} AND ${other})`, raw('1'));
        return test === '~' ? contains : sql`(${hasAny} AND NOT (${contains}))`;
      }
      const column = type === 'date' ? raw("unixepoch(j.value, 'subsec') * 1000") : raw('j.value');
      const wanted = values.flatMap((value) => valuesOf(value, type, name, context));
      if (test !== 'none') {
        return has(compare(column, test, wanted, (one) => sql`${column} = ${one} COLLATE NOCASE`));
      }
      const any = has(compare(column, 'any', wanted, (one) => sql`${column} = ${one} COLLATE NOCASE`));
      return sql`(${hasAny} AND NOT ${any})`;
    },
    ...(type === 'text' ? {} : { sort: () => sql`(SELECT min(j.value) ${rows})` }),
  };
}

function valuesOf(
  value: JqlValue,
  type: PropertyIndex['type'],
  field: string,
  context: JqlContext,
): readonly (string | number)[] {
  switch (type) {
    case 'number': {
      const number = Number(textIn(value));
      if (textIn(value).trim() === '' || Number.isNaN(number)) throw wrongNumber(textIn(value), field);
      return [number];
    }
    case 'date':
      return [momentIn(value, field, context)];
    case 'user':
      return personByName(value, field, context).filter((id) => id !== null);
    default:
      return [textIn(value)];
  }
}
