import { describe, expect, it } from 'vitest';
import type { Fetch } from '../core/context.ts';
import { adviceFor } from './install-advice.ts';
import { createUpmClient } from './upm-client.ts';

const SITE = { baseUrl: 'https://x.atlassian.net/wiki', username: 'me@example.com', password: 'geheim' };

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}
type Answer = Response | Error;

const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);
const list = () => json({ plugins: [] }, { headers: { 'upm-token': 'a+b' } });
const task = (more: Readonly<Record<string, unknown>> = {}) =>
  json(
    { links: { self: '/wiki/rest/plugins/1.0/pending/7' }, pingAfter: 300, status: { done: false }, ...more },
    { status: 202 },
  );
const running = () => json({ pingAfter: 60_000, status: { done: false } });
const found = () =>
  new Response(null, { status: 303, headers: { location: '/wiki/rest/plugins/1.0/app-key' } });
const plugin = () => json({ key: 'app', name: 'App', version: '1.2', enabled: true });

/** A client whose site gives these answers in turn; every answer must be used, and no more than these. */
function createClient(answers: readonly Answer[], options: { readonly signal?: AbortSignal } = {}) {
  const calls: Call[] = [];
  const sleeps: number[] = [];
  let now = 0;
  const left = [...answers];
  const fetch: Fetch = async (url, init) => {
    init?.signal?.throwIfAborted();
    const path = String(url).slice('https://x.atlassian.net'.length);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    calls.push({ method: init?.method ?? 'GET', path, headers: new Headers(init?.headers), body });
    const answer = left.shift() ?? new Error('no answer left');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      sleeps.push(ms);
      now += ms;
    },
  };
  const client = createUpmClient(SITE, {
    fetch,
    clock,
    signal: options.signal ?? new AbortController().signal,
  });
  return { client, calls, sleeps, left };
}

