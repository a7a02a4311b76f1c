import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRestOperation } from '../../src/catalog/rest-operations.ts';
import { createInstanceApp } from '../../src/instance/app.ts';
import { createServices } from '../../src/instance/services.ts';
import { createSite } from '../../src/instance/site.ts';
import { openSiteDatabase } from '../../src/instance/store/site-database.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { soak } from '../support/soak.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const ORIGIN = 'http://localhost:2990';
const ADMIN = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
const CONTROL = 'Bearer control';

/** The site's routes without a server, and every failure that they took for a bug of theirs. */
async function createApp() {
  const bugs: unknown[] = [];
  const services = await createServices({
    site: createSite('dev', ORIGIN),
    database: openSiteDatabase(),
    clock: { now: () => Date.now(), sleep: async () => {} },
    fetch: async () => new Response('no descriptor', { status: 404 }),
    signal: new AbortController().signal,
    onBug: (error) => bugs.push(error),
  });
  const app = createInstanceApp(services, {
    controlToken: 'control',
    requestStop: () => {},
    onBug: (error) => bugs.push(error),
  });
  return { app, services, bugs };
}

/** Names that every object has, and texts that parsers stumble over. */
const nastyText = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    '..',
    '.',
    '\0',
    '%',
    '%00',
    '%zz',
  ),
  fc.constantFrom(
    '%c3%28',
    '%2f',
    '%5c',
    '%2e%2e',
    '/',
    '//',
    "'",
    '"',
    '{',
    '${',
    '\ud800',
    '💥',
    'ü',
    '\r\n',
    '\\',
  ),
  fc.constantFrom('DEMO', 'DEMO-1', '10000', 'DS', '65601', 'admin', 'fake-addon', 'fake-addon-key', 'jira'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const knownPath = fc.constantFrom(
  '/',
  '/projects/DEMO',
  '/browse/DEMO-1',
  '/wiki',
  '/wiki/spaces/DS/overview',
  '/wiki/spaces/DS/pages/65601',
  '/plugins/servlet/upm',
  '/plugins/servlet/ac/x/y',
  '/install-keys/x',
  '/atlassian-connect/all.js',
  '/_connect-kit',
  '/_connect-kit/assets/x.css',
  '/_connect-kit/avatars/x.svg',
  '/_connect-kit/api/status',
  '/_connect-kit/api/traffic',
  '/_connect-kit/api/addons',
  '/_connect-kit/api/context-token',
  '/_connect-kit/api/module',
  '/_connect-kit/login',
  '/_connect-kit/logout',
  '/rest/plugins/1.0/',
  '/rest/plugins/1.0/x-key',
  '/rest/plugins/1.0/pending/x',
  '/rest/api/3/issue',
  '/rest/api/3/issue/DEMO-1',
  '/rest/api/2/issue/DEMO-1/comment',
  '/rest/api/3/issue/DEMO-1/comment',
  '/rest/api/3/issue/DEMO-1/transitions',
  '/rest/api/3/search/jql',
  '/rest/api/3/search',
  '/rest/api/3/user/search',
  '/rest/api/3/user',
  '/rest/api/3/project/DEMO',
  '/rest/atlassian-connect/1/addons/x',
  '/rest/atlassian-connect/1/addons/x/properties/y',
  '/rest/atlassian-connect/1/app/module/dynamic',
  '/rest/plugins/1.0/settings',
  '/rest/plugins/1.0/license-tokens',
  '/oauth2/token',
  '/_connect-kit/api/rename',
  '/_connect-kit/api/addons/jira/x/licence',
  '/wiki/api/v2/pages/65601',
  '/wiki/rest/api/space/DS',
  '/wiki/rest/api/user/current',
  '/wiki/rest/api/content',
  '/wiki/rest/api/content/65601',
  '/wiki/rest/api/content/search',
  '/wiki/rest/api/content/65601/child/page',
  '/wiki/rest/api/content/65601/label',
  '/wiki/rest/api/content/65601/property',
  '/wiki/rest/api/contentbody/convert/view',
  '/wiki/api/v2/pages',
  '/wiki/api/v2/footer-comments',
  '/wiki/api/v2/pages/65601/properties',
  '/wiki/download/attachments/65601',
);
const path = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: knownPath }, { weight: 1, arbitrary: fc.constant('') }),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(nastyText, { maxLength: 3 }) },
    ),
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'jql',
          'fields',
          'maxResults',
          'nextPageToken',
          'returnTo',
          'token',
          'query',
          'accountId',
          'jwt',
          'project.id',
          '__proto__.x',
          'body-format',
          'cql',
          'cqlcontext',
          'expand',
          'cursor',
          'limit',
          'status',
          'sort',
        ),
        nastyText,
      ),
      { maxLength: 3 },
    ),
  )
  .map(([known, segments, query]) => {
    const tail = segments.map((segment) => `/${segment}`).join('');
    const parameters = query.map(([name, value]) => `${name}=${value.replaceAll('#', '')}`).join('&');
    return `${known}${tail}${parameters === '' ? '' : `?${parameters}`}`;
  });
