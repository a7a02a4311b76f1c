import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlValue } from '../../../cql/syntax-tree.ts';
import { firstDayOfWeek, type LocalTime, localTime, momentOf } from '../../jira/jql/moments.ts';
import type { CqlScope } from './context.ts';

type FunctionCall = Extract<CqlValue, { kind: 'function' }>;

const DATE_FUNCTION = /^(start|end)of(day|week|month|year)$/;
const MAX_RECENT = 200;
const RECENT = 20;

export function isDateFunction(name: string): boolean {
  return name.toLowerCase() === 'now' || DATE_FUNCTION.test(name.toLowerCase());
}

/** Whether a function stands for several values, after `IN`. */
export function isListFunction(name: string): boolean {
  return LISTS.has(name.toLowerCase());
}

const LISTS = new Set(['favouritespaces', 'favoritespaces', 'recentlyviewedcontent', 'recentlyviewedspaces']);

/** The values that a function stands for. @throws {CqlError} for arguments that are none */
export function listFunction({ name, args }: FunctionCall, scope: CqlScope): readonly string[] {
  const { accountId, lookUps } = scope;
  const [limit = RECENT, offset = 0] = args.map((text) => countOf(name, text));
  switch (name.toLowerCase()) {
    case 'recentlyviewedcontent':
      return lookUps.recentContent(accountId, Math.min(limit, MAX_RECENT), offset);
    case 'recentlyviewedspaces':
      return lookUps.recentSpaces(accountId, Math.min(limit, MAX_RECENT), offset);
    default:
      if (args.length > 0) throw new CqlError(`the function ${name}() takes no arguments`);
      return lookUps.favouriteSpaces(accountId);
  }
}

function countOf(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CqlError(`the function ${name}() takes numbers, '${text}' is none`);
}

/**
 * What a function gives: milliseconds since the epoch for dates, an account id, a space's key, a content's id.
 * @throws {CqlError} where there is no such function, or it cannot be asked here
 */
export function callFunction({ name, args }: FunctionCall, context: CqlScope): string | number {
  const known = name.toLowerCase();
  if (isDateFunction(name)) return dateOf(known, args[0], context);
  if (isListFunction(name)) throw new CqlError(`the function ${name}() gives a list: write IN before it`);
  const value = plainFunction(known, context);
  if (value === undefined)
    throw new CqlError(`there is no function ${name}(), or nothing here that it could give`);
  if (args.length > 0) throw new CqlError(`the function ${name}() takes no arguments`);
  return value;
}

function plainFunction(name: string, { accountId, spaceKey, contentId }: CqlScope): string | undefined {
  switch (name) {
    case 'currentuser':
      return accountId;
    case 'currentspace':
      return spaceKey;
    case 'currentcontent':
      return contentId;
    default:
      return undefined;
  }
}

type Unit = 'day' | 'week' | 'month' | 'year';
const OWN_UNITS = { day: 'd', week: 'w', month: 'M', year: 'y' } as const;

function dateOf(name: string, increment: string | undefined, context: CqlScope): number {
  const { now, timeZone } = context;
  if (name === 'now') {
    const moved = shift(localTime(now, timeZone), increment ?? '', 'd');
    // Seconds are kept.
    return increment === undefined ? now : momentOf(moved, timeZone) + (now % 60_000);
  }
  const [, edge, word] = DATE_FUNCTION.exec(name) ?? [];
  const unit: Unit = word === 'week' || word === 'month' || word === 'year' ? word : 'day';
  const time = shift(localTime(now, timeZone), increment ?? '', OWN_UNITS[unit]);
  const start = momentOf(startOf(time, unit, edge === 'end' ? 1 : 0, context.locale), timeZone);
  // The end is the last millisecond before the next one starts.
  return edge === 'end' ? start - 1 : start;
}

function startOf(time: LocalTime, unit: Unit, further: number, locale: string): LocalTime {
  const midnight = { ...time, hour: 0, minute: 0 };
  switch (unit) {
    case 'day':
      return { ...midnight, day: time.day + further };
    case 'week': {
      const weekday = new Date(Date.UTC(time.year, time.month - 1, time.day)).getUTCDay();
      return { ...midnight, day: time.day - ((weekday - firstDayOfWeek(locale) + 7) % 7) + 7 * further };
    }
    case 'month':
      return { ...midnight, month: time.month + further, day: 1 };
    case 'year':
      return { ...midnight, year: time.year + further, month: 1, day: 1 };
    default:
      return unit satisfies never;
  }
}

const INCREMENT = /^([+-]?)(\d{1,5})([yMwdhm]?)$/;

/** The wall clock, moved by `-1M` and its like; without a letter by the function's own unit. */
function shift(time: LocalTime, increment: string, ownUnit: string): LocalTime {
  if (increment === '') return time;
  const [, sign, digits, letter] = INCREMENT.exec(increment) ?? [];
  if (digits === undefined) {
    throw new CqlError(`'${increment}' is no increment: write (+/-)nn(y|M|w|d|h|m), for example -1d`);
  }
  const amount = (sign === '-' ? -1 : 1) * Number(digits);
  switch (letter === '' ? ownUnit : letter) {
    case 'y':
      return { ...time, year: time.year + amount };
    case 'M':
      return inCalendar({ ...time, month: time.month + amount });
    case 'w':
      return inCalendar({ ...time, day: time.day + 7 * amount });
    case 'h':
      return inCalendar({ ...time, hour: time.hour + amount });
    case 'm':
      return inCalendar({ ...time, minute: time.minute + amount });
    default:
      return inCalendar({ ...time, day: time.day + amount });
  }
}

function inCalendar({ year, month, day, hour, minute }: LocalTime): LocalTime {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}
