import { formatDuration } from '../core/duration.ts';
import { isRecord } from '../core/json.ts';
import { ALGORITHMS } from './algorithms.ts';
import { CONTEXT_QSH } from './canonical-request.ts';
import type { DecodedToken } from './decode.ts';
import { quote } from './describe.ts';
import { PRESETS, type TokenKind } from './presets.ts';
import { looksLikeAddonKey, looksLikeClientKey } from './recognise-kind.ts';

/** What can be odd about a token: a closed set, in the order in which it is told. */
export const ODDITIES = [
  'alg-none',
  'alg-foreign',
  'alg-uncommon',
  'signature-missing',
  'header-extensions',
  'kid-missing',
  'claim-type',
  'time-in-milliseconds',
  'expiry-missing',
  'expired',
  'issued-in-future',
  'not-yet-valid',
  'lifetime-negative',
  'lifetime-long',
  'issuer-missing',
  'issuer-is-addon-key',
  'issuer-is-client-key',
  'audience-missing',
  'audience-form',
  'audience-unexpected',
  'qsh-missing',
  'qsh-malformed',
  'subject-ignored',
  'subject-is-user-key',
  'legacy-user',
] as const;
export type OddityId = (typeof ODDITIES)[number];

export interface Oddity {
  readonly id: OddityId;
  readonly message: string;
}