const json = fc.oneof(
  fc.json({ maxDepth: 4, stringUnit: 'binary' }),
  fc
    .tuple(
      fc.constantFrom(
        'summary',
        'description',
        'issuetype',
        'priority',
        'assignee',
        'labels',
        'project',
        '__proto__',
        'constructor',
      ),
      fc.jsonValue({ maxDepth: 3 }),
    )
    .map(
      ([name, value]) =>
        `{"fields":{"project":{"key":"DEMO"},${JSON.stringify(name)}:${JSON.stringify(value)}}}`,
    ),
  nastyText.map((jql) =>
    JSON.stringify({ jql: `summary ~ ${jql} or ${jql} = x`, fields: [jql], maxResults: 3 }),
  ),
  nastyText.map((type) =>
    JSON.stringify({ body: { type: 'doc', version: 1, content: [{ type, marks: [{ type }], text: type }] } }),
  ),
  nastyText.map((text) =>
    JSON.stringify({ pluginUri: text, descriptorUrl: text, product: 'jira', addonKey: text, enabled: text }),
  ),
  fc.constant(`{"fields":{"description":${'{"content":['.repeat(20_000)}${']}'.repeat(20_000)}}}`),
  fc.constant(`{"product":"jira","context":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
  fc.constant(JSON.stringify({ jql: `${'not '.repeat(12_000)} key = x` })),
  fc.constant(JSON.stringify({ jql: `${'('.repeat(40_000)} key = x` })),
  fc.string(),
);
const headers = fc.record(
  {
    Authorization: fc.oneof(
      fc.constantFrom(ADMIN, CONTROL, 'Basic', 'Basic !!', 'Bearer x', 'JWT', 'JWT a.b.c', 'JWT eyJh.e30.'),
      fc
        .record({
          iss: nastyText,
          exp: fc.oneof(fc.integer(), fc.string()),
          qsh: fc.string(),
          iat: fc.anything(),
        })
        .map((claims) => `JWT ${encodeSymmetric(JSON.parse(JSON.stringify(claims)), 'x')}`),
    ),
    'Content-Type': fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'nonsense',
    ),
    'AP-Client-Key': fc.constantFrom('fake-addon', '__proto__', ''),
    Cookie: fc.constantFrom('connect-kit-session-2990=x', 'a', '=%', 'connect-kit-session-2990=%zz'),
    Origin: fc.constantFrom('null', ORIGIN, 'http://evil.example'),
  },
  { requiredKeys: [] },
);

describe('whatever is sent', () => {
  it('is answered without a failure of ours', { timeout: 60_000 }, async () => {
    const { app, bugs } = await createApp();
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
    await fc.assert(
      fc.asyncProperty(method, path, headers, json, async (verb, url, sent, body) => {
        const target = URL.canParse(url, ORIGIN) ? new URL(url, ORIGIN) : new URL(ORIGIN);
        fc.pre(target.origin === ORIGIN);
        const hasBody = verb !== 'GET' && verb !== 'HEAD';
        const response = await app.request(target, {
          method: verb,
          headers: { Host: 'localhost:2990', Authorization: ADMIN, ...sent },
          ...(hasBody ? { body } : {}),
        });
        if (target.pathname !== '/_connect-kit/api/traffic/stream') await response.arrayBuffer();
        expect(bugs.splice(0)).toEqual([]);
        expect(response.status === 501 || response.status < 500, `${verb} ${url}: ${response.status}`).toBe(
          true,
        );
      }),
      { numRuns: soak(200, 2_000) },
    );
  });
});

describe('texts that once were too much', () => {
  const nested = (open: string, close: string) => `${open.repeat(20_000)}${close.repeat(20_000)}`;

  it.each([
    ['a malformed escape in the path of a file', 'GET', '/_connect-kit/assets/%zz', '', 404],
    ['a NUL in the path of a file', 'GET', '/_connect-kit/assets/%00', '', 404],
    ['a file name that is too long', 'GET', `/_connect-kit/assets/${'x'.repeat(5000)}`, '', 404],
    [
      'a field of a query that every object has',
      'POST',
      '/rest/api/3/search/jql',
      '{"jql":"constructor = 1"}',
      400,
    ],
    [
      'a query of brackets',
      'POST',
      '/rest/api/3/search/jql',
      JSON.stringify({ jql: '('.repeat(40_000) }),
      400,
    ],
    [
      'a query of nots',
      'POST',
      '/rest/api/3/search/jql',
      JSON.stringify({ jql: 'not '.repeat(12_000) }),
      400,
    ],
    ['a field that every object has', 'PUT', '/rest/api/3/issue/DEMO-1', '{"fields":{"__proto__":1}}', 400],
    [
      'a text that is nested deeply',
      'PUT',
      '/rest/api/3/issue/DEMO-1',
      `{"fields":{"description":{"type":"doc","version":1,"content":[${nested('{"type":"panel","content":[', ']}')}]}}}`,
      400,
    ],
    ['a form that is none', 'POST', '/_connect-kit/login', 'x', 200],
  ])('are refused: %s', async (_, method, url, body, status) => {
    const { app, bugs } = await createApp();
    const type = url.includes('login') ? 'multipart/form-data' : 'application/json';
    const response = await app.request(`${ORIGIN}${url}`, {
      method,
      headers: { Host: 'localhost:2990', Authorization: ADMIN, 'Content-Type': type },
      ...(body === '' ? {} : { body }),
    });
    expect(bugs).toEqual([]);
    expect(response.status).toBe(status);
  });

  it('names the field that every object has', async () => {
    const { app } = await createApp();
    const response = await app.request(`${ORIGIN}/rest/api/3/issue/DEMO-1`, {
      method: 'PUT',
      headers: { Host: 'localhost:2990', Authorization: ADMIN },
      body: '{"fields":{"__proto__":1,"constructor":2}}',
    });
    expect(await response.text()).toMatch(/"__proto__":"Field.*"constructor":"Field/);
  });
});

/** Sends a request target exactly as it stands, which `fetch` would normalise. */
async function sendRaw(
  port: number,
  options: { method?: string; path: string; headers?: Record<string, string>; body?: string },
): Promise<{ readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }> {
  const { method = 'GET', headers: sent = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, method, path: options.path, headers: sent }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0, headers: got } = response;
        resolve({ status: statusCode, headers: got, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('a request of an add-on', () => {
  /** An add-on with the scope READ, and tokens for requests of its. */
  async function install() {
    const addon = await startFakeAddon();
    const instance = await startTestInstance();
    const { descriptor, sharedSecret = '' } = await instance.services.installer.install(
      'jira',
      addon.descriptorUrl,
    );
    const sign = (method: 'GET' | 'HEAD' | 'DELETE', path: string) => {
      const exp = Math.floor(Date.now() / 1000) + 60;
      const hash = createQueryStringHash(fromMethodAndUrl(method === 'HEAD' ? 'GET' : method, path));
      const qsh = method === 'HEAD' ? headHash(path) : hash;
      return encodeSymmetric({ iss: descriptor.key, exp, iat: exp - 60, qsh }, sharedSecret);
    };
    const send = (
      method: 'GET' | 'HEAD' | 'DELETE',
      path: string,
      headers: Record<string, string> = {},
      body?: string,
    ) =>
      sendRaw(instance.port, {
        method,
        path,
        headers: {
          host: `localhost:${instance.port}`,
          authorization: `JWT ${sign(method, path)}`,
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
    return { instance, send, sign };
  }

  it.each([
    ['an escaped letter', '/rest/api/3/%69ssue/DEMO-1', 403],
    ['an escaped version', '/rest/api/%33/issue/DEMO-1', 403],
    ['an escaped root', '/%72est/api/3/issue/DEMO-1', 403],
    ['a dot segment', '/rest/api/3/x/../issue/DEMO-1', 400],
    ['an escaped dot segment', '/rest/api/3/x/%2e%2E/issue/DEMO-1', 400],
    ['a dot', '/rest/./api/3/issue/DEMO-1', 400],
    ['an empty segment', '/rest//api/3/issue/DEMO-1', 400],
    ['another product on the way', '/wiki/../rest/api/3/issue/DEMO-1', 400],
    ['an escaped slash', '/rest/api/3/issue%2FDEMO-1', 404],
    ['an escaped backslash', '/rest/api/3/issue%5CDEMO-1', 400],
    ['a slash at the end', '/rest/api/3/issue/DEMO-1/', 403],
  ])('does not get around its scopes by %s', async (_, path, status) => {
    const { instance, send } = await install();
    expect(await send('DELETE', path)).toMatchObject({ status });
    expect(instance.services.jira.issue('DEMO-1')).toBeDefined();
  });

  it('does not get around its scopes by naming the whole address', async () => {
    const { instance, send } = await install();
    const { status } = await send('DELETE', `${instance.origin}/rest/api/3/issue/DEMO-1`);
    expect(status).toBe(403);
    expect(instance.services.jira.issue('DEMO-1')).toBeDefined();
  });

  it('is refused with a body on GET, and says so', async () => {
    const { send } = await install();
    const path = '/rest/api/3/myself';
    expect((await send('GET', path)).status).toBe(200);
    expect((await send('GET', path, { 'content-length': '0' })).status).toBe(200);
    const refused = await send('GET', path, { 'content-length': '2' }, '{}');
    expect(refused.status).toBe(403);
    expect(refused.headers['x-connect-kit-explanation']).toContain('CHANGE-2328');
    expect((await send('GET', path, { 'transfer-encoding': 'chunked' }, '{}')).status).toBe(403);
  });

  it('is refused with two different tokens, and taken with the same one twice', async () => {
    const { send, sign } = await install();
    const path = '/rest/api/3/myself';
    const own = sign('GET', path);
    expect((await send('GET', `${path}?jwt=${own}`, { authorization: `JWT ${own}` })).status).toBe(200);
    expect((await send('GET', `${path}?jwt=${own}x`, { authorization: `JWT ${own}` })).status).toBe(401);
    expect((await send('GET', `${path}?jwt=${own}&jwt=a.b.c`, { authorization: '' })).status).toBe(401);
  });

  it('finds its token behind a second question mark', async () => {
    const { send } = await install();
    const { status, headers } = await send('GET', '/rest/api/3/myself?x=?&jwt=a.b.c', { authorization: '' });
    expect([status, headers['x-connect-kit-explanation']]).toEqual([
      401,
      expect.stringContaining('signature'),
    ]);
  });

  it('asks with HEAD what it may ask with GET', async () => {
    const { instance, send } = await install();
    expect((await send('HEAD', '/rest/api/3/issue/DEMO-1')).status).toBe(200);
    expect((await send('HEAD', '/rest/api/3/users/search')).status).toBe(403);
    const headers = { host: `localhost:${instance.port}` };
    const anonymous = await sendRaw(instance.port, {
      method: 'HEAD',
      path: '/rest/api/3/issue/DEMO-1',
      headers,
    });
    expect(anonymous.status).toBe(401);
  });
});

function headHash(path: string): string {
  return createHash('sha256').update(`HEAD&${path}&`).digest('hex');
}

describe('the size of a request', () => {
  it.each([
    ['announced', { 'content-length': String(11 * 1024 * 1024) }],
    ['not announced', { 'transfer-encoding': 'chunked' }],
  ])('is limited to 10 MB, %s', async (_, headers) => {
    const instance = await startTestInstance();
    const body = 'x'.repeat(11 * 1024 * 1024);
    const path = '/rest/api/3/issue';
    const host = `localhost:${instance.port}`;
    const answer = await sendRaw(instance.port, {
      method: 'POST',
      path,
      headers: { host, authorization: ADMIN, ...headers },
      body,
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ 'status-code': 413 });
  });

  it('of the headers is limited by the server', async () => {
    const instance = await startTestInstance();
    const headers = { host: `localhost:${instance.port}`, 'x-large': 'x'.repeat(64 * 1024) };
    expect((await sendRaw(instance.port, { path: '/', headers })).status).toBe(431);
  });

  it('that never comes is no failure of ours', async () => {
    const instance = await startTestInstance();
    await new Promise<void>((resolve) => {
      const socket = connect(instance.port, '127.0.0.1', () => {
        const head = [
          'POST /rest/api/3/issue HTTP/1.1',
          `Host: localhost:${instance.port}`,
          'Transfer-Encoding: chunked',
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n5\r\n{"fi`, () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    // The instance has seen the end of the other connection once it answers another.
    expect((await clientOf(instance).send('GET', '/_connect-kit/api/status')).status).toBe(200);
  });
});

