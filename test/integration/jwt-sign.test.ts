import { createHmac, createVerify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRsaPair, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const env = { CONNECT_KIT_SECRET: SECRET };
const sign = (argv: readonly string[], options: CliRunOptions = {}) =>
  runCli(['jwt', 'sign', ...argv], { env, now: NOW, ...options });

/** Header and claims of the token on stdout; asserts that there is nothing else. */
async function signed(argv: readonly string[], options: CliRunOptions = {}) {
  const { exitCode, stdout, stderr } = await sign(argv, options);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const [header, claims] = stdout.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { token: stdout.trim(), header: JSON.parse(header ?? ''), claims: JSON.parse(claims ?? ''), stderr };
}

test('prints the token alone, signed with the secret', async () => {
  const { token, header, claims, stderr } = await signed(['--iss', 'my-addon', '--url', '/p']);
  const [head, payload, signature] = token.split('.');
  expect(signature).toBe(createHmac('sha256', SECRET).update(`${head}.${payload}`).digest('base64url'));
  expect(header).toEqual({ typ: 'JWT', alg: 'HS256' });
  expect(claims).toEqual({
    iss: 'my-addon',
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 180,
    qsh: 'e030e335214d9fa26bc54ea460ca18f9e8bd5484997034993526a036119aaeb4',
  });
  expect(stderr).toBe('');
});

test('--json adds what was signed', async () => {
  const { stdout } = await sign([
    '--json',
    '--iss',
    'me',
    '--method',
    'post',
    '--url',
    '/w/p?b=2&a=1',
    '--base-url',
    '/w',
  ]);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    header: { typ: 'JWT', alg: 'HS256' },
    claims: {
      iss: 'me',
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 180,
      qsh: expect.stringMatching(/^[\da-f]{64}$/),
    },
    canonicalRequest: 'POST&/p&a=1&b=2',
  });
});

describe('claims', () => {
  test.each([
    [['--sub', 'user'], { sub: 'user' }],
    [['--aud', 'a'], { aud: 'a' }],
    [['--aud', 'a', '--aud', 'b'], { aud: ['a', 'b'] }],
    [['--context-qsh'], { qsh: 'context-qsh' }],
    [['--claim', 'tnt=https://x.example/wiki?a=b'], { tnt: 'https://x.example/wiki?a=b' }],
    [
      ['--claim', 'context={"user":{"accountId":"1"}}', '--claim', 'n=1'],
      { context: { user: { accountId: '1' } }, n: 1 },
    ],
    [
      ['--claim', 'a=true', '--claim', 'b=null', '--claim', 'c="1"', '--claim', 'd='],
      { a: true, b: null, c: '1', d: '' },
    ],
    [['--claim', 'qsh=anything'], { qsh: 'anything' }],
    [['--exp', '15m'], { exp: NOW_SECONDS + 900 }],
    [['--exp', '-1m'], { exp: NOW_SECONDS - 60 }],
    [['--exp', '2026-11-21T10:00:30Z'], { exp: NOW_SECONDS + 30 }],
    [['--exp', `${NOW_SECONDS + 7}`], { exp: NOW_SECONDS + 7 }],
    [['--iat', '-5m'], { iat: NOW_SECONDS - 300, exp: NOW_SECONDS - 120 }],
    [['--iat', '2026-11-21T11:00:00+01:00', '--exp', '1h'], { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 }],
    [['--claim', `exp=${NOW}`], { exp: NOW }],
  ])('%j', async (argv, claims) => {
    expect((await signed(['--iss', 'me', ...argv])).claims).toMatchObject({ iss: 'me', ...claims });
  });

  test('--exp none leaves the expiry out', async () => {
    expect((await signed(['--iss', 'me', '--exp', 'none'])).claims).toEqual({ iss: 'me', iat: NOW_SECONDS });
  });

  test('a token without issuer is signed with a warning', async () => {
    expect((await signed([])).stderr).toContain('warning the token has no iss');
  });

  test.each([
    [['--claim', 'novalue'], '--claim takes name=value'],
    [['--claim', '=x'], '--claim takes name=value'],
    [['--claim', 'a=1', '--claim', 'a=2'], 'The claim a is given twice'],
    [['--iss', 'x', '--claim', 'iss=y'], 'The claim iss is given twice'],
    [['--exp', '3m', '--claim', 'exp=1'], 'The claim exp is given twice'],
    [['--url', '/p', '--claim', 'qsh=1'], 'The claim qsh is given twice'],
    [['--claim', 'id=570580000000000000000000'], 'too large to be kept exactly'],
    [['--exp', 'soon'], '--exp "soon" is not a time'],
    [['--exp', ''], 'is not a time'],
    [['--exp', '180'], '--exp 180 has no unit'],
    [['--exp', `${NOW}`], 'looks like milliseconds'],
    [['--iat', '2026-11-21T10:00:00'], 'is not a time'],
    [['--iat', '2026-13-41T10:00:00Z'], 'is not a time'],
    [['--url', '/p', '--context-qsh'], '--context-qsh binds the token to no request'],
    [['--method', 'POST'], '--method describes a request'],
    [['--alg', 'none'], 'Allowed choices are HS256, HS384, HS512, RS256'],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await sign(argv);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('keys', () => {
  const { privatePem, publicPem } = createRsaPair();

  test.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('%s', async (algorithm, hash) => {
    const { token, header } = await signed(['--iss', 'me', '--alg', algorithm]);
    const [head, payload, signature] = token.split('.');
    expect(header.alg).toBe(algorithm);
    expect(signature).toBe(createHmac(hash, SECRET).update(`${head}.${payload}`).digest('base64url'));
  });

  test.each([[[]], [['--alg', 'RS256']]])('RS256 with --key-file %j', async (more) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'key.pem'), privatePem);
    const { token, header } = await signed(['--iss', 'me', '--key-file', 'key.pem', '--kid', 'k1', ...more], {
      cwd,
    });
    const [head, payload, signature = ''] = token.split('.');
    expect(header).toEqual({ typ: 'JWT', alg: 'RS256', kid: 'k1' });
    const verifier = createVerify('RSA-SHA256').update(`${head}.${payload}`);
    expect(verifier.verify(publicPem, signature, 'base64url')).toBe(true);
  });

  test.each([
    [['--alg', 'RS256'], 'RS256 signs with a private key'],
    [['--kid', 'k1'], '--kid names an RSA key'],
    [['--alg', 'HS256', '--key-file', 'key.pem'], 'which HS256 does not use'],
    [['--key-file', 'key.pem', '--secret', 'x'], '--secret gives a shared secret, which RS256 does not use'],
    [['--key-file', 'absent.pem'], 'There is no such file'],
    [['--key-file', '.'], 'EISDIR'],
    [['--key-file', 'text.pem'], 'This is not a private key in PEM'],
    [['--key-file', 'public.pem'], 'This is a public key'],
    [['--key-file', 'small.pem'], 'The RSA key has 1024 bits'],
  ])('refuses %j', async (argv, message) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'key.pem'), privatePem);
    await writeFile(path.join(cwd, 'public.pem'), publicPem);
    await writeFile(path.join(cwd, 'text.pem'), 'hello');
    await writeFile(path.join(cwd, 'small.pem'), createRsaPair(1024).privatePem);
    const { exitCode, stdout, stderr } = await sign(argv, { cwd });
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
