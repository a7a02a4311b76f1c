import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { expect, test } from 'vitest';
import { createRsaPair } from '../support/jwt-samples.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('generates a key pair that signs, verifies and serves', async () => {
  const cwd = await createTempDir();
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'keys', 'generate', '--json'], { cwd });
  expect(exitCode).toBe(0);
  const { kid, privateKeyFile, publicKeyFile } = JSON.parse(stdout);
  expect(privateKeyFile).toBe(path.join('keys', 'private.pem'));
  expect(publicKeyFile).toBe(path.join('keys', 'public', kid));
  const publicPem = await readFile(path.join(cwd, publicKeyFile), 'utf8');
  const publicKey = createPublicKey(publicPem);
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(kid).toBe(await calculateJwkThumbprint(publicKey.export({ format: 'jwk' })));
  expect(await readFile(path.join(cwd, 'keys', '.gitignore'), 'utf8')).toBe('/private.pem\n');
  if (process.platform !== 'win32') expect(await modeOf(path.join(cwd, privateKeyFile))).toBe('600');

  const install = [
    '--as',
    'install',
    '--client-key',
    'c',
    '--base-url',
    'http://a.example',
    '--url',
    '/installed',
  ];
  const token = await runCli(['jwt', 'sign', ...install, '--key-file', privateKeyFile], { cwd });
  const request = ['--method', 'POST', '--url', '/installed', '--aud', 'http://a.example'];
  const verified = await runCli(
    ['jwt', 'verify', token.stdout, '--key-server', 'http://k.example', ...request],
    {
      cwd,
      fetch: async (url) => {
        expect(String(url)).toBe(`http://k.example/${kid}`);
        return new Response(publicPem);
      },
    },
  );
  expect(verified.stdout).toMatch(/^valid: signature, times, audience, request/);
  expect(stderr + stdout).not.toContain('PRIVATE KEY');
});

test('says what is where, and how to serve it', async () => {
  const cwd = await createTempDir();
  const argv = ['jwt', 'keys', 'generate', '--out', 'test/keys', '--kid', 'my-key', '--bits', '3072'];
  const { stdout, stderr } = await runCli(argv, { cwd });
  expect(stdout).toBe(
    `kid          my-key\nprivate key  ${path.join('test/keys/private.pem')}\npublic key   ${path.join('test/keys/public/my-key')}\n`,
  );
  expect(stderr).toMatch(
    /python3 -m http\.server 8099 --directory .*CONNECT_KEYS_CDN_URL=http:\/\/localhost:8099/,
  );
  const shown = await runCli(['jwt', 'keys', 'show', 'test/keys/public/my-key'], { cwd });
  expect(shown.stdout).toContain('RSA, 3072 bits');
});

test('writes over a private key with --force only, and takes it from other readers', async () => {
  const cwd = await createTempDir();
  const generate = (...more: string[]) => runCli(['jwt', 'keys', 'generate', ...more], { cwd });
  await generate();
  const file = path.join(cwd, 'keys', 'private.pem');
  const first = await readFile(file, 'utf8');
  const refused = await generate();
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('The file is there already');
  expect(refused.stderr).toContain('--force');
  expect(await readFile(file, 'utf8')).toBe(first);
  expect(await readdir(path.join(cwd, 'keys', 'public'))).toHaveLength(1);
  await chmod(file, 0o644);
  expect((await generate('--force')).exitCode).toBe(0);
  expect(await readFile(file, 'utf8')).not.toBe(first);
  if (process.platform !== 'win32') expect(await modeOf(file)).toBe('600');
});

test.each([
  [['--bits', '1024'], 'It is 2048, 3072 or 4096'],
  [['--kid', '../escape'], 'cannot be the name of a key'],
  [['--kid', '..'], 'cannot be the name of a key'],
])('keys generate refuses %j', async (argv, message) => {
  const cwd = await createTempDir();
  const { exitCode, stderr } = await runCli(['jwt', 'keys', 'generate', ...argv], { cwd });
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
  expect(await readdir(cwd)).toEqual([]);
});

test('a folder that cannot be made is the fault of the environment', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'keys'), 'a file');
  const { exitCode, stderr } = await runCli(['jwt', 'keys', 'generate'], { cwd });
  expect(stderr).toContain('It cannot be written');
  expect(exitCode).toBe(3);
});

test('shows the public half, whichever half is given', async () => {
  const cwd = await createTempDir();
  const { privatePem, publicPem } = createRsaPair();
  await writeFile(path.join(cwd, 'private.pem'), privatePem);
  await writeFile(path.join(cwd, 'public.pem'), publicPem);
  for (const more of [[], ['--json'], ['--quiet'], ['--verbose']]) {
    const show = (file: string) => runCli(['jwt', 'keys', 'show', file, ...more], { cwd });
    const fromPrivate = await show('private.pem');
    expect(await show('public.pem')).toEqual(fromPrivate);
    expect(fromPrivate.stdout.replaceAll('\\n', '\n')).toContain(publicPem.trim());
    const secretPart: unknown = createPrivateKey(privatePem).export({ format: 'jwk' }).d;
    for (const secret of ['PRIVATE KEY', String(secretPart), privatePem.slice(300, 340)]) {
      expect(fromPrivate.stdout + fromPrivate.stderr).not.toContain(secret);
    }
  }
  const { stdout } = await runCli(['jwt', 'keys', 'show', 'public.pem', '--json'], { cwd });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    kid: expect.stringMatching(/^[\w-]{43}$/),
    bits: 2048,
    fingerprint: expect.stringMatching(/^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/),
    publicKey: publicPem,
  });
});

test('show says what is no key', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'x.pem'), 'hello');
  expect(await runCli(['jwt', 'keys', 'show', 'x.pem'], { cwd })).toMatchObject({ exitCode: 2, stdout: '' });
});

test('generates shared secrets', async () => {
  const cwd = await createTempDir();
  const generate = async (...argv: string[]) => runCli(['jwt', 'secret', 'generate', ...argv], { cwd });
  const { stdout } = await generate();
  expect(stdout).toMatch(/^[\w-]{64}\n$/);
  expect((await generate()).stdout).not.toBe(stdout);
  expect((await generate('--length', '128')).stdout).toMatch(/^[\w-]{128}\n$/);
  expect(JSON.parse((await generate('--json')).stdout)).toEqual({
    version: 1,
    secret: expect.stringMatching(/^[\w-]{64}$/),
  });
  for (const length of ['31', '129', 'x', '1e2'])
    expect((await generate('--length', length)).exitCode).toBe(2);
});

test('a secret that goes to a file is not printed', async () => {
  const cwd = await createTempDir();
  const file = path.join(cwd, 'secret.txt');
  const generate = (...more: string[]) =>
    runCli(['jwt', 'secret', 'generate', '--out', 'secret.txt', ...more], { cwd });
  for (const more of [[], ['--force', '--json'], ['--force', '--verbose']]) {
    const { stdout, stderr, exitCode } = await generate(...more);
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toContain((await readFile(file, 'utf8')).trim());
  }
  if (process.platform !== 'win32') expect(await modeOf(file)).toBe('600');
  expect((await generate()).exitCode).toBe(2);
  const token = await runCli(['jwt', 'sign', '--iss', 'me', '--secret-file', 'secret.txt'], { cwd });
  expect(await runCli(['jwt', 'verify', token.stdout, '--secret-file', 'secret.txt'], { cwd })).toMatchObject(
    { exitCode: 0 },
  );
});
