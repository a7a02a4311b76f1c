/** Time tracking in Jira's own words, `1w 2d 3h 20m`, with its default week of five days of eight hours. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 8 * HOUR;
const WEEK = 5 * DAY;
const UNITS: readonly (readonly [string, number])[] = [
  ['w', WEEK],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
];

/** `0m` for less than a minute. */
export function formatDuration(seconds: number): string {
  let rest = seconds;
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.join(' ') || '0m';
}

/** In seconds; a bare number counts minutes. Undefined for what is no duration. */
export function parseDuration(text: string): number | undefined {
  const given = text.trim().toLowerCase();
  if (/^\d+(?:\.\d+)?$/.test(given)) return Math.round(Number(given) * MINUTE);
  if (!/^(?:\d+(?:\.\d+)?\s*[wdhm]\s*)+$/.test(given)) return undefined;
  const parts = [...given.matchAll(/(\d+(?:\.\d+)?)\s*([wdhm])/g)];
  return Math.round(
    parts.reduce(
      (sum, [, count, unit]) => sum + Number(count) * (UNITS.find(([one]) => one === unit)?.[1] ?? 0),
      0,
    ),
  );
}
