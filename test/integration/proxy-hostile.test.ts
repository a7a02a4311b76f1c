import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { type ProxyOptions, startProxy } from '../../src/proxy/proxy.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function startFront(target: number, options: Partial<ProxyOptions> = {}) {
  const exchanges: Omit<Exchange, 'id'>[] = [];
  const proxy = await startProxy({
    port: 0,
    target: `http://localhost:${target}`,
    clock: { now: () => Date.now(), sleep: async () => {} },
    judge: async () => ({ kind: 'other', addonKey: null, verdict: null }),
    onExchange: (exchange) => exchanges.push(exchange),
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { proxy, exchanges };
}

/** An add-on that tells what it got, and a proxy in front of it. */
async function startBoth(options: Partial<ProxyOptions> = {}, handler?: Handler) {
  const seen: string[] = [];
  const upstream = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        seen.push(`${incoming.method} ${incoming.url}`);
        if (handler !== undefined) handler(incoming, response);
        else incoming.resume().on('end', () => response.end(JSON.stringify(incoming.headers)));
      }),
    0,
  );
  onTestFinished(() => upstream.close());
  return { ...(await startFront(upstream.port, options)), seen };
}

async function startRaw(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Writes lines to the port and reads until the other side ends. */
async function talk(port: number, ...lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    socket.on('data', (chunk) => {
      all += chunk.toString('latin1');
    });
    socket.on('end', () => resolve(all));
    socket.on('error', reject);
  });
}

/** The add-on's view of a request: what it answered as its body. */
function headersIn(answer: string): Record<string, string> {
  return JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '{}');
}

