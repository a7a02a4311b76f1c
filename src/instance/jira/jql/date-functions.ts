import { JqlError } from '../../../jql/jql-error.ts';
import type { JqlContext } from './context.ts';
import type { JqlFunction } from './functions.ts';
import { firstDayOfWeek, type LocalTime, localTime, momentOf } from './moments.ts';

type Unit = 'day' | 'week' | 'month' | 'year';
const UNITS: readonly Unit[] = ['day', 'week', 'month', 'year'];

/** `now()`, and the beginnings and ends of days, weeks, months and years. */
export function dateFunctions(): readonly JqlFunction[] {
  return [
    { ...base('now', 0), evaluate: (_args, { now }) => [now] },
    ...UNITS.flatMap((unit): readonly JqlFunction[] => {
      const title = unit.replace(/^./, (first) => first.toUpperCase());
      return [
        {
          ...base(`startOf${title}`, 1),
          evaluate: ([offset], context) => [boundary(`startOf${title}`, unit, offset, 0, context)],
        },
        {
          ...base(`endOf${title}`, 1),
          // The end is the last millisecond before the next one starts.
          evaluate: ([offset], context) => [boundary(`endOf${title}`, unit, offset, 1, context) - 1],
        },
      ];
    }),
  ];
}

function base(name: string, maxArgs: number) {
  return { name, kind: 'date', isList: false, minArgs: 0, maxArgs } as const;
}

/** The start of the unit that is `further` after the current one, moved by the offset. */
function boundary(
  name: string,
  unit: Unit,
  offset: string | undefined,
  further: number,
  context: JqlContext,
): number {
  const { timeZone } = context;
  const moved = shift(localTime(context.now, timeZone), offset ?? '', unit, name);
  return momentOf(startOf(moved, unit, further, context.locale), timeZone);
}

function startOf(time: LocalTime, unit: Unit, further: number, locale: string): LocalTime {
  const midnight = { ...time, hour: 0, minute: 0 };
  switch (unit) {
    case 'day':
      return { ...midnight, day: time.day + further };
    case 'week': {
      const weekday = new Date(Date.UTC(time.year, time.month - 1, time.day)).getUTCDay();
      const since = (weekday - firstDayOfWeek(locale) + 7) % 7;
      return { ...midnight, day: time.day - since + 7 * further };
    }
    case 'month':
      return { ...midnight, month: time.month + further, day: 1 };
    case 'year':
      return { ...midnight, year: time.year + further, month: 1, day: 1 };
    default:
      return unit satisfies never;
  }
}

const OFFSET = /^([+-]?)(\d{1,6})([yMwdhm]?)$/;
const OWN_UNITS = { day: 'd', week: 'w', month: 'M', year: 'y' } as const;

/** The wall clock, moved by `-1M` and its like; without a letter by the function's own unit. */
function shift(time: LocalTime, offset: string, unit: Unit, name: string): LocalTime {
  if (offset.trim() === '') return time;
  const [, sign, digits, letter] = OFFSET.exec(offset.trim()) ?? [];
  if (digits === undefined) {
    throw new JqlError(
      `Duration for function '${name}' should have the format (+/-)n(yMwdm), e.g -1M for 1 month earlier.`,
    );
  }
  const amount = (sign === '-' ? -1 : 1) * Number(digits);
  return normalised(add(time, amount, letter === '' || letter === undefined ? OWN_UNITS[unit] : letter));
}

function add(time: LocalTime, amount: number, unit: string): LocalTime {
  switch (unit) {
    case 'y':
      return clamped(time, time.year + amount, time.month);
    case 'M': {
      const months = time.year * 12 + time.month - 1 + amount;
      return clamped(time, Math.floor(months / 12), (((months % 12) + 12) % 12) + 1);
    }
    case 'w':
      return { ...time, day: time.day + amount * 7 };
    case 'h':
      return { ...time, hour: time.hour + amount };
    case 'm':
      return { ...time, minute: time.minute + amount };
    default:
      return { ...time, day: time.day + amount };
  }
}

/** The 31st of a short month is its last day. */
function clamped(time: LocalTime, year: number, month: number): LocalTime {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { ...time, year, month, day: Math.min(time.day, last) };
}

function normalised({ year, month, day, hour, minute }: LocalTime): LocalTime {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}
