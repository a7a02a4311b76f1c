import type { JqlContext } from '../context.ts';
import { parseMoment } from '../dates.ts';
import { COMPARISON, type JqlField, type JqlValue } from '../field.ts';
import { wrongDate } from '../messages.ts';
import { localDay, momentOf } from '../moments.ts';
import { join, raw, type Sql, sql, TRUE } from '../sql.ts';

export interface DateFieldOptions {
  readonly names: readonly string[];
  readonly column: string;
}

/** A field with a moment in milliseconds. Jira keeps seconds: what lies within one is equal. */
export function momentField({ names, column }: DateFieldOptions): JqlField {
  const name = raw(`i.${column}`);
  return {
    names,
    type: 'java.util.Date',
    operators: COMPARISON,
    functions: ['date'],
    sort: () => name,
    condition: ({ test, values, name: written }, context) => {
      const moments = values.map((value) =>
        value.kind === 'empty' ? null : momentIn(value, written, context),
      );
      return compare(name, test, moments, (moment) => {
        const second = Math.floor(moment / 1000) * 1000;
        return sql`(${name} >= ${second} AND ${name} < ${second + 1000})`;
      });
    },
  };
}

/** A field with a day, `YYYY-MM-DD`. A moment of a query is the day that it is on for who asks. */
export function dayField({ names, column }: DateFieldOptions): JqlField {
  const name = raw(`i.${column}`);
  return {
    names,
    type: 'java.util.Date',
    operators: COMPARISON,
    functions: ['date'],
    sort: () => name,
    condition: ({ test, values, name: written }, context) => {
      const days = values.map((value) =>
        value.kind === 'empty' ? null : localDay(momentIn(value, written, context), context.timeZone),
      );
      return compare(name, test, days, (day) => sql`${name} = ${day}`);
    },
  };
}

/** Issues with a worklog whose day compares with a day. */
export const WORKLOG_DATE: JqlField = {
  names: ['worklogDate'],
  type: 'java.util.Date',
  operators: COMPARISON,
  functions: ['date'],
  condition: ({ test, values, name }, context) => {
    const rows = sql`EXISTS (SELECT 1 FROM jira_worklog w WHERE w.issue = i.id`;
    const wants = (condition: Sql) => sql`${rows} AND ${condition})`;
    const parts = values.map((value) => {
      if (value.kind === 'empty') return sql`NOT ${wants(TRUE)}`;
      const [from, to] = dayOf(momentIn(value, name, context), context);
      if (test === '<') return wants(sql`w.started < ${from}`);
      if (test === '<=') return wants(sql`w.started < ${to}`);
      if (test === '>') return wants(sql`w.started >= ${to}`);
      if (test === '>=') return wants(sql`w.started >= ${from}`);
      return wants(sql`w.started >= ${from} AND w.started < ${to}`);
    });
    return test === 'none' ? sql`(${wants(TRUE)} AND NOT (${join(parts, 'OR')}))` : join(parts, 'OR');
  },
};

/** The moments between which a day lies for who asks. */
export function dayOf(moment: number, { timeZone }: Pick<JqlContext, 'timeZone'>): readonly [number, number] {
  const [year = 0, month = 1, day = 1] = localDay(moment, timeZone).split('-').map(Number);
  const midnight = { year, month, day, hour: 0, minute: 0 };
  return [momentOf(midnight, timeZone), momentOf({ ...midnight, day: day + 1 }, timeZone)];
}

/** @throws {JqlError} for what is no date */
export function momentIn(value: JqlValue, field: string, context: JqlContext): number {
  if (value.kind === 'result') return Number(value.value);
  const text = value.kind === 'text' ? value.text : '';
  const moment = parseMoment(text, context);
  if (moment === undefined) throw wrongDate(text, field);
  return moment;
}

/** @param equals the condition that the field has a value */
export function compare<Value extends number | string>(
  name: Sql,
  test: string,
  values: readonly (Value | null)[],
  equals: (value: Value) => Sql,
): Sql {
  if (test === 'any' || test === 'none') {
    const parts = values.map((value) =>
      value === null ? sql`${name} IS NULL` : sql`(${name} IS NOT NULL AND ${equals(value)})`,
    );
    const any = join(parts, 'OR');
    return test === 'any' ? any : sql`(${name} IS NOT NULL AND NOT (${any}))`;
  }
  const [value] = values;
  return sql`(${name} IS NOT NULL AND ${name} ${raw(test)} ${value ?? null})`;
}
