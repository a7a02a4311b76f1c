import { expect, test } from 'vitest';
import { forgeToken, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { runCli } from '../support/run-cli.ts';

/** Sign a request, paste it to `verify` as it is, change a character of it: what `verify` says then. */

const env = { CONNECT_KIT_SECRET: SECRET };
const run = (...argv: string[]) => runCli(['jwt', ...argv], { env, now: NOW });
const SIGN = ['sign', '--as', 'app', '--addon-key', 'my-addon'];
const URL = 'https://x.example/rest/api/3/search?jql=project = ABC&fields=summary';

test.each(['--curl', '--url-only'])('what %s prints is checked with its request', async (form) => {
  const { stdout: printed } = await run(...SIGN, '--url', URL, form);
  const verified = await run('verify', printed);
  expect(verified.stdout).toMatch(/^valid: signature, times, request\n/);
  expect(verified.stderr).toContain(
    'The request is the one that the token came with: GET https://x.example/rest',
  );
  expect(verified.stderr).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]{20}/);

  const changed = await run('verify', printed.replace('summary', 'sumary'), '--explain');
  expect(changed.exitCode).toBe(1);
  expect(changed.stdout).toContain('not valid (qsh-mismatch)');
  expect(changed.stdout).toContain('one-character');
});

test('the method of a curl command counts', async () => {
  const { stdout } = await run(...SIGN, '--url', 'https://x.example/rest', '--body', '{}', '--curl');
  expect((await run('verify', stdout)).exitCode).toBe(0);
  const changed = await run('verify', stdout.replace('--data-raw', '--request PUT --data-raw'), '--explain');
  expect(changed.stdout).toContain('wrong-method');
});

test('flags go before what came with the token', async () => {
  const { stdout } = await run(
    ...SIGN,
    '--url',
    'https://x.example/wiki/rest',
    '--base-url',
    'https://x.example/wiki',
    '--curl',
  );
  const bare = await run('verify', stdout);
  expect(bare.exitCode).toBe(1);
  expect(bare.stderr).toContain('if only a part of its path is hashed, add --base-url');
  expect((await run('verify', stdout, '--base-url', '/wiki')).exitCode).toBe(0);
  expect((await run('verify', stdout, '--url', '/rest')).exitCode).toBe(0);
  expect((await run('verify', stdout, '--base-url', '/wiki', '--method', 'POST')).exitCode).toBe(1);
});

test.each([
  ['no request', {}],
  ['any request in its context', { qsh: 'context-qsh' }],
])('a token that is bound to %s is not held to the one it came with', async (_, claims) => {
  const token = forgeToken({ typ: 'JWT', alg: 'HS256' }, { iss: 'me', exp: NOW_SECONDS + 60, ...claims });
  const { stdout, stderr, exitCode } = await run('verify', `https://app.example.com/page?jwt=${token}`);
  expect(stdout).toMatch(/^valid: signature, times\nnot checked: .*request/);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});
