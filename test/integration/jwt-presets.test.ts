import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { decodeToken } from '../../src/jwt/decode.ts';
import { verifyToken } from '../../src/jwt/verify.ts';
import { createRsaPair, NOW, NOW_SECONDS, SECRET } from '../support/jwt-samples.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** `jwt sign --as …`: what each kind of token says, and the forms in which it is printed. */

const env = { CONNECT_KIT_SECRET: SECRET };
const TENANT = 'a-client-key';
const ADDON_URL = 'https://app.example.com/ac';
const { privatePem, publicPem } = createRsaPair();

const APP = ['--as', 'app', '--addon-key', 'my-addon', '--url', '/rest/api/3/myself?expand=groups'];
const HOST = ['--as', 'host', '--client-key', TENANT, '--base-url', ADDON_URL, '--url', '/page?lic=none'];
const CONTEXT = ['--as', 'context', '--client-key', TENANT];
const SESSION = ['--as', 'session', '--addon-key', 'my-addon', '--client-key', TENANT];
const INSTALL = [
  '--as',
  'install',
  '--client-key',
  TENANT,
  '--base-url',
  `${ADDON_URL}/`,
  '--url',
  '/installed',
];
const IMPERSONATION = [
  ...['--as', 'impersonation', '--oauth-client-id', 'oauth', '--account-id', 'user'],
  ...['--base-url', 'https://x.atlassian.net/wiki/'],
];

const sign = (argv: readonly string[], options: CliRunOptions = {}) =>
  runCli(['jwt', 'sign', ...argv], { env, now: NOW, ...options });

async function signed(argv: readonly string[], options: CliRunOptions = {}) {
  const { exitCode, stdout, stderr } = await sign(argv, options);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout.trim();
}

async function withKey(): Promise<string> {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'key.pem'), privatePem);
  return cwd;
}

const hash = (method: string, url: string) => createQueryStringHash({ method, url });
const lasting = (seconds: number) => ({ iat: NOW_SECONDS, exp: NOW_SECONDS + seconds });

test.each<[string, readonly string[], object]>([
  ['app', APP, { iss: 'my-addon', ...lasting(180), qsh: hash('GET', '/rest/api/3/myself?expand=groups') }],
  ['app with audience', [...APP, '--client-key', TENANT], { aud: [TENANT] }],
  ['host', HOST, { iss: TENANT, context: {}, ...lasting(900), qsh: hash('GET', '/page?lic=none') }],
  [
    'host with user',
    [...HOST, '--account-id', 'user', '--method', 'post'],
    { sub: 'user', qsh: hash('POST', '/page?lic=none') },
  ],
  ['context', CONTEXT, { iss: TENANT, context: {}, ...lasting(900), qsh: 'context-qsh' }],
  ['session', SESSION, { iss: 'my-addon', aud: [TENANT], context: {}, ...lasting(900) }],
  [
    'impersonation',
    IMPERSONATION,
    {
      iss: 'urn:atlassian:connect:clientid:oauth',
      sub: 'urn:atlassian:connect:useraccountid:user',
      tnt: 'https://x.atlassian.net/wiki',
      aud: 'https://oauth-2-authorization-server.services.atlassian.com',
      ...lasting(60),
    },
  ],
])('--as %s', async (name, argv, claims) => {
  const { header, claims: found } = decodeToken(await signed(argv));
  expect(header).toEqual({ typ: 'JWT', alg: 'HS256' });
  if (name.includes(' ')) expect(found).toMatchObject(claims);
  else expect(found).toEqual(claims);
});

test('the claims of a host token stand in the order of the products', async () => {
  const { claims } = decodeToken(await signed([...HOST, '--account-id', 'user']));
  expect(Object.keys(claims)).toEqual(['sub', 'qsh', 'iss', 'context', 'exp', 'iat']);
});

test('--as install', async () => {
  const token = await signed([...INSTALL, '--key-file', 'key.pem'], { cwd: await withKey() });
  const verification = await verifyToken(token, {
    key: { algorithm: 'RS256', publicKey: publicPem },
    now: NOW,
    issuer: TENANT,
    audience: [ADDON_URL],
    request: { method: 'POST', url: `${ADDON_URL}/installed`, baseUrl: ADDON_URL },
  });
  expect(verification).toMatchObject({
    valid: true,
    header: { typ: 'JWT', alg: 'RS256', kid: expect.stringMatching(/^[\w-]{43}$/) },
    claims: { aud: [ADDON_URL], iss: TENANT, ...lasting(900) },
  });
});