describe('installing', () => {
  it('follows the contract: a token, a task, its state, and the app', async () => {
    const { client, calls, sleeps, left } = createClient([list(), task(), running(), found(), plugin()]);
    expect(await client.install('https://a.example/d.json')).toEqual({
      key: 'app',
      name: 'App',
      version: '1.2',
      enabled: true,
      userInstalled: true,
    });
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /wiki/rest/plugins/1.0/',
      'POST /wiki/rest/plugins/1.0/?token=a%2Bb',
      'GET /wiki/rest/plugins/1.0/pending/7',
      'GET /wiki/rest/plugins/1.0/pending/7',
      'GET /wiki/rest/plugins/1.0/app-key',
    ]);
    expect(calls[1]?.body).toEqual({ pluginUri: 'https://a.example/d.json' });
    expect(calls[1]?.headers.get('content-type')).toBe('application/vnd.atl.plugins.remote.install+json');
    const basic = `Basic ${Buffer.from('me@example.com:geheim').toString('base64')}`;
    expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual(Array.from(calls, () => basic));
    // As long as the site asks for, within reason.
    expect(sleeps).toEqual([300, 2_000]);
    expect(left).toEqual([]);
  });

  it('takes an app at the address of the task, and addresses of whatever host', async () => {
    const absolute = task({ links: { self: 'http://internal:8080/wiki/rest/plugins/1.0/pending/7' } });
    const { client, calls } = createClient([list(), absolute, plugin()]);
    await client.install('https://a.example/d.json');
    expect(calls.at(-1)?.path).toBe('/wiki/rest/plugins/1.0/pending/7');
  });

  it('says what the site says, and what to do about it', async () => {
    const code = 'connect.install.error.remote.host.bad.response.401';
    const status = { done: true, subCode: code, errorMessage: 'It answered 401.' };
    const { client } = createClient([list(), task(), json({ status })]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'install-refused',
      exitCode: 1,
      message: 'It answered 401.',
      where: expect.stringContaining(code),
      nextSteps: adviceFor(code),
    });
  });

  it('takes a new token when another client was faster', async () => {
    const spent = () => json({ subCode: 'upm.error.invalid.token', errorMessage: 'x' }, { status: 403 });
    const { client, left } = createClient([list(), spent(), list(), task(), plugin()]);
    expect(await client.install('https://a.example/d.json')).toMatchObject({ key: 'app' });
    expect(left).toEqual([]);
    const twice = createClient([list(), spent(), list(), spent()]).client;
    await expect(twice.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'install-refused',
      siteCode: 'upm.error.invalid.token',
    });
  });

  it.each([
    ['a code', json({ subCode: 'upm.x', errorMessage: 'No.' }, { status: 400 }), 'No.', 'upm.x'],
    ['no word', new Response('', { status: 403 }), 'The site refused the add-on (status 403).', undefined],
  ])('takes a request that is turned down with %s for a refusal', async (_, answer, message, siteCode) => {
    const { client } = createClient([list(), answer]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'install-refused',
      message,
      siteCode,
    });
  });

  it('says where a site has moved, and does not take the credentials there', async () => {
    const moved = new Response(null, { status: 302, headers: { location: 'https://y.atlassian.net/wiki' } });
    const { client, calls } = createClient([moved]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'site-unexpected',
      nextSteps: [expect.stringContaining('https://y.atlassian.net')],
    });
    expect(calls).toHaveLength(1);
  });

  it('gives up a request that is not answered', async () => {
    const fetch: Fetch = (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const { signal } = new AbortController();
    const clock = { now: () => 0, sleep: async () => {} };
    const client = createUpmClient(SITE, { fetch, clock, signal, requestTimeoutMs: 1 });
    await expect(client.list()).rejects.toMatchObject({
      code: 'site-unreachable',
      message: expect.stringContaining('in time'),
    });
  });

  it('has a message for a refusal without one', async () => {
    const { client } = createClient([list(), task(), json({ status: { done: true } })]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      message: 'The site refused the add-on (unknown).',
    });
  });

  it('gives up after a minute', async () => {
    const { client } = createClient([list(), task(), ...Array.from({ length: 40 }, running)]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'install-timeout',
      exitCode: 3,
    });
  });

  it.each([
    ['no token', [json({ plugins: [] })], /200 instead of a upm-token/],
    ['a page of its own', [new Response('<html>', { status: 302 })], /302 instead of a upm-token/],
    ['no task', [list(), json({}, { status: 202 })], /202 instead of an install task/],
    ['another status', [list(), new Response('no', { status: 400 })], /400 instead of an install task/],
    ['no such task', [list(), task(), new Response('', { status: 404 })], /404 instead of the state/],
    ['a failure', [list(), task(), new Response('', { status: 500 })], /500 instead of the state/],
    [
      'a redirect to nowhere',
      [list(), task(), new Response(null, { status: 303 }), new Response('', { status: 404 })],
      /404/,
    ],
  ])('does not understand a site that answers %s', async (_, answers, message) => {
    const { client } = createClient(answers);
    const error = await client.install('https://a.example/d.json').catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'site-unexpected',
      exitCode: 3,
      message: expect.stringMatching(message),
    });
    expect(JSON.stringify(error)).not.toContain('token=');
  });

  it.each([401, 403])('names whom the site refuses with %d, without the password', async (status) => {
    const { client } = createClient([new Response('', { status })]);
    const error = await client.install('https://a.example/d.json').catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'site-forbidden',
      exitCode: 1,
      message: expect.stringContaining('me@example.com'),
    });
    expect(JSON.stringify(error)).not.toContain('geheim');
  });

  it('says why a site cannot be reached', async () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const { client } = createClient([new TypeError('fetch failed', { cause })]);
    await expect(client.install('https://a.example/d.json')).rejects.toMatchObject({
      code: 'site-unreachable',
      exitCode: 3,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('stops with the reason that it is given', async () => {
    const reason = new Error('enough');
    const { client } = createClient([], { signal: AbortSignal.abort(reason) });
    await expect(client.install('https://a.example/d.json')).rejects.toBe(reason);
  });
});

describe('listing', () => {
  it('reads what is there, and passes over what is none', async () => {
    const plugins = [
      { key: 'app', name: 'App', version: '1', enabled: true },
      { key: 'bare', userInstalled: false },
      { name: 'keyless' },
      null,
    ];
    const { client } = createClient([json({ plugins })]);
    expect(await client.list()).toEqual([
      { key: 'app', name: 'App', version: '1', enabled: true, userInstalled: true },
      { key: 'bare', name: 'bare', version: '', enabled: false, userInstalled: false },
    ]);
  });

  it.each([
    ['an error', new Response('{"plugins":[]}', { status: 500 })],
    ['a page', new Response('<html>')],
    ['something else', json({ plugins: {} })],
  ])('does not take %s for an empty list', async (_, answer) => {
    await expect(createClient([answer]).client.list()).rejects.toMatchObject({ code: 'site-unexpected' });
  });
});

describe('development mode', () => {
  const setting = (value: unknown) => json({ settings: [{ key: 'connectDeveloperListingsEnabled', value }] });
  it.each([
    ['on', setting(true), true],
    ['off', setting(false), false],
    ['not told', json({ settings: [] }), undefined],
    ['not to be had', new Response('', { status: 404 }), undefined],
  ])('is %s', async (_, answer, expected) => {
    expect(await createClient([answer]).client.isDevelopmentModeOn()).toBe(expected);
  });
});

describe('uninstalling', () => {
  it.each([200, 204, 404])('is done when the site answers %d', async (status) => {
    const { client, calls } = createClient([new Response(null, { status })]);
    await client.uninstall('a/b');
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /wiki/rest/plugins/1.0/a%2Fb-key',
    ]);
  });

  it('is not done when the site fails', async () => {
    const { client } = createClient([new Response('', { status: 500 })]);
    await expect(client.uninstall('a')).rejects.toMatchObject({ code: 'site-unexpected' });
  });
});

