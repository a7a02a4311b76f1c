import type { AgileFieldType, CustomField, CustomFieldType } from '../../custom-fields.ts';
import { COMPARISON, EQUALITY, type JqlField, TEXT } from '../field.ts';
import { unknownOption } from '../messages.ts';
import { localDay } from '../moments.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { compare, momentIn } from './date-fields.ts';
import { manyField } from './id-field.ts';
import { numberField } from './number-field.ts';
import { personByName, textIn } from './resolve.ts';
import { customTextCondition } from './text-fields.ts';

/** Those of Jira Software have fields of queries of their own. */
export type SearchedField = CustomField & { readonly type: Exclude<CustomFieldType, AgileFieldType> };

/** A custom field, by its name and as `cf[10010]`. */
export function customField(field: SearchedField): JqlField {
  const id = Number(field.id);
  const cfid = `cf[${field.id}]`;
  const names = [field.name, cfid];
  const value = (column: 'text' | 'number'): Sql =>
    sql`(SELECT v.${raw(column)} FROM jira_custom_value v WHERE v.field = ${raw(String(id))} AND v.issue = i.id LIMIT 1)`;
  const rows = { name: 'jira_custom_value', column: 'text', where: sql`m.field = ${raw(String(id))}` };
  switch (field.type) {
    case 'text':
    case 'textarea':
      return {
        names,
        cfid,
        type: 'java.lang.String',
        operators: TEXT,
        functions: [],
        condition: (clause) => customTextCondition(field.id, clause),
        sort: () => sql`${value('text')} COLLATE NOCASE`,
      };
    case 'number':
      return numberField(names, value('number'), cfid);
    case 'date':
      return {
        names,
        cfid,
        type: 'java.util.Date',
        operators: COMPARISON,
        functions: ['date'],
        sort: () => value('text'),
        condition: ({ test, values, name }, context) => {
          const days = values.map((one) =>
            one.kind === 'empty' ? null : localDay(momentIn(one, name, context), context.timeZone),
          );
          return compare(value('text'), test, days, (day) => sql`${value('text')} = ${day}`);
        },
      };
    case 'select':
    case 'multiselect':
      return {
        ...manyField(rows, {
          names,
          type: 'com.atlassian.jira.issue.customfields.option.Option',
          resolve: (one, name) => {
            const text = textIn(one).toLowerCase();
            const option = field.options.find(
              ({ id: key, value: says }) => says.toLowerCase() === text || key === text,
            );
            if (option === undefined) throw unknownOption(textIn(one), name);
            return [option.id];
          },
        }),
        cfid,
      };
    case 'labels':
    case 'string':
      return {
        ...manyField(rows, {
          names,
          type: field.type === 'labels' ? 'com.atlassian.jira.issue.label.Label' : 'java.lang.String',
          resolve: (one) => [textIn(one)],
        }),
        cfid,
        operators: EQUALITY,
      };
    case 'user':
      return {
        ...manyField(rows, {
          names,
          type: 'com.atlassian.jira.user.ApplicationUser',
          functions: ['user'],
          resolve: personByName,
        }),
        cfid,
      };
    default:
      return field.type satisfies never;
  }
}