describe('claims are overridden', () => {
  test.each<[readonly string[], object]>([
    [[...APP, '--iss', 'other', '--exp', '1h'], { iss: 'other', exp: NOW_SECONDS + 3600 }],
    [['--as', 'app', '--url', '/p', '--iss', 'in-place-of-the-key'], { iss: 'in-place-of-the-key' }],
    [[...HOST, '--claim', 'context={"jira":{}}', '--sub', 'x'], { context: { jira: {} }, sub: 'x' }],
    [[...SESSION, '--aud', 'one'], { aud: ['one'] }],
    [[...HOST, '--aud', 'one'], { aud: 'one' }],
    [['--as', 'host', '--client-key', TENANT, '--claim', 'qsh=wrong'], { qsh: 'wrong' }],
    [[...CONTEXT, '--claim', 'qsh=wrong'], { qsh: 'wrong' }],
    [['--as', 'app', '--addon-key', 'a', '--context-qsh'], { qsh: 'context-qsh' }],
  ])('%j', async (argv, claims) => {
    expect(decodeToken(await signed(argv)).claims).toMatchObject(claims);
  });

  test('from a file, which gives way to flags', async () => {
    const cwd = await createTempDir();
    await writeFile(
      path.join(cwd, 'claims.json'),
      JSON.stringify({ iss: 'file', iat: NOW_SECONDS - 60, sub: 'file', context: { a: 1 }, qsh: 'file' }),
    );
    const fromFile = [...HOST, '--claims', 'claims.json', '--sub', 'flag'];
    expect(decodeToken(await signed(fromFile, { cwd })).claims).toEqual({
      ...{ sub: 'flag', iss: 'file', context: { a: 1 }, qsh: hash('GET', '/page?lic=none') },
      ...{ iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 840 },
    });
    const unbound = await signed([...CONTEXT, '--claims', 'claims.json', '--exp', 'none'], { cwd });
    expect(decodeToken(unbound).claims).toMatchObject({ qsh: 'file' });
    expect(decodeToken(unbound).claims).not.toHaveProperty('exp');
  });
});

