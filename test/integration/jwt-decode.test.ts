import { expect, test } from 'vitest';
import { forgeToken, NOW, NOW_SECONDS } from '../support/jwt-samples.ts';
import { runCli } from '../support/run-cli.ts';

const CLAIMS = { iss: 'a-client-key', iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 120, context: { user: {} } };
const token = forgeToken({ typ: 'JWT', alg: 'HS256' }, CLAIMS);

test('shows header and claims, times in words, and says that nothing is verified', async () => {
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'decode', token], { now: NOW });
  expect(
    stdout,
  ).toBe(`Nothing is verified: anyone can write these claims. To check the token: connect-kit jwt verify

Header
  typ  "JWT"
  alg  "HS256"

Claims
  iss      "a-client-key"
  iat      ${NOW_SECONDS - 60}  2026-11-21T09:59:00Z, 1 min ago
  exp      ${NOW_SECONDS + 120}  2026-11-21T10:02:00Z, in 2 min
  context  {
    "user": {}
  }

Looks like
  no token of Connect

Odd
  qsh-missing  It has no qsh, so it is bound to no request.
  legacy-user  Its context holds a user, which products no longer send: the account id is in sub.
`);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('no word hints at any token being valid', async () => {
  const claims = { iss: 'com.example.app', iat: NOW_SECONDS, exp: NOW_SECONDS + 180, qsh: 'a'.repeat(64) };
  const tokens = [
    forgeToken({ typ: 'JWT', alg: 'HS256' }, claims),
    forgeToken({ alg: 'none' }, { ...claims, exp: 1 }),
    forgeToken({ alg: 'HS256' }, { ...claims, qsh: 'context-qsh' }),
  ];
  for (const one of tokens) {
    const { stdout } = await runCli(['jwt', 'decode', one], { now: NOW });
    expect(stdout).toMatch(/^Nothing is verified/);
    const rest = stdout.replace('jwt verify', '').replace('Nothing is verified', '');
    expect(rest).not.toMatch(/valid|verif|trust|genuine|correct|fine|nothing odd|\bok\b|\bgood\b/i);
  }
});

test('names the kind of token, and how to make one', async () => {
  const claims = {
    sub: 'me',
    qsh: 'context-qsh',
    iss: 'key',
    context: {},
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 900,
  };
  const { stdout } = await runCli(['jwt', 'decode', forgeToken({ typ: 'JWT', alg: 'HS256' }, claims)], {
    now: NOW,
  });
  expect(stdout).toMatch(/\n\nLooks like\n {2}context {2}.*AP\.context\.getToken\)\n$/);
});

test('--json', async () => {
  const { stdout } = await runCli(['jwt', 'decode', token, '--json'], { now: NOW });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    verified: false,
    header: { typ: 'JWT', alg: 'HS256' },
    claims: CLAIMS,
    times: { iat: '2026-11-21T09:59:00Z', exp: '2026-11-21T10:02:00Z' },
    kind: null,
    oddities: [
      { id: 'qsh-missing', message: expect.any(String) },
      { id: 'legacy-user', message: expect.any(String) },
    ],
  });
});

test.each([
  ['piped', [], `${token}\n`],
  ['piped with -', ['-'], `Authorization: JWT ${token}\n`],
  ['with a scheme', [`JWT ${token}`], ''],
  ['as bearer', [`Bearer ${token}`], ''],
  ['in a URL', [`https://app.example.com/page?lic=none&jwt=${token}`], ''],
  ['in a curl command', [], `curl 'https://x.example/rest' \\\n  -H 'authorization: JWT ${token}'\n`],
])('takes a token %s', async (_, argv, stdin) => {
  const { exitCode, stdout } = await runCli(['jwt', 'decode', '--json', ...argv], { stdin });
  expect(JSON.parse(stdout).claims).toEqual(CLAIMS);
  expect(exitCode).toBe(0);
});

test('what a token says cannot steer the terminal', async () => {
  const hostile = forgeToken({ alg: '\u001b[2J' }, { '\u009b31m': '\u202e\u0007', exp: 1e300, iat: 'x' });
  const { exitCode, stdout } = await runCli(['jwt', 'decode', hostile], { now: NOW });
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(stdout).toContain('beyond the calendar');
  expect(exitCode).toBe(0);
});

test('an empty object is shown as such', async () => {
  const { stdout } = await runCli(['jwt', 'decode', forgeToken({ alg: 'none' }, {})]);
  expect(stdout).toContain('Claims\n  none\n');
});

test.each([
  ['', 'There is no token'],
  ['not-a-token', 'only one'],
  ['a.b', 'has 2'],
  ['a.b.c.d.e', 'encrypted token (JWE)'],
  ['####.e30.AAAA', 'The header is not base64url'],
  ['e30.W10.AAAA', 'The payload is not a JSON object'],
  ['e30.e30.AAAAA', 'The signature is not base64url'],
  [
    `e30.${Buffer.from('{"a":'.repeat(5000) + '1'.padEnd(5001, '}')).toString('base64url')}.AAAA`,
    'levels deep',
  ],
  ['a'.repeat(70_000), 'characters long'],
])('text that is no token is unreadable input (%#)', async (text, message) => {
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'decode', text]);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('on a terminal without argument nothing is waited for', async () => {
  const { exitCode, stderr } = await runCli(['jwt', 'decode'], { isTTY: true, stdin: token });
  expect(stderr).toContain('There is no token');
  expect(exitCode).toBe(2);
});

test('- reads the terminal when asked to', async () => {
  expect(await runCli(['jwt', 'decode', '-'], { isTTY: true, stdin: token })).toMatchObject({ exitCode: 0 });
});
