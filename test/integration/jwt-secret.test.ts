import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRsaPair, forgeToken, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** Where a shared secret comes from, and that it goes nowhere. */

const SIGN = ['jwt', 'sign', '--iss', 'me'];

async function secretUsed(argv: readonly string[], options: CliRunOptions = {}) {
  const run = await runCli([...SIGN, ...argv], { now: NOW, ...options });
  const [header, payload, signature] = run.stdout.trim().split('.');
  const isOurs =
    createHmac('sha256', SECRET).update(`${header}.${payload}`).digest('base64url') === signature;
  return { ...run, isOurs };
}

test.each([
  ['as it is', SECRET],
  ['with a line feed', `${SECRET}\n`],
  ['with a Windows line end', `${SECRET}\r\n`],
  ['with a byte order mark', `\ufeff${SECRET}\n`],
])('a file %s', async (_, text) => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'secret.txt'), text);
  const { isOurs, stderr } = await secretUsed(['--secret-file', 'secret.txt'], { cwd });
  expect(isOurs).toBe(true);
  expect(stderr).toBe('');
});

test('stdin', async () => {
  expect(await secretUsed(['--secret-stdin'], { stdin: `${SECRET}\n` })).toMatchObject({
    isOurs: true,
    stderr: '',
  });
});

test('the environment', async () => {
  const env = { CONNECT_KIT_SECRET: SECRET };
  expect(await secretUsed([], { env })).toMatchObject({ isOurs: true, stderr: '' });
});

test('a flag wins over the environment', async () => {
  const env = { CONNECT_KIT_SECRET: 'another' };
  expect(await secretUsed(['--secret-stdin'], { env, stdin: SECRET })).toMatchObject({ isOurs: true });
});

test('a literal works, with a warning that does not repeat it', async () => {
  const { isOurs, stderr } = await secretUsed(['--secret', SECRET]);
  expect(isOurs).toBe(true);
  expect(stderr).toMatch(/^warning .*--secret-file/);
  expect(stderr).not.toContain(SECRET);
});

test('blanks within and around a secret are part of it', async () => {
  const { stdout } = await runCli([...SIGN, '--secret-stdin'], { stdin: ' a b \n', now: NOW });
  const [header, payload, signature] = stdout.trim().split('.');
  expect(signature).toBe(createHmac('sha256', ' a b ').update(`${header}.${payload}`).digest('base64url'));
});

test.each<[string, readonly string[], CliRunOptions]>([
  ['The shared secret is missing', [], {}],
  ['The shared secret is missing', [], { env: { CONNECT_KIT_SECRET: '' } }],
  ['given twice: --secret-file and --secret-stdin', ['--secret-file', 'a', '--secret-stdin'], {}],
  ['given twice: --secret-stdin and --secret', ['--secret-stdin', '--secret', SECRET], {}],
  [
    '--secret-file and --secret-stdin and --secret',
    ['--secret-file', 'a', '--secret-stdin', '--secret', SECRET],
    {},
  ],
  ['The shared secret from --secret-stdin is empty', ['--secret-stdin'], { stdin: '\n' }],
  ['The shared secret from --secret is empty', ['--secret', ''], {}],
  ['There is no such file', ['--secret-file', 'absent.txt'], {}],
  ['not the keyboard', ['--secret-stdin'], { isTTY: true }],
  ['--secret-stdin gives is a key in PEM', ['--secret-stdin'], { stdin: createRsaPair().privatePem }],
])('%s', async (message, argv, options) => {
  const cwd = await createTempDir();
  const { exitCode, stdout, stderr } = await runCli([...SIGN, ...argv], { cwd, ...options });
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('a file that is not UTF-8 is refused', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'utf16.txt'), Buffer.from('\ufeffsecret', 'utf16le'));
  const { exitCode, stderr } = await runCli([...SIGN, '--secret-file', 'utf16.txt'], { cwd });
  expect(stderr).toContain('not UTF-8');
  expect(stderr).toContain('utf16.txt');
  expect(exitCode).toBe(2);
});

const goodToken = forgeToken({ alg: 'HS256' }, { iss: 'me', exp: NOW_SECONDS + 60, qsh: 'x' });
const expired = forgeToken({ alg: 'HS256' }, { exp: 1 });
const signatureOf = (token: string) => token.split('.')[2] ?? '';

test.each<[readonly string[], CliRunOptions]>([
  [[...SIGN, '--secret', SECRET], {}],
  [[...SIGN, `--secret=${SECRET}`, '--exp', 'soon'], {}],
  [[...SIGN, `--secrte=${SECRET}`], {}],
  [[...SIGN, `--secrte=${SECRET}'\n${SECRET}`], {}],
  [[...SIGN, '--secrte', SECRET], {}],
  [[...SIGN, '--secret', SECRET, SECRET], {}],
  [[...SIGN, '--secret', SECRET, '--key-file', 'x'], {}],
  [[...SIGN, '--secret', SECRET, '--secret-stdin'], { stdin: SECRET }],
  [[...SIGN, '--secret-stdin'], { stdin: SECRET, env: { CONNECT_KIT_SECRET: SECRET } }],
  [[...SIGN, '--secret-stdin', '--kid', 'x'], { stdin: SECRET }],
  [['jwt', 'verify', goodToken, '--secret', SECRET], {}],
  [['jwt', 'verify', goodToken, '--secret', SECRET, '--url', '/p'], {}],
  [['jwt', 'verify', goodToken, '--secret', `${SECRET}2`], {}],
  [['jwt', 'verify', expired], { env: { CONNECT_KIT_SECRET: SECRET } }],
  [['jwt', 'verify', goodToken, goodToken, '--secret', SECRET], {}],
  [['jwt', 'verify', '--secret-stdin'], { stdin: SECRET }],
  [['jwt', goodToken], {}],
  [['jwt', 'decode', `${goodToken}.x`], {}],
  [['jwt', 'decode', goodToken, goodToken], {}],
])('neither secret nor usable token is said by %j', async (argv, options) => {
  for (const more of [[], ['--verbose'], ['--verbose', '--json']]) {
    const { stdout, stderr } = await runCli([...argv, ...more], { now: NOW, ...options });
    expect(stderr + stdout).not.toContain(SECRET);
    for (const token of [goodToken, expired]) expect(stderr + stdout).not.toContain(signatureOf(token));
  }
});

