import type { JqlContext } from './context.ts';
import { momentOf } from './moments.ts';

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1440 * MINUTE,
  w: 10_080 * MINUTE,
};
/** Days and times as people write them. */
const ABSOLUTE = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/;
/** `-5d`, `4w 2d` */
const PERIOD = /^([+-]?)((?:\d+[mhdw]\s*)+)$/;
/** Milliseconds since the epoch, which Jira takes for a moment too. */
const EPOCH = /^\d{1,15}$/;

/** The moment that a text of a query stands for; undefined where it is none. */
export function parseMoment(
  text: string,
  { now, timeZone }: Pick<JqlContext, 'now' | 'timeZone'>,
): number | undefined {
  const given = text.trim();
  if (EPOCH.test(given)) return Number(given);
  const period = PERIOD.exec(given);
  if (period !== null) return now + (period[1] === '-' ? -1 : 1) * lengthOf(period[2] ?? '');
  const [, year, , month, day, hour = '0', minute = '0'] = ABSOLUTE.exec(given) ?? [];
  if (year === undefined) return undefined;
  const time = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
  };
  return isInCalendar(time) ? momentOf(time, timeZone) : undefined;
}

function lengthOf(period: string): number {
  return [...period.matchAll(/(\d+)([mhdw])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

function isInCalendar(time: {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}): boolean {
  const date = new Date(Date.UTC(time.year, time.month - 1, time.day));
  return (
    date.getUTCMonth() === time.month - 1 &&
    date.getUTCDate() === time.day &&
    time.hour < 24 &&
    time.minute < 60
  );
}
