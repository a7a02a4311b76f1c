import type { Command } from 'commander';
import { parseDuration } from '../core/duration.ts';
import { UsageError } from '../core/errors.ts';
import type { Claims } from '../jwt/sign.ts';

/** The claims of a new token, as flags. */
export interface ClaimFlags {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: readonly string[];
  readonly exp?: string;
  readonly iat?: string;
  readonly claim?: readonly string[];
}

/** What Atlassian recommends for tokens that an add-on makes. */
const DEFAULT_LIFETIME = '3m';
const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;
/** September 2001: smaller numbers are durations without a unit. */
const SMALLEST_TIME = 1_000_000_000;
const LARGEST_TIME = 100_000_000_000;

export function addClaimOptions(command: Command): Command {
  return command
    .option('--iss <issuer>', 'who makes it: the add-on key, or the clientKey of a host')
    .option('--sub <subject>', 'the user: an Atlassian account id')
    .option('--aud <audience>', 'whom it is for; repeatable', collect)
    .option(
      '--exp <time>',
      `lifetime (${DEFAULT_LIFETIME}), time of expiry, or none (default: ${DEFAULT_LIFETIME})`,
    )
    .option('--iat <time>', 'time of issue: 5m ago is -5m (default: now)')
    .option('--claim <name=value>', 'any other claim, its value JSON or text; repeatable', collect);
}

/**
 * The claims that the flags give, in the order of the products' own tokens. `--claim` may replace the times that are
 * there by default, so that a token can be wrong on purpose.
 * @param now milliseconds since the epoch
 * @param qsh the query string hash, where the token gets one
 * @throws {UsageError} when a value is malformed or a claim is given twice
 */
export function readClaims(flags: ClaimFlags, now: number, qsh: string | undefined): Claims {
  const own = parseClaims(flags.claim ?? []);
  const iat = readTime('--iat', flags.iat ?? '0s', now);
  const exp = flags.exp === 'none' ? undefined : readTime('--exp', flags.exp ?? DEFAULT_LIFETIME, iat * 1000);
  const byFlag = {
    iss: flags.iss,
    sub: flags.sub,
    aud: readAudience(flags.aud),
    iat: flags.iat,
    exp: flags.exp,
    qsh,
  };
  for (const [name, value] of Object.entries(byFlag)) {
    if (value !== undefined && Object.hasOwn(own, name)) throw givenTwice(name);
  }
  return { ...byFlag, iat, exp, ...own };
}

function readAudience(audience: readonly string[] | undefined): string | readonly string[] | undefined {
  return audience?.length === 1 ? audience[0] : audience;
}

function parseClaims(texts: readonly string[]): Record<string, unknown> {
  const claims = new Map<string, unknown>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageError('bad-claim', '--claim takes name=value.', {
        nextSteps: ['For instance: --claim tnt=https://example.atlassian.net --claim context={}'],
      });
    }
    const name = text.slice(0, equals);
    if (claims.has(name)) throw givenTwice(name);
    claims.set(name, parseClaimValue(name, text.slice(equals + 1)));
  }
  return Object.fromEntries(claims);
}

function parseClaimValue(name: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new UsageError('bad-claim', `The number of the claim ${name} is too large to be kept exactly.`, {
      nextSteps: [`Quote it to make it text: --claim '${name}="…"'`],
    });
  }
  return value;
}

/** Seconds since the epoch of `-5m`, `3m`, `2026-11-21T10:00:00Z` or `1795255200`. */
function readTime(flag: string, text: string, relativeTo: number): number {
  const duration = parseDuration(text.replace(/^[+-]/, ''));
  if (duration !== undefined) {
    return Math.floor((relativeTo + (text.startsWith('-') ? -duration : duration)) / 1000);
  }
  if (/^\d+$/.test(text)) return readEpochSeconds(flag, text);
  const time = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return Math.floor(time / 1000);
  throw new UsageError('bad-time', `${flag} ${JSON.stringify(text)} is not a time.`, {
    nextSteps: ['Write 3m or -1h, 2026-11-21T10:00:00Z, or seconds since 1970.'],
  });
}

function readEpochSeconds(flag: string, text: string): number {
  const seconds = Number(text);
  if (seconds < SMALLEST_TIME) {
    throw new UsageError('bad-time', `${flag} ${text} has no unit.`, {
      nextSteps: [`Write ${flag} ${text}s for seconds, ${text}m for minutes.`],
    });
  }
  if (seconds < LARGEST_TIME) return seconds;
  throw new UsageError('bad-time', `${flag} ${text} looks like milliseconds; times in a token are seconds.`, {
    nextSteps: [`For a token that is wrong on purpose: --claim ${flag.slice(2)}=${text}`],
  });
}

function givenTwice(name: string): UsageError {
  return new UsageError('claim-ambiguous', `The claim ${name} is given twice.`, {
    nextSteps: ['Leave all but one of them out.'],
  });
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