describe('adviceFor', () => {
  it.each([
    ['connect.install.error.remote.host.bad.response.401', /AC_LOCAL_BASE_URL/],
    ['connect.install.error.remote.host.bad.response.404', /lifecycle\.installed/],
    ['connect.install.error.remote.host.bad.response.500', /own log/],
    ['connect.install.error.remote.host.bad.response.403', /firewall/],
    ['connect.install.error.remote.host.bad.response.503', /own log/],
    ['connect.install.error.remote.host.bad.response.302', /200 or 204/],
    ['connect.install.error.remote.descriptor.validation.dev', /validate descriptor/],
    ['connect.install.error.remote.host.timeout', /within/],
    ['connect.install.error.base_url.no_tls', /https/],
    ['connect.install.error.missing.scope', /READ/],
    ['connect.install.error.unknown.module', /modules/],
    ['connect.install.error.invalid.location', /location/],
    ['connect.install.error.page.with.invalid.condition', /off the page/],
    ['connect.install.error.invalid.condition.parameters', /validate descriptor/],
    ['connect.remote.upm.install.exception', /baseUrl/],
    ['upm.pluginInstall.error.file.not.found', /path/],
    ['upm.pluginInstall.error.descriptor.not.from.marketplace', /development mode/],
  ])('%s', (code, advice) => {
    expect(adviceFor(code)).toContainEqual(expect.stringMatching(advice));
  });

  it('is another one for a site in the cloud, where the cause is another one', () => {
    const of401 = 'connect.install.error.remote.host.bad.response.401';
    expect(adviceFor(of401, 'real').join()).toMatch(/leave CONNECT_KEYS_CDN_URL unset/);
    expect(adviceFor(of401, 'embedded').join()).toMatch(/set CONNECT_KEYS_CDN_URL to/);
    expect(adviceFor('connect.install.error.base_url.no_tls', 'real').join()).toMatch(/connect-kit tunnel/);
  });

  it.each([
    'connect.install.error.remote.descriptor.validation',
    'connect.install.error.auth.with.no.installed.callback',
    'connect.install.error.base_url.no_scheme',
    'connect.install.error.no.modules',
    'connect.install.error.user.provisioning',
    'connect.install.error.addon.admin.permission',
    'connect.install.error.remote.host.bad.domain',
    'connect.install.error.remote.host.ssl',
    'connect.remote.upm.install.internal.error',
    'upm.pluginInstall.error.response.exception',
    'upm.pluginInstall.error.ssl',
    'upm.pluginInstall.error.access.denied',
    'upm.pluginInstall.error.install.failed',
    'upm.pluginInstall.error.unrecognised.plugin.version',
    'upm.pluginInstall.error.safe.mode',
    'upm.error.invalid.token',
  ])('has something for %s, whichever the site', (code) => {
    expect(adviceFor(code, 'embedded').length).toBeGreaterThan(0);
    expect(adviceFor(code, 'real').length).toBeGreaterThan(0);
  });

  it.each(['', 'unheard.of', 'constructor', '__proto__'])('has none for %j', (code) => {
    expect(adviceFor(code)).toEqual([]);
  });
});