/** Everything that an oddity may go by. */
interface Subject extends DecodedToken {
  readonly kind: TokenKind | undefined;
  readonly isSigned: boolean;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The year 5138 in seconds, March 1973 in milliseconds. */
const SECONDS_LIMIT = 100_000_000_000;
/** Whole seconds are what most signers write, and some round up. */
const ROUNDING = 1;
const HOST_KINDS: readonly unknown[] = ['host', 'context', 'install'] satisfies TokenKind[];
const ADDON_KINDS: readonly unknown[] = ['app', 'session'] satisfies TokenKind[];

/**
 * What is odd about a token, going by what it says of itself; often nothing. A token without oddities is no more
 * trustworthy than another: nobody has looked at its signature.
 * @param token the token as text
 * @param now milliseconds since the epoch
 */
export function findOddities(
  token: string,
  decoded: DecodedToken,
  kind: TokenKind | undefined,
  now: number,
): readonly Oddity[] {
  const subject = { ...decoded, kind, isSigned: !token.endsWith('.'), now: now / 1000 };
  return ODDITIES.flatMap((id) => {
    const message = CHECKS[id](subject);
    return message === undefined ? [] : [{ id, message }];
  });
}

type Check = (subject: Subject) => string | undefined;

const CHECKS: Readonly<Record<OddityId, Check>> = {
  'alg-none': ({ header }) =>
    /^none$/i.test(String(header['alg'])) ? 'It asks to be taken without a signature (alg none).' : undefined,
  'alg-foreign': ({ header: { alg } }) =>
    ALGORITHMS.some((one) => one === alg) || /^none$/i.test(String(alg))
      ? undefined
      : `Its alg is ${quote(alg)}, which Connect does not use.`,
  'alg-uncommon': ({ header: { alg } }) =>
    alg === 'HS384' || alg === 'HS512'
      ? `Its alg is ${alg}; products sign with HS256, and atlassian-connect-express takes no other.`
      : undefined,
  'signature-missing': ({ isSigned }) => (isSigned ? undefined : 'It has no signature.'),
  'header-extensions': ({ header: { crit } }) =>
    crit === undefined ? undefined : `Its header asks for extensions (crit ${quote(crit)}).`,
  'kid-missing': ({ header: { alg, kid } }) =>
    alg === 'RS256' && kid === undefined
      ? 'It names no key (kid), so the one to check it with cannot be looked up.'
      : undefined,
  'claim-type': ({ claims }) => describeTypes(claims),
  'time-in-milliseconds': ({ claims }) =>
    sentence(
      timesOf(claims)
        .filter(([, time]) => time > SECONDS_LIMIT)
        .map(([name, time]) => `${name} is ${time}, which looks like milliseconds; it should be seconds`),
    ),
  'expiry-missing': ({ claims: { exp } }) =>
    exp === undefined ? 'It has no exp, so it would never end.' : undefined,
  expired: ({ claims: { exp }, now }) =>
    typeof exp === 'number' && exp <= now ? `It expired ${distance(exp, now)} ago.` : undefined,
  'issued-in-future': ({ claims: { iat }, now }) =>
    isSeconds(iat) && iat >= now + ROUNDING ? `Its iat is ${distance(iat, now)} in the future.` : undefined,
  'not-yet-valid': ({ claims: { nbf }, now }) =>
    isSeconds(nbf) && nbf >= now + ROUNDING
      ? `It asks to be refused for another ${distance(nbf, now)} (nbf).`
      : undefined,
  'lifetime-negative': ({ claims: { iat, exp } }) =>
    isSeconds(iat) && isSeconds(exp) && exp <= iat
      ? 'It ends before it begins: exp is not after iat.'
      : undefined,
  'lifetime-long': ({ claims, kind }) => describeLifetime(claims, kind),
  'issuer-missing': ({ claims: { iss } }) =>
    iss === undefined ? 'It has no iss, by which the other side would find its key.' : undefined,
  'issuer-is-addon-key': ({ claims: { iss }, kind }) =>
    HOST_KINDS.includes(kind) && looksLikeAddonKey(iss)
      ? `Its iss ${quote(iss)} looks like the key of an add-on; products write their clientKey.`
      : undefined,
  'issuer-is-client-key': ({ claims: { iss }, kind }) =>
    ADDON_KINDS.includes(kind) && looksLikeClientKey(iss)
      ? `Its iss ${quote(iss)} looks like a clientKey; an add-on writes its own key.`
      : undefined,
  'audience-missing': ({ claims: { aud }, kind }) =>
    kind === 'install' && aud === undefined
      ? "It names no audience; products write the add-on's base URL."
      : undefined,
  'audience-form': ({ claims: { aud }, kind }) =>
    typeof aud === 'string' && (kind === 'install' || kind === 'session')
      ? `Its aud is the text ${quote(aud)}; frameworks look for a list and take its first entry.`
      : undefined,
  'audience-unexpected': ({ claims: { aud }, kind }) =>
    (kind === 'host' || kind === 'context') && aud !== undefined
      ? `It has an aud, ${quote(aud)}: tokens of products have none, and atlassian-connect-express takes it for the tenant.`
      : undefined,
  'qsh-missing': ({ claims: { qsh }, kind }) =>
    qsh === undefined && kind === undefined ? 'It has no qsh, so it is bound to no request.' : undefined,
  'qsh-malformed': ({ claims: { qsh } }) =>
    typeof qsh === 'string' && qsh !== CONTEXT_QSH && !/^[\da-f]{64}$/.test(qsh)
      ? `Its qsh ${quote(qsh)} is neither a SHA-256 in lower-case hex nor "${CONTEXT_QSH}".`
      : undefined,
  'subject-ignored': ({ claims: { sub }, kind }) =>
    kind === 'app' && sub !== undefined
      ? 'It has a sub, which products ignore: to act as a user takes an access token.'
      : undefined,
  'subject-is-user-key': ({ claims: { sub } }) =>
    typeof sub === 'string' && sub.startsWith('urn:atlassian:connect:userkey:')
      ? 'Its sub names a user key; those have given way to account ids (urn:atlassian:connect:useraccountid:…).'
      : undefined,
  'legacy-user': ({ claims: { context } }) =>
    isRecord(context) && context['user'] !== undefined
      ? 'Its context holds a user, which products no longer send: the account id is in sub.'
      : undefined,
};

function describeTypes(claims: DecodedToken['claims']): string | undefined {
  const wrongTexts = ['iss', 'sub', 'qsh'].filter((name) => !isTextOrAbsent(claims[name]));
  const wrongTimes = ['exp', 'iat', 'nbf'].filter(
    (name) => !['number', 'undefined'].includes(typeof claims[name]),
  );
  const { aud } = claims;
  const isWrongAudience = Array.isArray(aud)
    ? !aud.every((one) => typeof one === 'string')
    : !isTextOrAbsent(aud);
  return sentence([
    ...wrongTexts.map((name) => `${name} is ${quote(claims[name])} instead of text`),
    ...wrongTimes.map((name) => `${name} is ${quote(claims[name])} instead of a number`),
    ...(isWrongAudience ? [`aud is ${quote(aud)} instead of a list of texts`] : []),
  ]);
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function describeLifetime(
  { iat, exp }: DecodedToken['claims'],
  kind: TokenKind | undefined,
): string | undefined {
  if (!isSeconds(iat) || !isSeconds(exp)) return undefined;
  const usual = PRESETS[kind ?? 'host'].lifetime;
  if (exp - iat <= usual) return undefined;
  return `It lives for ${formatDuration((exp - iat) * 1000)}; ${formatDuration(usual * 1000)} is usual.`;
}

function timesOf(claims: DecodedToken['claims']): readonly (readonly [string, number])[] {
  return ['iat', 'exp', 'nbf'].flatMap((name) => {
    const time = claims[name];
    return typeof time === 'number' ? [[name, time] as const] : [];
  });
}

function isSeconds(time: unknown): time is number {
  return typeof time === 'number' && time <= SECONDS_LIMIT;
}

function distance(seconds: number, now: number): string {
  return formatDuration((seconds - now) * 1000);
}

function sentence(parts: readonly string[]): string | undefined {
  return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
}
