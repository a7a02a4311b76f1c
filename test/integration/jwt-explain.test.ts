import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRsaPair, forgeToken, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { sha256 } from '../support/mistake-samples.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const HEADER = { typ: 'JWT', alg: 'HS256' };
const tokenFor = (hashed: string, secret = SECRET) =>
  forgeToken(HEADER, { iss: 'a', exp: NOW_SECONDS + 180, qsh: sha256(hashed) }, secret);

const qsh = (argv: readonly string[], options: CliRunOptions = {}) =>
  runCli(['jwt', 'qsh', '--explain', ...argv], options);
const verify = (argv: readonly string[], options: CliRunOptions = {}) =>
  runCli(['jwt', 'verify', '--explain', ...argv], {
    env: { CONNECT_KIT_SECRET: SECRET },
    now: NOW,
    ...options,
  });

/** How the terminal of `runCli` writes it, in one piece. */
const BASE_PATH_KEPT = `  this request  GET&/page&lic=none
  token         GET&/ac/page&lic=none
                     ^ first difference: character 2 of the path

probable cause (base-path-kept): the path of the base URL was left in
  → Hash the path below the base URL: with the add-on's baseUrl https://app.example.com/ac, /ac/page
    is hashed as /page.
    https://developer.atlassian.com/cloud/jira/platform/understanding-jwt/#qsh
`;
const PAGE = ['https://app.example.com/ac/page?lic=none', '--base-url', 'https://app.example.com/ac'];

