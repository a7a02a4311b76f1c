import { describe, expect, test } from 'vitest';
import { decodeToken } from './decode.ts';
import { findOddities, ODDITIES, type OddityId } from './oddities.ts';
import { PRESETS, presetClaims, TOKEN_KINDS, type TokenKind } from './presets.ts';
import { recogniseKind } from './recognise-kind.ts';

const NOW = 1_800_000_000;
const TENANT = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
const PIECES = {
  addonKey: 'com.example.addon',
  clientKey: TENANT,
  accountId: '5b10ac8d82e05b22cc7d4ef5',
  oauthClientId: 'abc',
  addonUrl: 'https://app.example.com',
  productUrl: 'https://x.atlassian.net/wiki',
};

function encode(header: unknown, claims: unknown, signature = 'AAAA'): string {
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, signature].join('.');
}

/** A token of the kind as `jwt sign --as` makes it, with what a test changes. */
function tokenOf(kind: TokenKind, claims: object = {}, header: object = {}, signature = 'AAAA'): string {
  const { algorithm, lifetime, qsh } = PRESETS[kind];
  const bound = {
    iat: NOW,
    exp: NOW + lifetime,
    qsh: { request: 'a'.repeat(64), context: 'context-qsh', none: undefined }[qsh],
  };
  const kid = algorithm === 'RS256' ? { kid: 'k1' } : {};
  const all = {
    ...presetClaims(kind, PIECES, bound),
    ...(kind === 'app' ? { aud: undefined } : {}),
    ...claims,
  };
  return encode({ typ: 'JWT', alg: algorithm, ...kid, ...header }, all, signature);
}

function oddities(token: string): readonly string[] {
  const decoded = decodeToken(token);
  return findOddities(token, decoded, recogniseKind(decoded), NOW * 1000).map(({ id }) => id);
}

describe.each(TOKEN_KINDS)('%s', (kind) => {
  test('is recognised, and nothing about it is odd', () => {
    expect(recogniseKind(decodeToken(tokenOf(kind)))).toBe(kind);
    expect(oddities(tokenOf(kind))).toEqual([]);
  });
});

/** One token for each, with everything that is odd about it. */
const SAMPLES: Readonly<Record<OddityId, readonly [token: string, ...others: OddityId[]]>> = {
  'alg-none': [tokenOf('host', {}, { alg: 'none' })],
  'alg-foreign': [tokenOf('host', {}, { alg: 'ES256' })],
  'alg-uncommon': [tokenOf('host', {}, { alg: 'HS512' })],
  'signature-missing': [tokenOf('host', {}, {}, '')],
  'header-extensions': [tokenOf('host', {}, { crit: ['b64'] })],
  'kid-missing': [tokenOf('install', {}, { kid: undefined })],
  'claim-type': [tokenOf('host', { sub: 5, nbf: 'soon', aud: undefined })],
  'time-in-milliseconds': [tokenOf('host', { exp: NOW * 1000 })],
  'expiry-missing': [tokenOf('host', { exp: undefined })],
  expired: [tokenOf('host', { iat: NOW - 900, exp: NOW })],
  'issued-in-future': [tokenOf('host', { iat: NOW + 60 })],
  'not-yet-valid': [tokenOf('host', { nbf: NOW + 60 })],
  'lifetime-negative': [tokenOf('host', { exp: NOW - 1 }), 'expired'],
  'lifetime-long': [tokenOf('app', { exp: NOW + 181 })],
  'issuer-missing': [tokenOf('host', { iss: undefined })],
  'issuer-is-addon-key': [tokenOf('host', { iss: 'com.example.addon' })],
  'issuer-is-client-key': [tokenOf('session', { iss: TENANT })],
  'audience-missing': [tokenOf('install', { aud: undefined })],
  'audience-form': [tokenOf('install', { aud: 'https://app.example.com' })],
  'audience-unexpected': [tokenOf('host', { aud: [TENANT] })],
  'qsh-missing': [tokenOf('host', { qsh: undefined })],
  'qsh-malformed': [tokenOf('host', { qsh: 'A'.repeat(64) })],
  'subject-ignored': [tokenOf('app', { sub: 'someone' })],
  'subject-is-user-key': [tokenOf('impersonation', { sub: 'urn:atlassian:connect:userkey:admin' })],
  'legacy-user': [tokenOf('context', { context: { user: { userKey: 'admin' } } })],
};

test.each(ODDITIES)('%s', (id) => {
  const [token, ...others] = SAMPLES[id];
  expect(oddities(token)).toEqual(
    ODDITIES.filter((one) => one === id || others.some((other) => other === one)),
  );
});

test('every oddity is told in words of its own', () => {
  const messages = ODDITIES.map((id) => {
    const [token] = SAMPLES[id];
    const decoded = decodeToken(token);
    return findOddities(token, decoded, recogniseKind(decoded), NOW * 1000).find((one) => one.id === id)
      ?.message;
  });
  expect(new Set(messages).size).toBe(ODDITIES.length);
  for (const message of messages) expect(message).toMatch(/^It.*\.$|^(?:iss|sub|exp) is .*\.$/);
});

test.each([null, [], {}, true, 1e300, -1e300, '\u001b[2J'])(
  'whatever stands in the claims, nothing breaks: %j',
  (value) => {
    const names = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'qsh', 'context'];
    const claims = Object.fromEntries(names.map((name) => [name, value]));
    const token = encode({ alg: value, kid: value, crit: value }, claims);
    const decoded = decodeToken(token);
    for (const { message } of findOddities(token, decoded, recogniseKind(decoded), NOW * 1000)) {
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]|NaN|undefined/u);
    }
  },
);