describe('a request that is not for the add-on', () => {
  it.each([
    ['names another server', 'GET http://evil.example/ HTTP/1.1', [], 400],
    ['names even this one as a whole URL', 'GET http://localhost/ HTTP/1.1', [], 400],
    ['wants a tunnel', 'CONNECT evil.example:443 HTTP/1.1', [], 405],
    ['has two names', 'GET / HTTP/1.1', ['Host: evil.example'], 400],
    ['has two lengths', 'POST / HTTP/1.1', ['Content-Length: 1', 'Content-Length: 2'], 400],
    ['has a length and chunks', 'POST / HTTP/1.1', ['Content-Length: 3', 'Transfer-Encoding: chunked'], 400],
    ['hides its chunks', 'POST / HTTP/1.1', ['Transfer-Encoding: chunked, identity'], 400],
    ['has chunks in another coding', 'POST / HTTP/1.1', ['Transfer-Encoding: gzip, chunked'], 501],
    ['folds a header', 'GET / HTTP/1.1', ['X-A: 1', ' folded'], 400],
    ['has a blank before a colon', 'POST / HTTP/1.1', ['Content-Length : 3'], 400],
  ])('because it %s is refused', async (_, line, headers, status) => {
    const { proxy, seen } = await startBoth();
    const answer = await talk(
      proxy.port,
      line,
      'Host: localhost',
      'Connection: close',
      ...headers,
      '',
      '0\r\n\r\n',
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(seen).toEqual([]);
  });

  it('cannot be hidden in the body of one that is, by having its length taken away', async () => {
    const { proxy, seen } = await startBoth();
    const hidden = 'GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n';
    await talk(
      proxy.port,
      'GET /outer HTTP/1.1',
      'Host: localhost',
      'Connection: close, content-length',
      `Content-Length: ${hidden.length}`,
      '',
      hidden,
    );
    await fetch(`${proxy.url}/next`);
    expect(seen).toEqual(['GET /outer', 'GET /next']);
  });

  it('does not get to it behind an upgrade that it has refused', async () => {
    const { proxy, seen } = await startBoth();
    const answer = await talk(
      proxy.port,
      'GET /socket HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      '',
      'GET /behind HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(seen).toEqual(['GET /socket']);
  });

  it('loses no credentials or address to its Connection header', async () => {
    const { proxy } = await startBoth();
    const answer = await talk(
      proxy.port,
      'GET / HTTP/1.1',
      'Host: localhost',
      'Authorization: JWT a.b.c',
      'Connection: close, authorization, host, x-forwarded-for',
      '',
      '',
    );
    expect(headersIn(answer)).toMatchObject({ authorization: 'JWT a.b.c', host: 'localhost' });
  });

  it('that asks for HTTP/2 is answered without, body and all', async () => {
    const { proxy, seen } = await startBoth({}, (incoming, response) => incoming.pipe(response));
    const answer = await talk(
      proxy.port,
      'POST /h2c HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
      'Content-Length: 5',
      '',
      'hello',
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*hello/);
    expect(seen).toEqual(['POST /h2c']);
  });
});

describe('the public address', () => {
  const ask = (port: number, host: string, ...headers: readonly string[]) =>
    talk(port, 'GET / HTTP/1.1', `Host: ${host}`, 'Connection: close', ...headers, '', '');

  it('is answered to as long as it is the public one', async () => {
    const { proxy } = await startBoth({
      publicUrl: 'https://one.example',
      allowedHosts: ['other.example:8443'],
    });
    expect(await ask(proxy.port, 'one.example')).toMatch(/^HTTP\/1.1 200 /);
    expect(await ask(proxy.port, 'Other.Example:8443')).toMatch(/^HTTP\/1.1 200 /);
    proxy.setPublicUrl('https://two.example');
    expect(await ask(proxy.port, 'one.example')).toMatch(/^HTTP\/1.1 403 [\s\S]*two\.example/);
    expect(await ask(proxy.port, 'two.example')).toMatch(/^HTTP\/1.1 200 /);
    proxy.setPublicUrl(undefined);
    expect(await ask(proxy.port, 'two.example')).toMatch(/^HTTP\/1.1 403 /);
  });

  it('is what the add-on is told, in both ways of telling it', async () => {
    const { proxy } = await startBoth({ publicUrl: 'https://one.example' });
    expect(headersIn(await ask(proxy.port, 'one.example'))).toMatchObject({
      host: 'one.example',
      'x-forwarded-host': 'one.example',
      'x-forwarded-proto': 'https',
      forwarded: expect.stringMatching(/^for=\S+;host=one\.example;proto=https$/),
    });
    expect(headersIn(await ask(proxy.port, `localhost:${proxy.port}`))).toMatchObject({
      'x-forwarded-proto': 'http',
    });
    const behind = ['X-Forwarded-For: 203.0.113.9, 2001:db8::1', 'X-Forwarded-Proto: https'];
    expect(headersIn(await ask(proxy.port, 'localhost', ...behind))).toMatchObject({
      forwarded: expect.stringMatching(
        /^for=203\.0\.113\.9;host=localhost;proto=https, for="\[2001:db8::1\]", for=/,
      ),
    });
  });

  it('is hidden from an add-on that answers to its own name alone', async () => {
    const { proxy } = await startBoth({ publicUrl: 'https://one.example', hidesHost: true });
    expect(headersIn(await ask(proxy.port, 'one.example'))).toMatchObject({
      host: expect.stringMatching(/^localhost:\d+$/),
      'x-forwarded-host': 'one.example',
    });
  });

  it.each(['ftp://x', 'nonsense', '//x'])('is not %s', async (url) => {
    const { proxy } = await startBoth();
    expect(() => proxy.setPublicUrl(url)).toThrow(/public address/);
  });
});

describe('the descriptor', () => {
  const text =
    '{ "key" : "a",\n\t"baseUrl":"http://localhost:3000/app",  "links":{"self":"http://localhost:3000/d.json"}, "x":"é\\u00e9/\\/" }\n';
  const serve =
    (body: string | Buffer, headers: Record<string, string> = {}): Handler =>
    (_, response) =>
      response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"1"', ...headers }).end(body);
  const read = async (handler: Handler, publicUrl = 'https://one.example') => {
    const { proxy } = await startBoth({ publicUrl, descriptorPath: '/d.json' }, handler);
    const answer = await fetch(`${proxy.url}/d.json?x=1`);
    return { body: await answer.text(), headers: answer.headers };
  };
  const rewritten = text
    .replace('http://localhost:3000/app', 'https://one.example/app')
    .replace('http://localhost:3000/d', 'https://one.example/d');

  it('names the public address, and is the same byte for byte otherwise', async () => {
    const { body, headers } = await read(serve(text));
    expect(body).toBe(rewritten);
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(rewritten)));
    expect(headers.get('etag')).toBeNull();
  });

  it('is read when it comes compressed', async () => {
    expect((await read(serve(gzipSync(text), { 'Content-Encoding': 'gzip' }))).body).toBe(rewritten);
  });

  it('has the path of the public address where that has one', async () => {
    expect((await read(serve(text), 'https://one.example/below/')).body).toContain(
      '"https://one.example/below"',
    );
  });

  it.each([
    ['no JSON', `${text},`],
    ['no descriptor', '{"baseUri":"http://localhost"}'],
    ['a list', '["baseUrl","http://localhost"]'],
    ['right already', rewritten],
  ])('that is %s passes untouched, with what is said of it', async (_, body) => {
    const answer = await read(serve(body));
    expect(answer.body).toBe(body);
    expect(answer.headers.get('etag')).toBe('"1"');
  });
});

