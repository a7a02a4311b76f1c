/**
 * Ranks in the form of Jira's: a bucket, seven digits, and behind a colon a fraction, `0|i0007ps:i`. They compare as
 * texts, and between any two there is another one.
 */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BUCKET = '0|';
const WIDTH = 7;

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/**
 * A rank that is higher than one and lower than another. `before` must be lower than `after`.
 * @param before undefined for the very top
 * @param after undefined for the very bottom
 */
export function rankBetween(before: string | undefined, after: string | undefined): string {
  if (before !== undefined) {
    const low = partsOf(before);
    const high = after === undefined ? undefined : partsOf(after);
    // Behind the last one of a whole number, new issues find their own place at the next.
    const limit = high?.whole === low.whole ? high.fraction : undefined;
    return join({ whole: low.whole, fraction: fractionBetween(low.fraction, limit) });
  }
  if (after === undefined) return join({ whole: 'i'.padEnd(WIDTH, '0'), fraction: '' });
  const { whole } = partsOf(after);
  const number = Number.parseInt(whole, 36) - 1;
  return join({ whole: Math.max(number, 0).toString(36).padStart(WIDTH, '0'), fraction: '' });
}

/** Between two fractions, the second of which may be missing; what comes out never ends in a zero. */
function fractionBetween(low: string, high: string | undefined): string {
  let prefix = '';
  let limit = high;
  for (let index = 0; ; index += 1) {
    const least = digitAt(low, index);
    const most = limit === undefined ? DIGITS.length : digitAt(limit, index);
    if (least === most) {
      prefix += DIGITS[least];
      continue;
    }
    const middle = Math.floor((least + most) / 2);
    if (middle > least) return prefix + DIGITS[middle];
    prefix += DIGITS[least];
    limit = undefined;
  }
}

function digitAt(fraction: string, index: number): number {
  return Math.max(DIGITS.indexOf(fraction[index] ?? '0'), 0);
}

function partsOf(rank: string): Parts {
  const [whole = '', fraction = ''] = rank.slice(BUCKET.length).split(':');
  return { whole, fraction };
}

function join({ whole, fraction }: Parts): string {
  return `${BUCKET}${whole}:${fraction}`;
}

/** True for what can stand among the ranks of issues. */
export function isRank(text: string): boolean {
  return /^0\|[\da-z]{7}:(?:[\da-z]*[1-9a-z])?$/.test(text);
}