describe('jwt qsh --explain', () => {
  const hash = sha256('GET&/ac/page&lic=none');
  const token = tokenFor('GET&/ac/page&lic=none');

  test.each<[string, readonly string[], CliRunOptions]>([
    ['a hash', ['--qsh', hash, ...PAGE], {}],
    ['a token', ['--token', token, ...PAGE], {}],
    ['a token from stdin', ['--token', '-', ...PAGE], { stdin: `Authorization: JWT ${token}\n` }],
    ['a token in the URL', [`${PAGE[0]}&jwt=${token}`, ...PAGE.slice(1)], {}],
  ])('takes %s', async (_, argv, options) => {
    const { exitCode, stdout, stderr } = await qsh(argv, options);
    expect(stdout).toBe(
      `the hashes differ\nthis request's  ${sha256('GET&/page&lic=none')}\nthe token's     ${hash}\n\n${BASE_PATH_KEPT}`,
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
  });

  test('says that a hash matches', async () => {
    const { exitCode, stdout } = await qsh(['--qsh', sha256('GET&/page&lic=none'), ...PAGE]);
    expect(stdout).toBe('the hash is that of GET&/page&lic=none\n');
    expect(exitCode).toBe(0);
    const quiet = await qsh(['--quiet', '--qsh', sha256('GET&/page&lic=none'), ...PAGE]);
    expect(quiet.stdout).toBe('match\n');
  });

  test('names each cause alone with --quiet', async () => {
    const { exitCode, stdout } = await qsh([
      ...['--quiet', '--qsh', sha256('GET&/issue&fields=summary,status'), '/issue?fields=summary,status'],
    ]);
    expect(stdout).toBe('value-commas-raw\nquery-not-re-encoded\n');
    expect(exitCode).toBe(1);
  });

  test('says so when the request cannot tell causes apart', async () => {
    const { stdout } = await qsh(['--qsh', sha256('GET&/issue&f=a,b'), '/issue?f=a,b']);
    expect(stdout).toContain('probable cause: one of these 2, which this request cannot tell apart\n');
    expect(stdout).toContain('\nvalue-commas-raw: ');
    expect(stdout).toContain('\nquery-not-re-encoded: ');
  });

  test('says so when it is two mistakes', async () => {
    const argv = [
      '--qsh',
      sha256('GET&/ac/page&q=a+b'),
      'https://app.example.com/ac/page?q=a%20b',
      ...PAGE.slice(1),
    ];
    const { exitCode, stdout } = await qsh(argv);
    expect(stdout).toContain(
      'probable cause: two mistakes together; none of the known ones explains it alone\n',
    );
    expect(stdout).toContain('\nbase-path-kept: ');
    expect(stdout).toContain('\nspace-as-plus: ');
    expect(exitCode).toBe(1);
    expect((await qsh(['--quiet', ...argv])).stdout).toBe('base-path-kept + space-as-plus\n');
  });

  test('admits that it does not know, and says what it tried and what is left to do', async () => {
    const { exitCode, stdout } = await qsh(['--qsh', sha256('anything'), ...PAGE]);
    expect(stdout).toMatch(/^ {2}this request {2}GET&\/page&lic=none$/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /cause not found: none of the \d+ known mistakes that this request allows yields the hash, alone or in twos \(\d+ tried\)/,
    );
    expect(stdout).toContain('tried: wrong-method, ');
    expect(stdout).toContain('to compare by hand:\n  - ');
    expect(stdout).not.toContain('probable cause');
    expect(exitCode).toBe(1);
  });

  test('says when what the token has is no hash', async () => {
    const { stdout } = await qsh(['--qsh', 'nonsense\u001b[31m', ...PAGE]);
    expect(stdout).toContain('the token\'s     "nonsense\\u001b[31m"\n');
    expect(stdout).toContain('no SHA-256 in lower-case hexadecimal');
  });

  test('takes the body of a form, as text or from a file', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'body'), 'b=2&a=1');
    const argv = ['--method', 'POST', '--qsh', sha256('POST&/p&a=1&b=2'), '/p', '--quiet'];
    expect((await qsh([...argv, '--body', 'b=2&a=1'])).stdout).toBe('form-body-included\n');
    expect((await qsh([...argv, '--body', '@body'], { cwd })).stdout).toBe('form-body-included\n');
    const json = await qsh([...argv, '--body', 'b=2&a=1', '--content-type', 'application/json']);
    expect(json.stdout).toBe('unknown\n');
  });

  test('writes long requests one parameter to a line', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `parameter${index + 10}`);
    const query = names.map((name) => `${name}=value`).join('&');
    const { stdout } = await qsh([
      ...['--qsh', sha256(`GET&/p&${query.replace('20=value', '20=a+b')}`)],
      `/p?${query.replace('20=value', '20=a%20b')}`,
    ]);
    expect(stdout).toContain(`  - this request
  + token

    … 10 lines alike
    parameter18=value&
    parameter19=value&
  - parameter20=a%20b&
  + parameter20=a+b&
                 ^ first difference: character 194 of the query
    parameter21=value
`);
  });

  test('shows of a long value the part that differs', async () => {
    const value = 'x'.repeat(300);
    const { stdout } = await qsh(['--qsh', sha256(`GET&/p&a=${value}+y&b=1`), `/p?a=${value}%20y&b=1`]);
    const lines = stdout.split('\n');
    const ours = lines.find((line) => line.startsWith('  - …')) ?? '';
    const caret = lines.find((line) => line.includes('^ first difference') || line.endsWith(' ^')) ?? '';
    expect(ours[caret.indexOf('^')]).toBe('%');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('shows no usable token that was hashed', async () => {
    const token = tokenFor('GET&/p&');
    const argv = ['--qsh', sha256(`GET&/p&jwt=${token}`), `/p?jwt=${token}`];
    for (const flags of [[], ['--json']]) {
      const { stdout } = await qsh([...argv, ...flags]);
      expect(stdout).toContain('jwt-kept');
      expect(stdout).toContain('jwt=eyJ');
      expect(stdout).not.toContain(token.split('.')[2]);
    }
  });

  test('shows no password of a URL', async () => {
    const argv = ['--qsh', sha256('GET&https://app.example.com/p&'), 'https://me:hunter2@app.example.com/p'];
    for (const flags of [[], ['--json']]) {
      const { stdout } = await qsh([...argv, ...flags]);
      expect(stdout).toContain('full-url');
      expect(stdout).not.toContain('hunter2');
    }
  });

  test('--json holds it all', async () => {
    const { exitCode, stdout } = await qsh(['--json', '--qsh', hash, ...PAGE]);
    const expected = { canonicalRequest: 'GET&/page&lic=none', qsh: sha256('GET&/page&lic=none') };
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      method: 'GET',
      ...expected,
      explanation: {
        outcome: 'one-mistake',
        expected,
        claimed: { canonicalRequest: 'GET&/ac/page&lic=none', qsh: hash },
        difference: { part: 'path', index: 1, canonicalIndex: 5 },
        causes: [
          {
            mistakes: [
              {
                id: 'base-path-kept',
                title: expect.any(String),
                mend: expect.any(String),
                link: expect.stringMatching(/^https:/),
              },
            ],
          },
        ],
        search: {
          tried: expect.arrayContaining(['wrong-method']),
          candidates: expect.any(Number),
          isComplete: true,
        },
      },
    });
    expect(exitCode).toBe(1);
  });

  test.each<[readonly string[], string, number]>([
    [['/p'], 'There is no hash to compare the request with', 2],
    [['--qsh', 'x'], 'The URL of the request is missing', 2],
    [['--qsh', 'x', '--token', 'y', '/p'], 'The hash is given twice', 2],
    [['--qsh', ' ', '/p'], 'The hash of --qsh is empty', 2],
    [['--token', 'a.b', '/p'], 'three segments', 2],
    [['--token', forgeToken(HEADER, {}), '/p'], 'has no qsh claim', 1],
    [['--token', forgeToken(HEADER, { qsh: 5 }), '/p'], 'has no qsh claim', 1],
    [['--qsh', 'x', '/p', '--content-type', 'text/plain'], 'describes a body', 2],
    [['--qsh', 'x', '/p', '--body', '@nowhere'], 'There is no such file', 2],
  ])('refuses %j', async (argv, message, code) => {
    const { exitCode, stdout, stderr } = await qsh(argv);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });

  test.each([
    ['--qsh', 'x'],
    ['--token', 'x'],
    ['--body', 'x'],
  ])('refuses %s without --explain', async (flag, value) => {
    const { exitCode, stderr } = await runCli(['jwt', 'qsh', '/p', flag, value]);
    expect(stderr).toContain(`${flag} goes with --explain`);
    expect(exitCode).toBe(2);
  });
});