describe('forms of output', () => {
  test('--url-only takes a path below the base URL, and replaces an old token', async () => {
    const url = await signed([...HOST.slice(0, -1), '/page?jwt=old&lic=none', '--url-only']);
    const [address, token] = url.split('&jwt=');
    expect(address).toBe('https://app.example.com/ac/page?lic=none');
    expect(decodeToken(token ?? '').claims['qsh']).toBe(hash('GET', '/page?lic=none'));
  });

  test('--header', async () => {
    expect(await signed([...APP, '--header'])).toMatch(/^Authorization: JWT [\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test('--curl, which jwt verify takes as it is', async () => {
    const argv = [...APP.slice(0, -1), "/rest/it's", '--base-url', 'https://x.example', '--body', '{"a":1}'];
    const command = await signed([...argv, '--curl']);
    expect(command.replace(/eyJ[\w.-]+/, 'TOKEN')).toBe(
      "curl --header 'Authorization: JWT TOKEN' --header 'Content-Type: application/json' --data-raw '{\"a\":1}' 'https://x.example/rest/it'\\''s'",
    );
    const request = ['--method', 'POST', '--url', "/rest/it's"];
    const verified = await runCli(['jwt', 'verify', command, ...request], { env, now: NOW });
    expect(verified).toMatchObject({ exitCode: 0 });
  });

  test('--curl with a body from a file', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'body.txt'), 'a=1&b=2');
    const command = await signed(
      [...APP, '--base-url', 'https://x.example', '--curl', '--method', 'PUT', '--body', '@body.txt'],
      { cwd },
    );
    expect(command).toContain(`--request PUT`);
    expect(command).toContain(`--data-binary @${path.join(cwd, 'body.txt')}`);
    expect(command).not.toContain('Content-Type');
  });

  test('--curl exchanges an assertion', async () => {
    const command = await signed([...IMPERSONATION, '--curl']);
    expect(command).toContain('grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=eyJ');
    expect(command).toMatch(
      / https:\/\/oauth-2-authorization-server\.services\.atlassian\.com\/oauth2\/token$/,
    );
  });

  test('an unbound token goes to any address', async () => {
    const url = await signed([...CONTEXT, '--base-url', ADDON_URL, '--url', '/api', '--url-only']);
    expect(url).toMatch(/^https:\/\/app\.example\.com\/ac\/api\?jwt=eyJ/);
    expect(decodeToken(url.split('jwt=')[1] ?? '').claims['qsh']).toBe('context-qsh');
  });

  test.each([
    ['url', '--url-only'],
    ['authorization', '--header'],
    ['curl', '--curl'],
  ])('--json holds it as %s', async (name, flag) => {
    const argv = [...APP, '--base-url', 'https://x.example', flag];
    const document: Record<string, unknown> = JSON.parse(await signed([...argv, '--json']));
    expect(document).toMatchObject({
      version: 1,
      header: { alg: 'HS256' },
      canonicalRequest: 'GET&/rest/api/3/myself&expand=groups',
      [name]: await signed(argv),
    });
  });
});

describe('a form in the body', () => {
  const form = [
    '--as',
    'host',
    '--client-key',
    TENANT,
    '--url',
    '/hook',
    '--body',
    'b=2&a=1+1',
    '--hash-form',
  ];

  test('is hashed when asked for', async () => {
    const { claims } = decodeToken(await signed(form));
    expect(claims['qsh']).toBe(hash('POST', '/hook?a=1%201&b=2'));
  });

  test('is not hashed otherwise', async () => {
    const argv = [...form.slice(0, -1), '--base-url', ADDON_URL, '--curl', '--json'];
    const { claims } = JSON.parse(await signed(argv));
    expect(claims.qsh).toBe(hash('POST', '/hook'));
  });

  test.each<[readonly string[], string]>([
    [form.slice(0, -1), 'A body is not part of the hash'],
    [[...form, '--method', 'GET'], 'The form of a GET is never hashed'],
    [[...form, '--url', '/hook?a=1'], 'only where the URL has no query'],
    [[...form, '--body', '{"a":1}'], 'The body is not a form'],
    [['--hash-form', '--url', '/p'], 'which is missing'],
    [[...form, '--body', '@absent'], 'There is no such file'],
  ])('%j is refused', async (argv, message) => {
    const { exitCode, stderr } = await sign(argv);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

test.each<[readonly string[], readonly string[]]>([
  [
    ['--as', 'app', '--url', '/p'],
    ['--addon-key <key', '(or --iss)', '--from-instance'],
  ],
  [['--as', 'host', '--url', '/p'], ['--client-key <clientKey']],
  [
    ['--as', 'session'],
    ['--addon-key', '--client-key'],
  ],
  [
    ['--as', 'install'],
    ['--base-url <base URL of the add-on>', '--client-key'],
  ],
  [
    ['--as', 'impersonation'],
    ['--oauth-client-id', '--account-id', '--base-url <base URL of the product>'],
  ],
  [
    ['--as', 'app', '--addon-key', 'a'],
    ['its URL is missing', 'Add --url'],
  ],
  [
    [...CONTEXT, '--url', '/p'],
    ['bound to no request', '--url-only'],
  ],
  [
    [...CONTEXT, '--curl'],
    ['--curl prints a request', 'Add --url'],
  ],
  [
    [...APP, '--curl'],
    ['--curl needs to know the host', '--base-url'],
  ],
  [[...APP, '--curl', '--header'], ['--header and --curl exclude each other']],
  [
    [...IMPERSONATION, '--header'],
    ['sent in a form', '--curl'],
  ],
  [[...INSTALL], ['RS256 signs with a private key', 'jwt keys generate']],
  [
    ['--addon-key', 'a'],
    ['--addon-key has a meaning only for a kind of token', '--as app|host'],
  ],
  [['--as', 'nonsense'], ['Allowed choices are app, host, context, session, install, impersonation']],
  [[...APP, '--claims', 'absent.json'], ['There is no such file']],
])('refuses %j', async (argv, messages) => {
  const { exitCode, stdout, stderr } = await sign(argv);
  for (const message of messages) expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test.each([
  ['{', 'The claims are not JSON'],
  ['[1]', 'must be a JSON object'],
])('refuses a file of claims that holds %s', async (text, message) => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'claims.json'), text);
  const { exitCode, stderr } = await sign([...APP, '--claims', 'claims.json'], { cwd });
  expect(stderr).toContain(message);
  expect(stderr).toContain('claims.json');
  expect(exitCode).toBe(2);
});

test("warns of Confluence's context path without a base URL", async () => {
  const argv = ['--as', 'app', '--addon-key', 'a', '--url', 'https://x.example/wiki/rest/api/content'];
  expect((await sign(argv)).stderr).toContain('add --base-url https://x.example/wiki');
  expect((await sign([...argv, '--base-url', 'https://x.example/wiki'])).stderr).toBe('');
});
