import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlValue } from '../../../cql/syntax-tree.ts';
import { localTime, momentOf } from '../../jira/jql/moments.ts';
import type { CqlScope } from './context.ts';
import { callFunction, isDateFunction } from './functions.ts';

/** A value that is a text: a name, a key, an id. */
export function textOf(value: CqlValue, context: CqlScope): string {
  if (value.kind === 'text') return value.text;
  if (isDateFunction(value.name)) throw new CqlError(`the function ${value.name}() gives a date`);
  return String(callFunction(value, context));
}

/** A value that is a date: the moments from the start of what was written to its end. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

const DAY = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/;
const MINUTE = 60_000;

/**
 * `2026-11-20`, `2026/11/20 14:30`, or what a function gives, in the time zone of who asks.
 * @throws {CqlError} for what is no date
 */
export function periodOf(value: CqlValue, context: CqlScope): Period {
  if (value.kind === 'function') {
    if (!isDateFunction(value.name)) throw new CqlError(`the function ${value.name}() gives no date`);
    const start = Number(callFunction(value, context));
    return { start, end: start + MINUTE };
  }
  const [, year, , month, day, hour, minute] = DAY.exec(value.text.trim()) ?? [];
  if (year === undefined)
    throw new CqlError(`'${value.text}' is no date: write yyyy-MM-dd or yyyy-MM-dd HH:mm`);
  const time = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
  };
  const start = momentOf(time, context.timeZone);
  const shown = localTime(start, context.timeZone);
  if (shown.month !== time.month || shown.day !== time.day || time.minute > 59) {
    throw new CqlError(`'${value.text}' is not in the calendar`);
  }
  const end =
    hour === undefined ? momentOf({ ...time, day: time.day + 1 }, context.timeZone) : start + MINUTE;
  return { start, end };
}
