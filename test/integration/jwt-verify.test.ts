import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fetch } from '../../src/core/context.ts';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { createRsaPair, forgeToken, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const CLAIMS = {
  iss: 'a-client-key',
  aud: ['https://app.example.com'],
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 180,
  qsh: createQueryStringHash({ method: 'GET', url: '/page?lic=none' }),
};
const HEADER = { typ: 'JWT', alg: 'HS256' };
const token = forgeToken(HEADER, CLAIMS);
const contextToken = forgeToken(HEADER, { ...CLAIMS, qsh: 'context-qsh' });
const env = { CONNECT_KIT_SECRET: SECRET };

const verify = (argv: readonly string[], options: CliRunOptions = {}) =>
  runCli(['jwt', 'verify', ...argv], { env, now: NOW, ...options });

test('says what was checked and what was not', async () => {
  const { exitCode, stdout, stderr } = await verify([token]);
  expect(stdout).toBe(
    'valid: signature, times\nnot checked: issuer (--iss), audience (--aud), request (--url or --context-qsh)\n',
  );
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('says so when all was checked', async () => {
  const { stdout } = await verify([
    ...[token, '--iss', 'a-client-key', '--aud', 'x', '--aud', 'https://app.example.com'],
    ...['--url', 'https://app.example.com/ac/page?lic=none', '--base-url', 'https://app.example.com/ac'],
  ]);
  expect(stdout).toBe('valid: signature, times, issuer, audience, request\n');
});

test.each([
  ['piped', [], `${token}\n`],
  ['piped with -', ['-'], `Authorization: JWT ${token}\n`],
  ['in a URL', [`/page?lic=none&jwt=${token}`], ''],
])('takes a token %s', async (_, argv, stdin) => {
  expect(await verify(argv, { stdin })).toMatchObject({ exitCode: 0 });
});

test.each<[string, readonly string[], CliRunOptions]>([
  ['expired', [token], { now: NOW + 180_000 }],
  ['issued-in-future', [token], { now: NOW - 1000 }],
  ['issuer-mismatch', [token, '--iss', 'another'], {}],
  ['audience-mismatch', [token, '--aud', 'another'], {}],
  ['signature-mismatch', [token], { env: { CONNECT_KIT_SECRET: 'another' } }],
  ['algorithm-mismatch', [token, '--alg', 'HS512'], {}],
  ['algorithm-mismatch', [forgeToken({ alg: 'none' }, CLAIMS)], {}],
  ['qsh-mismatch', [token, '--url', '/page'], {}],
  ['qsh-mismatch', [token, '--url', '/page?lic=none', '--method', 'POST'], {}],
  ['qsh-is-context', [contextToken, '--url', '/page'], {}],
  ['qsh-not-context', [token, '--context-qsh'], {}],
  ['time-in-milliseconds', [forgeToken(HEADER, { exp: NOW + 180_000 })], {}],
  ['claim-malformed', [forgeToken(HEADER, { ...CLAIMS, aud: 5 })], {}],
  ['malformed', ['a.b.c.d.e'], {}],
  ['malformed', ['x'.repeat(70_000)], {}],
])('%s ends with 1 and says why', async (reason, argv, options) => {
  const run = await verify(argv, options);
  expect(run.stdout).toMatch(new RegExp(`^not valid \\(${reason}\\): [A-Za-z].*\\.\n`));
  expect(run.exitCode).toBe(1);
  const asJson = await verify([...argv, '--json'], options);
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    version: 1,
    valid: false,
    reason,
    message: expect.any(String),
  });
  expect(asJson.exitCode).toBe(1);
});

test.each<[readonly string[], CliRunOptions]>([
  [[token, '--leeway', '1s'], { now: NOW + 180_000 }],
  [[token, '--leeway', '1m'], { now: NOW - 60_000 }],
  [[contextToken, '--context-qsh'], {}],
  [[contextToken, '--url', '/anything', '--context-qsh'], {}],
  [[token, '--url', '/page?lic=none', '--context-qsh'], {}],
])('accepts %j', async (argv, options) => {
  expect(await verify(argv, options)).toMatchObject({ exitCode: 0 });
});

test('a hash that differs comes with the canonical form to compare', async () => {
  const { stdout } = await verify([token, '--url', '/page?b=2&a=1']);
  expect(stdout).toContain('canonical form of this request  GET&/page&a=1&b=2\n');
  const asJson = await verify([token, '--url', '/page?b=2&a=1', '--json']);
  expect(JSON.parse(asJson.stdout)).toEqual({
    version: 1,
    valid: false,
    reason: 'qsh-mismatch',
    message: expect.stringContaining(CLAIMS.qsh),
    header: HEADER,
    claims: CLAIMS,
    canonicalRequest: 'GET&/page&a=1&b=2',
  });
});

test('--json of a valid token', async () => {
  const { stdout } = await verify([token, '--json']);
  expect(JSON.parse(stdout)).toEqual({ version: 1, valid: true, header: HEADER, claims: CLAIMS });
});

test.each<[readonly string[], CliRunOptions, string]>([
  [[token], { env: {} }, 'The shared secret is missing'],
  [[], {}, 'There is no token'],
  [['--secret-stdin'], { stdin: SECRET }, 'cannot both come from stdin'],
  [['-', '--secret-stdin'], { stdin: SECRET }, 'cannot both come from stdin'],
  [[token, '--leeway', '5'], {}, '--leeway "5" is not a duration'],
  [[token, '--leeway', '-5s'], {}, 'is not a duration'],
  [[token, '--method', 'GET'], {}, '--method describes a request'],
  [[token, '--alg', 'RS256'], {}, 'RS256 is verified with a public key'],
  [[token, '--alg', 'HS256', '--key-server', 'https://k.example'], {}, 'which HS256 does not use'],
  [[token, '--alg', 'HS256', '--public-key-file', 'x'], {}, 'which HS256 does not use'],
  [[token, '--public-key-file', 'x', '--key-server', 'https://k.example'], {}, 'exclude each other'],
  [[token, '--public-key-file', 'x', '--secret', 'y'], {}, '--secret gives a shared secret'],
  [[token, '--key-server', 'nonsense'], {}, 'key server must be a URL'],
])('refuses %j', async (argv, options, message) => {
  const { exitCode, stdout, stderr } = await verify(argv, options);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

describe('RS256', () => {
  const { privatePem, publicPem } = createRsaPair();
  const signRs256 = (kid?: string) => signToken(CLAIMS, { algorithm: 'RS256', privateKey: privatePem, kid });

  test('with a public key from a file', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'public.pem'), publicPem);
    const good = await signRs256();
    expect(await verify([good, '--public-key-file', 'public.pem'], { cwd })).toMatchObject({ exitCode: 0 });
    // The classical confusion: the public key, which everyone has, taken for the secret of an HMAC.
    const forged = forgeToken(HEADER, CLAIMS, publicPem);
    const { exitCode, stdout } = await verify([forged, '--public-key-file', 'public.pem'], { cwd });
    expect(stdout).toContain('not valid (algorithm-mismatch)');
    expect(exitCode).toBe(1);
    const confused = await verify([forged, '--secret-file', 'public.pem'], { cwd });
    expect(confused.stderr).toContain('a key in PEM, not a shared secret');
    expect(confused.exitCode).toBe(2);
  });

  test.each([
    ['public.pem', createRsaPair(1024).publicPem, 'The RSA key has 1024 bits'],
    ['public.pem', privatePem, 'This is a private key'],
    ['public.pem', 'nonsense', 'This is not a public key in PEM'],
    ['another.pem', '', 'There is no such file'],
  ])('a file that cannot be used is no verdict (%#)', async (file, text, message) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, file === 'public.pem' ? file : 'other'), text);
    const { exitCode, stdout, stderr } = await verify([await signRs256(), '--public-key-file', file], {
      cwd,
    });
    expect(stderr).toContain(message);
    expect(stderr).toContain(file);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  const server: Fetch = async (url) => {
    if (String(url) === 'https://keys.example/the-kid') return new Response(publicPem);
    if (String(url) === 'https://keys.example/gone') return new Response('', { status: 404 });
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
  };
  const verifyWithServer = async (kid: string | undefined) =>
    verify([await signRs256(kid), '--key-server', 'https://keys.example'], { fetch: server });

  test('with a key server', async () => {
    expect(await verifyWithServer('the-kid')).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['key-not-found', 'gone'],
    ['kid-malformed', '../the-kid'],
    ['kid-missing', undefined],
  ])('%s', async (reason, kid) => {
    const { exitCode, stdout } = await verifyWithServer(kid);
    expect(stdout).toContain(`not valid (${reason})`);
    expect(exitCode).toBe(1);
  });

  test('a key server that cannot be reached is the fault of the environment', async () => {
    const { exitCode, stdout, stderr } = await verifyWithServer('elsewhere');
    expect(stderr).toContain('The key server cannot be reached: ENOTFOUND');
    expect(stderr).toContain('https://keys.example/elsewhere');
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });

  test('no key server is asked about a token of another algorithm', async () => {
    const { exitCode, stdout } = await verify([token, '--key-server', 'https://keys.example']);
    expect(stdout).toContain('not valid (algorithm-mismatch)');
    expect(exitCode).toBe(1);
  });
});