describe('jwt verify --explain', () => {
  const url = ['--url', PAGE[0] ?? '', ...PAGE.slice(1)];

  test('explains a hash that differs, after the verdict', async () => {
    const { exitCode, stdout } = await verify([tokenFor('GET&/ac/page&lic=none'), ...url]);
    const [verdict, ...explanation] = stdout.split('\n\n');
    expect(verdict).toMatch(/^not valid \(qsh-mismatch\): .*$/);
    expect(explanation.join('\n\n')).toBe(BASE_PATH_KEPT);
    expect(exitCode).toBe(1);
  });

  test('says that the hash matches where all is fine', async () => {
    const { exitCode, stdout } = await verify([tokenFor('GET&/page&lic=none'), ...url]);
    expect(stdout).toMatch(/^valid: /);
    expect(stdout).toContain('\n\nthe hash is that of GET&/page&lic=none\n');
    expect(exitCode).toBe(0);
  });

  test('explains the hash too when something else is wrong', async () => {
    const { exitCode, stdout } = await verify([tokenFor('GET&/ac/page&lic=none'), ...url], {
      now: NOW + 600_000,
    });
    expect(stdout).toMatch(/^not valid \(expired\)/);
    expect(stdout).toContain('probable cause (base-path-kept)');
    expect(stdout).not.toContain('cannot be trusted');
    expect(exitCode).toBe(1);
  });

  test('a context token that is accepted is nothing to explain', async () => {
    const token = forgeToken(HEADER, { exp: NOW_SECONDS + 180, qsh: 'context-qsh' });
    const accepted = await verify([token, '--context-qsh', ...url]);
    expect(accepted.stdout).toBe(
      'valid: signature, times, request\nnot checked: issuer (--iss), audience (--aud)\n',
    );
    const refused = await verify([token, ...url]);
    expect(refused.stdout).toContain('not valid (qsh-is-context)');
    expect(refused.stdout).toContain('probable cause (context-qsh)');
  });

  describe('a wrong signature', () => {
    const foreign = tokenFor('GET&/page&lic=none', 'the secret of another host');

    test('is said first, and that the payload cannot be trusted', async () => {
      const { exitCode, stdout, stderr } = await verify([foreign, ...url]);
      const blocks = stdout.split('\n\n');
      expect(blocks[0]).toMatch(/^not valid \(signature-mismatch\)/);
      expect(blocks[1]).toMatch(/^unknown signer: .*\n {2}→ .*--also-secret-file/);
      expect(blocks[2]).toMatch(
        /^The payload cannot be trusted: nothing shows who wrote it\. For what it is worth/,
      );
      expect(blocks[3]).toMatch(/^the hash is that of/);
      expect(stderr).toBe('');
      expect(exitCode).toBe(1);
    });

    test('is that of another host whose secret is at hand', async () => {
      const cwd = await createTempDir();
      await writeFile(path.join(cwd, 'one.txt'), 'some secret');
      await writeFile(path.join(cwd, 'other.txt'), 'the secret of another host\n');
      const argv = [foreign, ...url, '--also-secret-file', 'one.txt', '--also-secret-file', 'other.txt'];
      const { exitCode, stdout } = await verify(argv, { cwd });
      expect(stdout).toContain('signed by another host: the secret in other.txt made this signature');
      expect(stdout).not.toContain('cannot be trusted');
      expect(stdout).not.toContain('the secret of another host');
      expect(exitCode).toBe(1);
      const json = await verify([...argv, '--json'], { cwd });
      expect(JSON.parse(json.stdout)).toMatchObject({
        version: 1,
        valid: false,
        reason: 'signature-mismatch',
        isPayloadTrusted: true,
        signature: { outcome: 'other-secret', name: 'other.txt' },
        explanation: { outcome: 'match' },
      });
    });

    test.each([
      ['with a line break after it', `${SECRET}\n`, SECRET],
      ['with CR LF after it', `${SECRET}\r\n`, SECRET],
      ['with double quotes around it', `"${SECRET}"`, SECRET],
      ['without the quotes around it', SECRET, `'${SECRET}'`],
      ['without the white space around it', SECRET, ` ${SECRET} `],
      ['encoded in Base64', Buffer.from(SECRET).toString('base64'), SECRET],
      ['decoded from Base64', SECRET, Buffer.from(SECRET).toString('base64')],
      ['decoded from hexadecimal', SECRET, Buffer.from(SECRET).toString('hex')],
    ])('is that of the secret %s', async (form, signedWith, secret) => {
      const { exitCode, stdout } = await verify([tokenFor('GET&/page&lic=none', signedWith), ...url], {
        env: { CONNECT_KIT_SECRET: secret },
      });
      expect(stdout).toContain(`signed with the same secret in another form: the secret ${form}.`);
      expect(stdout).not.toContain(SECRET);
      expect(exitCode).toBe(1);
    });

    test('is told without a request too', async () => {
      const { stdout, stderr } = await verify([foreign]);
      expect(stdout).toContain('The payload cannot be trusted: nothing shows who wrote it.\n');
      expect(stderr).toContain('name the request with --url');
    });

    test('of RSA', async () => {
      const cwd = await createTempDir();
      await writeFile(path.join(cwd, 'public.pem'), createRsaPair().publicPem);
      const { privatePem } = createRsaPair();
      const { signToken } = await import('../../src/jwt/sign.ts');
      const token = await signToken(
        { exp: NOW_SECONDS + 180, qsh: sha256('GET&/page&lic=none') },
        { algorithm: 'RS256', privateKey: privatePem },
      );
      const argv = [token, ...url, '--public-key-file', 'public.pem'];
      const { stdout } = await verify(argv, { cwd, env: {} });
      expect(stdout).toMatch(/^not valid \(signature-mismatch\)/);
      expect(stdout).toContain('The payload cannot be trusted');
      const refused = await verify([...argv, '--also-secret-file', 'x'], { cwd, env: {} });
      expect(refused.stderr).toContain('which RS256 does not use');
      expect(refused.exitCode).toBe(2);
    });
  });

  test('a token that is none is not explained', async () => {
    const { exitCode, stdout } = await verify(['a.b', ...url]);
    expect(stdout).toMatch(/^not valid \(malformed\)/);
    expect(stdout).not.toContain('probable cause');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['--also-secret-file', 'x'],
    ['--body', 'x'],
  ])('refuses %s without --explain', async (flag, value) => {
    const { exitCode, stderr } = await runCli(['jwt', 'verify', 'x', flag, value]);
    expect(stderr).toContain(`${flag} goes with --explain`);
    expect(exitCode).toBe(2);
  });
});