describe('an add-on that is slow', () => {
  it('is given up when its answer does not begin, in words for people and for programs', async () => {
    const { proxy } = await startBoth({ timeouts: { answerMs: 50 } }, () => {});
    const asked = (Accept: string) => fetch(`${proxy.url}/slow`, { headers: { Accept } });
    const page = await asked('text/html,*/*');
    expect([page.status, page.headers.get('content-type')]).toEqual([504, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('takes too long');
    const json = await asked('*/*');
    expect([json.status, await json.json()]).toMatchObject([
      504,
      { version: 1, error: { code: 'addon-too-slow' } },
    ]);
  });

  it('may take for ever once its answer has begun, and its head comes at once', async () => {
    let end = () => {};
    const { proxy } = await startBoth({ timeouts: { answerMs: 50 } }, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      end = () => response.end('data: 1\n\n');
    });
    const answer = await fetch(`${proxy.url}/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    await new Promise((resolve) => setTimeout(resolve, 150));
    end();
    expect(await answer.text()).toBe('data: 1\n\n');
  });

  it('loses no request to a connection that it closes just then', async () => {
    let connections = 0;
    const target = await startRaw((socket) => {
      connections += 1;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        // As a server does that is being stopped: it says nothing to the second request.
        if (requests === 2) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const { proxy } = await startFront(target);
    for (let index = 0; index < 4; index += 1) expect(await (await fetch(proxy.url)).text()).toBe('ok');
    expect(connections).toBeGreaterThan(1);
  });

  it('gets a request with a body once, even when the connection breaks', async () => {
    let requests = 0;
    const target = await startRaw((socket) => {
      socket.once('data', () => {
        requests += 1;
        socket.destroy();
      });
    });
    const { proxy } = await startFront(target);
    expect((await fetch(proxy.url, { method: 'POST', body: 'x' })).status).toBe(502);
    expect(requests).toBe(1);
  });
});

it('reports a web socket when it opens', async () => {
  const target = await startRaw((socket) => {
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
  });
  const { proxy, exchanges } = await startFront(target);
  const socket = connect(proxy.port, '127.0.0.1', () =>
    socket.write('GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  );
  onTestFinished(() => void socket.destroy());
  while (exchanges.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(exchanges).toMatchObject([{ url: '/ws', status: 101, note: expect.stringContaining('web socket') }]);
});