describe('signing in', () => {
  it.each([
    ['/browse/DEMO-1?a=b', '/browse/DEMO-1?a=b'],
    ['http://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/\n/evil.example/', '/'],
    ['/.//evil.example/', '/evil.example/'],
    ['/a\r\nSet-Cookie: x=y', '/aSet-Cookie:%20x=y'],
    ['/ü\ud800', '/%C3%BC%EF%BF%BD'],
  ])('returns to %j at %s', async (returnTo, location) => {
    const { app, bugs } = await createApp();
    const page = await app.request(`${ORIGIN}/_connect-kit/login`, { headers: { Host: 'localhost:2990' } });
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const xsrfToken = /name="xsrfToken" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const response = await app.request(`${ORIGIN}/_connect-kit/login`, {
      method: 'POST',
      headers: { Host: 'localhost:2990', Cookie: cookie },
      body: new URLSearchParams({ username: 'mia', password: 'mia', xsrfToken, returnTo }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, location]);
    expect(bugs).toEqual([]);
  });
});

describe('the Host header', () => {
  it.each([
    ['localhost:2990', 200],
    ['LOCALHOST:2990', 200],
    ['127.0.0.1:2990', 200],
    ['[::1]:2990', 200],
    ['localhost', 403],
    ['localhost:80', 403],
    ['localhost.evil.example:2990', 403],
    ['user@localhost:2990', 403],
    ['evil.example:2990', 403],
    ['', 403],
  ])('%j is answered with %d', async (Host, status) => {
    const { app } = await createApp();
    const response = await app.request(`${ORIGIN}/_connect-kit/api/status`, { headers: { Host } });
    expect(response.status).toBe(status);
  });
});

describe('the emulated operations', () => {
  it('are all in the catalogue, so that none is reached around the scopes', async () => {
    const { app } = await createApp();
    const emulated = app.routes
      .filter(({ method, path: route }) => method !== 'ALL' && /^\/(?:wiki\/)?(?:rest|api)\//.test(route))
      .filter(({ path: route }) => !/\/rest\/(?:plugins|atlassian-connect)\/1/.test(route));
    expect(emulated.length).toBeGreaterThan(50);
    const unknown = emulated.filter(
      ({ method, path: route }) => findRestOperation(method, route.replaceAll(/:[^/]+/g, 'x')) === undefined,
    );
    expect(unknown.map(({ method, path: route }) => `${method} ${route}`)).toEqual([]);
  });
});
