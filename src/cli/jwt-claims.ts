import type { Command } from 'commander';
import { parseDuration } from '../core/duration.ts';
import { messageOf, UsageError } from '../core/errors.ts';
import { isRecord } from '../core/json.ts';
import { type BoundClaims, hasAudienceList, type TokenKind } from '../jwt/presets.ts';
import type { Claims } from '../jwt/sign.ts';
import type { Cli } from './cli.ts';
import { readInputFile } from './secret.ts';

/** The claims of a new token, as flags. */
export interface ClaimFlags {
  readonly as?: TokenKind;
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: readonly string[];
  readonly exp?: string;
  readonly iat?: string;
  readonly claim?: readonly string[];
  readonly claims?: string;
}

/** Claims that are given as such, in place of what a token of its kind has. */
export interface GivenClaims {
  readonly fromFile: Readonly<Record<string, unknown>>;
  readonly fromFlags: Readonly<Record<string, unknown>>;
}

/** What the kind of a token says of its claims. */
export interface KindOfClaims {
  /** Seconds. */
  readonly lifetime: number;
  /** The claims, in their order. */
  readonly claims: (bound: BoundClaims) => Record<string, unknown>;
}

/** What Atlassian recommends for tokens that an add-on makes. */
const DEFAULT_LIFETIME = 180;
const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;
/** September 2001: smaller numbers are durations without a unit. */
const SMALLEST_TIME = 1_000_000_000;
const LARGEST_TIME = 100_000_000_000;

export function addClaimOptions(command: Command): Command {
  return command
    .optionsGroup('Claims:')
    .option('--iss <issuer>', 'who makes it: the add-on key, or the clientKey of a host')
    .option('--sub <subject>', 'the user: an Atlassian account id')
    .option('--aud <audience>', 'whom it is for; repeatable', collect)
    .option('--exp <time>', 'lifetime (3m), time of expiry, or none (default: that of its kind, else 3m)')
    .option('--iat <time>', 'time of issue: 5m ago is -5m (default: now)')
    .option('--claim <name=value>', 'any other claim, its value JSON or text; repeatable', collect)
    .option('--claims <file>', 'claims from a JSON file; what flags say goes before');
}

/**
 * The claims that the flags and the file of `--claims` give.
 * @throws {UsageError} when a value is malformed, a claim is given twice, or the file cannot be read
 */
export async function readGivenClaims(flags: ClaimFlags, cli: Cli): Promise<GivenClaims> {
  const { as: kind, iss, sub, aud, claims: file } = flags;
  const own = parseClaims(flags.claim ?? []);
  for (const name of ['iss', 'sub', 'aud', 'iat', 'exp'] as const) {
    if (flags[name] !== undefined && Object.hasOwn(own, name)) throw givenTwice(name);
  }
  const isLonely = aud?.length === 1 && (kind === undefined || !hasAudienceList(kind));
  const byFlag = Object.entries({ iss, sub, aud: isLonely ? aud[0] : aud });
  return {
    fromFile: file === undefined ? {} : await readClaimsFile(file, cli),
    fromFlags: { ...Object.fromEntries(byFlag.filter(([, value]) => value !== undefined)), ...own },
  };
}

/**
 * The claims of a new token: those of its kind, replaced by those that are given. Nothing stops a token from being
 * wrong on purpose.
 * @param now milliseconds since the epoch
 * @param qsh the query string hash, where the token gets one
 * @throws {UsageError} when a time is malformed, or `--claim` repeats the hash
 */
export function composeClaims(
  flags: ClaimFlags,
  { fromFile, fromFlags }: GivenClaims,
  kind: KindOfClaims | undefined,
  { now, qsh }: { readonly now: number; readonly qsh: string | undefined },
): Claims {
  if (qsh !== undefined && Object.hasOwn(fromFlags, 'qsh')) throw givenTwice('qsh');
  const inFile = fromFile['iat'];
  const iat =
    flags.iat === undefined && typeof inFile === 'number'
      ? inFile
      : readTime('--iat', flags.iat ?? '0s', now);
  const lifetime = `${kind?.lifetime ?? DEFAULT_LIFETIME}s`;
  const exp = flags.exp === 'none' ? undefined : readTime('--exp', flags.exp ?? lifetime, iat * 1000);
  const bound = { iat, exp, qsh };
  const byDefault = kind?.claims(bound) ?? { iss: undefined, sub: undefined, aud: undefined, ...bound };
  return {
    ...byDefault,
    ...fromFile,
    ...(flags.iat === undefined ? {} : { iat }),
    ...(flags.exp === undefined ? {} : { exp }),
    ...(qsh === undefined ? {} : { qsh }),
    ...fromFlags,
  };
}

async function readClaimsFile(file: string, cli: Cli): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readInputFile(file, cli));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError('bad-claims-file', `The claims are not JSON: ${messageOf(cause)}.`, {
      where: file,
      cause,
    });
  }
  if (isRecord(value)) return value;
  throw new UsageError('bad-claims-file', 'The claims must be a JSON object.', { where: file });
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
