import { formatDuration } from '../core/duration.ts';

/** Values of a token as text for people. A token comes from anywhere: what it holds must not reach the terminal raw. */

const LONGEST_QUOTE = 120;
/** Beyond it `Date` has no value (ECMAScript time range). */
const LARGEST_SECONDS = 8_640_000_000_000;
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** `value` as JSON on one line, cut where it is long, without characters that could steer a terminal. */
export function quote(value: unknown): string {
  const text = escapeUnprintable(JSON.stringify(value) ?? 'undefined');
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}… (${text.length} characters)`;
}

/** JSON text with control, format and direction characters as `\uXXXX`; line feeds stay. */
export function escapeUnprintable(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Seconds since the epoch in ISO 8601, or undefined where the calendar ends. */
export function isoTime(seconds: number): string | undefined {
  if (!(Math.abs(seconds) <= LARGEST_SECONDS)) return undefined;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** `3 min ago`, `in 2 h` or `now`, of seconds since the epoch. */
export function relativeTime(seconds: number, now: number): string {
  const distance = seconds * 1000 - now;
  const length = formatDuration(distance);
  if (length === '0 s') return 'now';
  return distance < 0 ? `${length} ago` : `in ${length}`;
}
