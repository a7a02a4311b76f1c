import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startFakeAddon } from '../support/fake-addon.ts';
import { startInspected } from '../support/inspected-proxy.ts';
import { signWith } from '../support/installed-addon.ts';

describe('what passes the proxy', () => {
  it('is judged by the secret of an install that passed before', async () => {
    const { install, seen, asProduct, front } = await startInspected();
    await install();
    expect(await seen(({ url }) => url === '/installed')).toMatchObject({
      kind: 'lifecycle',
      status: 204,
      verdict: { valid: true, message: 'RS256, signed by the product' },
    });
    expect(await seen(({ url }) => url === '/enabled')).toMatchObject({
      kind: 'lifecycle',
      addonKey: 'fake-addon',
      product: 'jira',
      verdict: { valid: true, message: 'HS256, bound to the request' },
    });
    await asProduct('GET', '/page?x=1&xdm_e=a');
    expect(await seen(({ url }) => url.startsWith('/page'))).toMatchObject({
      kind: 'module',
      verdict: { valid: true },
    });
    await asProduct('GET', '/other', { signedFor: '/another' });
    expect(await seen(({ url }) => url === '/other')).toMatchObject({
      verdict: { valid: false, reason: 'qsh-mismatch' },
    });
    const forged = signWith('somebody elses secret', 'GET', '/forged', { iss: 'fake-addon' });
    await fetch(`${front.proxy.url}/forged?jwt=${forged}`);
    expect(await seen(({ url }) => url.startsWith('/forged'))).toMatchObject({
      verdict: { valid: false, reason: 'signature-mismatch' },
    });
  });

  it('is of nobody that is known before an install', async () => {
    const { seen, front } = await startInspected();
    const token = signWith('some secret of some length', 'GET', '/page', { iss: 'somebody' });
    await fetch(`${front.proxy.url}/page?jwt=${token}`);
    expect(await seen(({ url }) => url.startsWith('/page'))).toMatchObject({
      verdict: {
        valid: false,
        reason: 'unknown-issuer',
        message: expect.stringContaining('install the add-on again'),
      },
    });
  });

  it('is not judged by the secret of an install that the add-on has refused', async () => {
    const { install, seen, addon, front } = await startInspected();
    await install();
    const body = {
      key: 'fake-addon',
      clientKey: 'evil',
      sharedSecret: 'a secret that evil has chosen',
      eventType: 'installed',
    };
    const post = (path: string) =>
      fetch(`${front.proxy.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    addon.answer('/installed', 401);
    await post('/installed');
    // Another path that says yes to everything is not where the add-on takes installs.
    await post('/webhook');
    const token = signWith(body.sharedSecret, 'GET', '/page', { iss: 'evil' });
    await fetch(`${front.proxy.url}/page?jwt=${token}`);
    expect(await seen(({ url }) => url.startsWith('/page'))).toMatchObject({
      verdict: { valid: false, reason: 'unknown-issuer' },
    });
  });
});

it('tells which setting to change when an add-on refuses an install that is addressed to the proxy', async () => {
  const { install, seen, addon, front } = await startInspected();
  addon.answer('/installed', 401);
  await expect(install()).rejects.toThrow();
  const { note } = await seen(({ url }) => url === '/installed');
  expect(note).toContain(`addressed to ${front.proxy.url}`);
  expect(note).toContain(`takes itself to be at ${addon.baseUrl}`);
  for (const setting of ['AC_LOCAL_BASE_URL', 'AC_ALLOWED_BASE_URLS', 'ADDON_BASE_URL', 'AC_BASE_URL']) {
    expect(note).toContain(`${setting}=${front.proxy.url}`);
  }
});

it('blames the address only for an install that is addressed elsewhere', async () => {
  const { install, seen, addon, front } = await startInspected();
  addon.setDescriptor({ baseUrl: front.proxy.url });
  addon.answer('/installed', 401);
  await expect(install()).rejects.toThrow();
  expect(await seen(({ url }) => url === '/installed')).not.toHaveProperty('note');
});

describe('the inspector', () => {
  it('lists what has passed, and tells of what passes', async () => {
    const { install, asProduct, ask, askJson, seen } = await startInspected();
    const stream = await ask('GET', '/api/stream');
    await install();
    await asProduct('GET', '/broken', { signedFor: '/other' });
    await seen(({ url }) => url === '/broken');
    const { version, exchanges } = await askJson('GET', '/api/exchanges?kind=lifecycle');
    expect(version).toBe(1);
    expect(exchanges.map(({ url }: { url: string }) => url)).toEqual(['/installed', '/enabled']);
    const failed = await askJson('GET', '/api/exchanges?status=failed');
    expect(failed.exchanges).toMatchObject([{ url: '/broken' }]);
    expect((await ask('GET', '/api/exchanges?kind=nonsense')).status).toBe(400);
    let told = '';
    const decoder = new TextDecoder();
    for await (const chunk of stream.body ?? []) {
      told += decoder.decode(chunk);
      if (told.includes('"/broken"')) break;
    }
    expect(told).toMatch(/event: exchange\ndata: \{[^\n]*"\/installed"/);
  });

  it('shows what a token says, and why its hash is not that of the request', async () => {
    const { install, asProduct, askJson, seen } = await startInspected();
    await install();
    await asProduct('GET', '/a%20b?x=1', { signedFor: '/a%20b?x=1&lost=2' });
    const { id } = await seen(({ url }) => url.startsWith('/a%20b'));
    const detail = await askJson('GET', `/api/exchanges/${id}`);
    expect(detail).toMatchObject({
      version: 1,
      token: { header: { alg: 'HS256' }, claims: { qsh: expect.any(String) } },
      explanation: { outcome: expect.any(String), expected: { canonicalRequest: 'GET&/a%20b&x=1' } },
      resend: 'signed-afresh',
      canBeRecorded: true,
    });
  });

  it('sends a request again, with a token that holds', async () => {
    const { install, asProduct, askJson, seen, addon, exchanges } = await startInspected();
    await install();
    await asProduct('POST', '/hook?a=b', {
      signedFor: '/wrong',
      init: { body: '{"x":"é"}', headers: { 'Content-Type': 'application/json', 'X-Own': '1' } },
    });
    const { id } = await seen(({ url }) => url === '/hook?a=b');
    expect(await askJson('POST', `/api/exchanges/${id}/send`)).toEqual({
      version: 1,
      status: 204,
    });
    const again = await seen(({ url, id: other }) => url === '/hook?a=b' && other !== id);
    expect(again.verdict).toMatchObject({ valid: true });
    expect(exchanges.find((one) => one.id === id)?.verdict).toMatchObject({ valid: false });
    const [first, second] = addon.receivedAt('/hook');
    expect(second?.body).toBe(first?.body);
    expect(second?.headers).toMatchObject({ 'x-own': '1', 'content-type': 'application/json' });
    expect(second?.headers.authorization).not.toBe(first?.headers.authorization);
  });

  it('saves a request as a recording without its secret', async () => {
    const { install, askJson, seen, secret, recordings } = await startInspected();
    await install();
    const { id } = await seen(({ url }) => url === '/installed');
    const { file } = await askJson('POST', `/api/exchanges/${id}/record`);
    expect(file).toContain(recordings);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('"clientKey"');
    expect(text).not.toContain(secret());
  });

  it('saves a request as a recording without the secrets that have passed, where no name says what they are', async () => {
    const { install, asProduct, askJson, seen, secret, addon } = await startInspected();
    await install();
    addon.answer('/note', 200, { headers: {}, text: 'fine' });
    await asProduct('POST', '/note', {
      init: { body: `it is ${secret()}`, headers: { 'Content-Type': 'text/plain' } },
    });
    const { id } = await seen(({ url }) => url === '/note');
    const { file } = await askJson('POST', `/api/exchanges/${id}/record`);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('it is ');
    expect(text).not.toContain(secret());
  });

  it('never tells a secret, or a token that could be used', async () => {
    const { install, asProduct, ask, askJson, seen, secret, addon } = await startInspected();
    addon.answer('/echo', 200, { headers: { 'content-type': 'text/plain' }, text: 'not yet' });
    await install();
    // Where no name says what it is, and in an answer.
    addon.answer('/echo', 500, {
      headers: { 'content-type': 'text/plain' },
      text: `failed with ${secret()}`,
    });
    await asProduct('POST', `/echo?note=${secret()}`, {
      init: { body: secret(), headers: { 'Content-Type': 'text/plain' } },
    });
    await seen(({ url }) => url.startsWith('/echo'));
    const { exchanges } = await askJson('GET', '/api/exchanges');
    const texts = await Promise.all([
      ask('GET', '/').then((answer) => answer.text()),
      ask('GET', '/api/exchanges').then((answer) => answer.text()),
      ...exchanges.map(({ id }: { id: string }) =>
        ask('GET', `/api/exchanges/${id}`).then((answer) => answer.text()),
      ),
    ]);
    const all = texts.join('\n');
    expect(all).toContain('/echo');
    expect(all).not.toContain(secret());
    for (const { headers } of addon.received) {
      const signature = headers.authorization?.split('.')[2];
      if (signature !== undefined) expect(all).not.toContain(signature);
    }
  });

  it('forgets what it is told to forget', async () => {
    const { install, ask, askJson } = await startInspected();
    await install();
    expect((await ask('DELETE', '/api/exchanges')).status).toBe(204);
    expect(await askJson('GET', '/api/exchanges')).toEqual({ version: 1, exchanges: [] });
  });

  it.each([
    ['without its token', { 'X-Connect-Kit-Inspector': '' }],
    ['with another token', { 'X-Connect-Kit-Inspector': 'x'.repeat(32) }],
    ['from another origin', { Origin: 'https://evil.example' }],
    ['from another port of this machine', { Origin: 'http://localhost:1' }],
    ['from a frame or form of another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('changes nothing %s', async (_, headers) => {
    const { install, ask, askJson } = await startInspected();
    await install();
    expect((await ask('DELETE', '/api/exchanges', headers)).status).toBe(403);
    const { exchanges } = await askJson('GET', '/api/exchanges');
    expect(exchanges).not.toHaveLength(0);
  });

  it.each([
    ['another name', { Host: 'evil.example' }],
    ['another port', { Host: 'localhost:1' }],
    ['another origin', { Origin: 'http://evil.example' }],
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
  ])('tells nothing to %s', async (_, headers) => {
    const { front } = await startInspected();
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(
        {
          port: front.inspector.port,
          path: '/api/exchanges',
          headers: { Host: `localhost:${front.inspector.port}`, ...headers },
        },
        (answer) => resolve(answer.resume().statusCode),
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
    expect(status).toBe(403);
  });

  it('shows a page that loads nothing from elsewhere and cannot be framed', async () => {
    const { ask } = await startInspected();
    const answer = await ask('GET', '/');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(await answer.text()).not.toMatch(/https?:\/\/(?!localhost)/);
  });
});

it('gives up with a message when its second port is taken, and leaves the first free', async () => {
  const addon = await startFakeAddon();
  const { front } = await startInspected({ addon });
  await expect(startInspected({ addon, inspectorPort: front.inspector.port })).rejects.toThrow(/in use/);
});
