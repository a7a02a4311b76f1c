/** Lengths of time as people write and read them. */

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;

/**
 * Milliseconds of a text such as `90s`, `3m`, `1h30m`, `250ms` or `2d`; undefined for anything else. A unit is
 * always needed: a bare number would leave open which one is meant.
 */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * unitLength(unit);
  return Number.isSafeInteger(Math.round(total)) ? Math.round(total) : undefined;
}

/** A length of time in its two largest units, such as `3 min`, `1 h 5 min` or `2 d`; the sign is dropped. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

function unitLength(unit: string | undefined): number {
  for (const [name, length] of Object.entries(UNITS)) if (name === unit) return length;
  return Number.NaN;
}