/** Every command of the group that reads a secret or a private key, with what it prints. */
const KINDS = [
  ['--iss', 'me'],
  ['--as', 'app', '--addon-key', 'a', '--url', 'https://x.example/rest'],
  ['--as', 'host', '--client-key', 'c', '--url', 'https://x.example/p'],
  ['--as', 'context', '--client-key', 'c', '--url', 'https://x.example/p'],
  ['--as', 'session', '--addon-key', 'a', '--client-key', 'c', '--url', 'https://x.example/p'],
  [
    '--as',
    'install',
    '--client-key',
    'c',
    '--base-url',
    'https://x.example',
    '--url',
    '/i',
    '--alg',
    'HS256',
  ],
  ['--as', 'impersonation', '--oauth-client-id', 'o', '--account-id', 'u', '--base-url', 'https://x.example'],
];
const FORMS = [[], ['--url-only'], ['--header'], ['--curl']];
const ALGORITHM_FLAGS = [[], ['--alg', 'HS512'], ['--alg', 'RS256'], ['--kid', 'k']];
const SOURCES: readonly (readonly [readonly string[], CliRunOptions])[] = [
  [['--secret', SECRET], {}],
  [['--secret-file', 'secret.txt'], {}],
  [['--secret-stdin'], { stdin: SECRET }],
  [[], { env: { CONNECT_KIT_SECRET: SECRET } }],
];
const VERBOSITY = [[], ['--verbose'], ['--verbose', '--json'], ['--quiet', '--json']];

describe.each(VERBOSITY.map((more) => ({ more })))('with $more', ({ more }) => {
  test('no kind, form, algorithm or source makes sign tell the secret', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'secret.txt'), `${SECRET}\n`);
    for (const [source, options] of SOURCES)
      for (const kind of KINDS)
        for (const form of FORMS)
          for (const algorithm of ALGORITHM_FLAGS) {
            const argv = ['jwt', 'sign', ...kind, ...form, ...algorithm, ...source, ...more];
            const { stdout, stderr } = await runCli(argv, { cwd, now: NOW, ...options });
            expect(stdout + stderr, argv.join(' ')).not.toBe('');
            expect(stdout + stderr, argv.join(' ')).not.toContain(SECRET);
          }
  });

  test('no token, check or source makes verify tell the secret', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'secret.txt'), `${SECRET}\n`);
    const checks = [[], ['--url', '/p'], ['--url', '/p', '--explain'], ['--context-qsh'], ['--iss', 'x']];
    for (const [source, options] of SOURCES)
      for (const token of [
        goodToken,
        expired,
        `${goodToken}x`,
        'nonsense',
        forgeToken({ alg: 'HS256' }, {}, 'y'),
      ])
        for (const check of checks) {
          const argv = ['jwt', 'verify', token, ...check, ...source, ...more];
          const { stdout, stderr } = await runCli(argv, { cwd, now: NOW, ...options });
          expect(stdout + stderr, argv.join(' ')).not.toBe('');
          expect(stdout + stderr, argv.join(' ')).not.toContain(SECRET);
        }
  });

  test('a private key is not told either', async () => {
    const cwd = await createTempDir();
    const { privatePem } = createRsaPair();
    await writeFile(path.join(cwd, 'key.pem'), privatePem);
    const pieces = privatePem.split('\n').slice(1, -2);
    for (const argv of [
      ['jwt', 'sign', '--iss', 'me', '--key-file', 'key.pem'],
      ['jwt', 'sign', '--iss', 'me', '--key-file', 'key.pem', '--alg', 'HS256'],
      ['jwt', 'sign', '--iss', 'me', '--secret-file', 'key.pem'],
      ['jwt', 'verify', goodToken, '--public-key-file', 'key.pem'],
      ['jwt', 'verify', goodToken, '--secret-file', 'key.pem'],
      ['jwt', 'keys', 'show', 'key.pem'],
      ['jwt', 'decode', privatePem],
    ]) {
      const { stdout, stderr } = await runCli([...argv, ...more], { cwd, now: NOW });
      const said = (stdout + stderr).replaceAll('\\n', '\n');
      // The modulus is part of both halves, so the public key may agree for a while.
      const isPublic = argv.includes('show');
      expect(pieces.filter((piece) => said.includes(piece)).length, argv.join(' ')).toBeLessThan(
        isPublic ? 2 : 1,
      );
      expect(said).not.toContain('PRIVATE KEY-----\n');
    }
  });
});
