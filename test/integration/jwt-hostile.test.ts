import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeToken, MalformedTokenError, signToken, verifyToken } from '../../src/index.ts';
import { createRsaPair, forgeToken, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** Tokens made to deceive or to break: each is refused for a reason, by the commands and by the library. */

const HEADER = { typ: 'JWT', alg: 'HS256' };
const CLAIMS = { iss: 'me', iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
const { publicPem } = createRsaPair();

const encode = (text: string) => Buffer.from(text).toString('base64url');
const json = (value: unknown) => encode(JSON.stringify(value));

/** Correctly signed, whatever the segments hold. */
function signed(header: string, payload: string, secret = SECRET): string {
  const input = `${header}.${payload}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const good = forgeToken(HEADER, CLAIMS);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');

/** What it is, the reason that `verify` gives, what `decode` makes of it: an oddity or a malformed text. */
const TOKENS: readonly (readonly [what: string, token: string, reason: string, decoded: string])[] = [
  ['alg none, unsigned', `${json({ alg: 'none' })}.${json(CLAIMS)}.`, 'algorithm-mismatch', 'alg-none'],
  ['alg nOnE, signed', signed(json({ alg: 'nOnE' }), json(CLAIMS)), 'algorithm-mismatch', 'alg-none'],
  ['no alg', signed(json({ typ: 'JWT' }), json(CLAIMS)), 'algorithm-mismatch', 'alg-foreign'],
  ['alg as a list', signed(json({ alg: ['HS256'] }), json(CLAIMS)), 'algorithm-mismatch', 'alg-foreign'],
  ['a signature cut off', `${goodHeader}.${goodPayload}.`, 'signature-mismatch', 'signature-missing'],
  [
    'a public key as secret',
    signed(json(HEADER), json(CLAIMS), publicPem),
    'signature-mismatch',
    'Looks like',
  ],
  ['another spelling of the signature', respell(good), 'signature-mismatch', 'Looks like'],
  [
    'extensions',
    signed(json({ ...HEADER, crit: ['exp'] }), json(CLAIMS)),
    'header-unsupported',
    'header-extensions',
  ],
  ['a giant payload', signed(json(HEADER), json({ a: 'x'.repeat(100_000) })), 'malformed', 'characters long'],
  ['deep objects', signed(json(HEADER), encode(deep(2000))), 'malformed', 'levels deep'],
  [
    'deep lists',
    signed(json(HEADER), encode(`{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`)),
    'malformed',
    'levels deep',
  ],
  ['a deep header', signed(encode(deep(100)), json(CLAIMS)), 'malformed', 'The header is nested'],
  ['bad base64', `${goodHeader}.${goodPayload}*.${goodSignature}`, 'malformed', 'not base64url'],
  ['padded base64', `${goodHeader}.${goodPayload}=.${goodSignature}`, 'malformed', 'padded'],
  ['classical base64', `${goodHeader}.${goodPayload}+/.${goodSignature}`, 'malformed', 'not base64url'],
  ['a null byte', `${goodHeader}.${goodPayload}\0.${goodSignature}`, 'malformed', 'not base64url'],
  ['one segment', 'x', 'malformed', 'only one'],
  ['five segments', `${good}.a.b`, 'malformed', 'JWE'],
  ['thousands of segments', '.'.repeat(60_000), 'malformed', 'has 60001'],
  ['no JSON', signed(json(HEADER), encode('hello')), 'malformed', 'not JSON'],
  [
    'no UTF-8',
    signed(json(HEADER), Buffer.from([0x22, 0xff, 0x22]).toString('base64url')),
    'malformed',
    'UTF-8',
  ],
  ['a list of claims', signed(json(HEADER), json([CLAIMS])), 'malformed', 'not a JSON object'],
  ['claims null', signed(json(HEADER), json(null)), 'malformed', 'not a JSON object'],
  ['iss a list', forgeToken(HEADER, { ...CLAIMS, iss: ['me'] }), 'claim-malformed', 'claim-type'],
  ['sub an object', forgeToken(HEADER, { ...CLAIMS, sub: { a: 1 } }), 'claim-malformed', 'claim-type'],
  ['qsh a number', forgeToken(HEADER, { ...CLAIMS, qsh: 5 }), 'claim-malformed', 'claim-type'],
  ['aud with numbers', forgeToken(HEADER, { ...CLAIMS, aud: ['a', 5] }), 'claim-malformed', 'claim-type'],
  ['exp as text', forgeToken(HEADER, { ...CLAIMS, exp: '9999999999' }), 'claim-malformed', 'claim-type'],
  ['exp null', forgeToken(HEADER, { ...CLAIMS, exp: null }), 'claim-malformed', 'claim-type'],
  [
    'exp in milliseconds',
    forgeToken(HEADER, { ...CLAIMS, exp: NOW + 60_000 }),
    'time-in-milliseconds',
    'time-in-milliseconds',
  ],
  [
    'exp beyond numbers',
    signed(json(HEADER), encode('{"exp":1e999}')),
    'time-in-milliseconds',
    'time-in-milliseconds',
  ],
  ['exp below numbers', signed(json(HEADER), encode('{"exp":-1e999}')), 'expired', 'expired'],
  ['no exp', forgeToken(HEADER, { iss: 'me' }), 'expiry-missing', 'expiry-missing'],
  [
    '__proto__ for claims',
    signed(json(HEADER), encode('{"__proto__":{"exp":9999999999}}')),
    'expiry-missing',
    'expiry-missing',
  ],
  [
    'exp twice, the last expired',
    signed(json(HEADER), encode(`{"exp":${NOW_SECONDS + 60},"exp":1}`)),
    'expired',
    'expired',
  ],
];

function respell(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return `${token.slice(0, -1)}${alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1]}`;
}

describe.each(TOKENS)('%s', (_, token, reason, decoded) => {
  test(`jwt verify says ${reason}`, async () => {
    const run = await runCli(['jwt', 'verify', '-'], {
      stdin: token,
      now: NOW,
      env: { CONNECT_KIT_SECRET: SECRET },
    });
    expect(run.stdout).toMatch(new RegExp(`^not valid \\(${reason}\\): [A-Z].*\\.\n`, 'i'));
    expect(run.exitCode).toBe(1);
  });

  test(`jwt decode says ${decoded}`, async () => {
    const { stdout, stderr, exitCode } = await runCli(['jwt', 'decode', '-'], { stdin: token, now: NOW });
    expect(stdout + stderr).toContain(decoded);
    expect(stdout + stderr).not.toContain('bug');
    expect(exitCode).toBe(stdout === '' ? 2 : 0);
  });

  test('the library gives the same reason', async () => {
    const verification = await verifyToken(token, { key: { algorithm: 'HS256', secret: SECRET }, now: NOW });
    expect(verification).toMatchObject({ valid: false, reason });
    if (reason === 'malformed') expect(() => decodeToken(token)).toThrow(MalformedTokenError);
    else expect(() => decodeToken(token)).not.toThrow();
  });
});

test('a public key is no secret for an HMAC, and no HMAC passes for RS256', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'public.pem'), publicPem);
  const forged = signed(json(HEADER), json(CLAIMS), publicPem);
  const asRsa = await runCli(['jwt', 'verify', forged, '--public-key-file', 'public.pem'], { cwd, now: NOW });
  expect(asRsa.stdout).toContain('not valid (algorithm-mismatch)');
  const asHmac = await runCli(['jwt', 'verify', forged, '--secret-file', 'public.pem'], { cwd, now: NOW });
  expect(asHmac).toMatchObject({ exitCode: 2, stdout: '' });
  const relabelled = signed(json({ ...HEADER, alg: 'RS256' }), json(CLAIMS), publicPem);
  const key = { algorithm: 'RS256', publicKey: publicPem } as const;
  expect(await verifyToken(relabelled, { key, now: NOW })).toMatchObject({ reason: 'signature-mismatch' });
});

test('more than a token can be is neither read nor kept', async () => {
  const { stdout, stderr, exitCode } = await runCli(['jwt', 'decode'], {
    stdin: 'A'.repeat(3 * 1024 * 1024),
  });
  expect(stderr).toContain('More than 1 MiB came from stdin');
  expect(stderr.length).toBeLessThan(500);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('what is refused takes no more memory the larger it is', async () => {
  const huge = `${json(HEADER)}.${'A'.repeat(50_000_000)}.AAAA`;
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 20; round += 1) {
    await verifyToken(huge, { key: { algorithm: 'HS256', secret: SECRET }, now: NOW });
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
});

test('what one cannot sign is an error, not a token', async () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  await expect(signToken(cyclic, { algorithm: 'HS256', secret: SECRET })).rejects.toThrow(/circular/i);
});
