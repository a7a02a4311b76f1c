/** Moments in a time zone: what `2026-11-20` and `startOfDay()` are for the person who asks. */

export interface LocalTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock at a moment. A time zone that is not known is taken for UTC. */
export function localTime(ms: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(new Date(ms))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour') % 24,
    minute: part('minute'),
  };
}

/** The moment when the wall clock shows the time; days and months beyond the calendar's go over into the next. */
export function momentOf({ year, month, day, hour, minute }: LocalTime, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // The offset at the moment itself is known once the moment is: twice is enough, also beside a change of the clock.
  const first = wanted - offsetAt(wanted, timeZone);
  return wanted - offsetAt(first, timeZone);
}

/** `2026-11-20` */
export function localDay(ms: number, timeZone: string): string {
  const { year, month, day } = localTime(ms, timeZone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function offsetAt(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute } = localTime(ms, timeZone);
  const whole = Math.floor(ms / 60_000) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute) - whole;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = createFormat(timeZone) ?? createFormat('UTC') ?? new Intl.DateTimeFormat('en-US');
  formats.set(timeZone, format);
  return format;
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/** Where weeks begin on Sunday; everywhere else they begin on Monday. After CLDR's week data, in part. */
const SUNDAY_FIRST = new Set([
  'US',
  'CA',
  'MX',
  'BR',
  'CO',
  'PE',
  'VE',
  'JP',
  'KR',
  'TW',
  'HK',
  'IN',
  'IL',
  'PH',
  'TH',
  'ZA',
  'SG',
]);

/** 0 for Sunday, 1 for Monday. @param locale `en_US` */
export function firstDayOfWeek(locale: string): 0 | 1 {
  return SUNDAY_FIRST.has(locale.split(/[_-]/)[1]?.toUpperCase() ?? '') ? 0 : 1;
}
