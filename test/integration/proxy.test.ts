import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { type ProxyOptions, startProxy } from '../../src/proxy/proxy.ts';

type Reported = Omit<Exchange, 'id'>;
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A proxy in front of `targetPort`, and what it reported. */
async function startTestProxy(targetPort: number, options: Partial<ProxyOptions> = {}) {
  const exchanges: Reported[] = [];
  const waiting: (() => void)[] = [];
  const proxy = await startProxy({
    port: 0,
    target: `http://localhost:${targetPort}`,
    clock: { now: () => Date.now(), sleep: async () => {} },
    judge: async () => ({ kind: 'other', addonKey: null, verdict: null }),
    onExchange: (exchange) => {
      exchanges.push(exchange);
      for (const resolve of waiting.splice(0)) resolve();
    },
    ...options,
  });
  onTestFinished(() => proxy.close());
  const reported = async (count: number): Promise<readonly Reported[]> => {
    while (exchanges.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return exchanges;
  };
  return { port: proxy.port, origin: `http://localhost:${proxy.port}`, reported };
}

/** A server that answers with `handler`, behind a proxy. */
async function startBoth(handler: Handler, options: Partial<ProxyOptions> = {}) {
  const upstream = await listenOnLoopback(() => createServer(handler), 0);
  onTestFinished(() => upstream.close());
  return startTestProxy(upstream.port, options);
}

/** A server of raw TCP that does with a connection what it likes. */
async function startRawUpstream(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Answer {
  readonly status: number;
  readonly statusMessage: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | readonly string[]>;
  readonly body?: Uint8Array | readonly Uint8Array[];
}

async function send(
  port: number,
  { method = 'GET', path = '/', headers = {}, body = [] }: Sent = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { host: `localhost:${port}`, ...headers },
    });
    outgoing.on('response', (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage = '', rawHeaders } = response;
        resolve({
          status,
          statusMessage,
          rawHeaders,
          headers: response.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.on('error', reject);
    for (const chunk of body instanceof Uint8Array ? [body] : body) outgoing.write(chunk);
    outgoing.end();
  });
}

/** Writes `text` to the port and reads until the other side ends. */
async function talk(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
}

const hash = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

describe('a body', () => {
  const echo: Handler = (incoming, response) => {
    response.setHeader('X-Method', incoming.method ?? '');
    incoming.pipe(response);
  };

  it.each([0, 1, 65_535, 5_000_000])('of %d bytes passes both ways, byte for byte', async (size) => {
    const { port } = await startBoth(echo);
    const body = randomBytes(size);
    const lengths = { 'content-length': String(size) };
    expect(hash((await send(port, { method: 'POST', headers: lengths, body })).body)).toBe(hash(body));
  });

  it('in chunks passes with every method that may have one', async () => {
    const { port } = await startBoth(echo);
    const headers = { 'transfer-encoding': 'chunked' };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { maxLength: 5 }),
        async (method, body) => {
          const answer = await send(port, { method, headers, body });
          expect(answer.headers['x-method']).toBe(method);
          expect(answer.body.equals(Buffer.concat(body))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('cannot smuggle a second request past the proxy', async () => {
    const seen: string[] = [];
    const { port } = await startBoth((incoming, response) => {
      seen.push(incoming.url ?? '');
      incoming.resume().on('end', () => response.end());
    });
    const body = Buffer.from('GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await send(port, { method: 'DELETE', path: '/outer', headers: { 'transfer-encoding': 'chunked' }, body });
    await send(port, { path: '/next' });
    expect(seen).toEqual(['/outer', '/next']);
  });

  it('that is compressed stays compressed', async () => {
    const body = gzipSync('hello '.repeat(1000));
    const { port } = await startBoth((_, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(body);
    });
    const answer = await send(port, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.body.equals(body)).toBe(true);
  });

  it('is announced with Expect: 100-continue, and the add-on asks for it', async () => {
    const { port } = await startBoth((incoming, response) => {
      response.setHeader('X-Expect', incoming.headers.expect ?? 'none');
      incoming.pipe(response);
    });
    const body = await new Promise<string>((resolve, reject) => {
      const headers = { host: `localhost:${port}`, expect: '100-continue', 'content-length': 5 };
      const outgoing = request({ port, host: '127.0.0.1', method: 'POST', headers }, (response) => {
        let text = response.headers['x-expect'] ?? '';
        response.on('data', (chunk: Uint8Array) => {
          text += ` ${Buffer.from(chunk).toString()}`;
        });
        response.on('end', () => resolve(String(text)));
      });
      outgoing.on('continue', () => outgoing.end('hello'));
      outgoing.on('error', reject);
      outgoing.flushHeaders();
    });
    expect(body).toBe('100-continue hello');
  });

  it('arrives while it is still being sent', async () => {
    let answer: ServerResponse | undefined;
    const { port } = await startBoth((_, response) => {
      answer = response;
      response.write('first');
    });
    const text = await new Promise<string>((resolve) => {
      let all = '';
      request({ port, host: '127.0.0.1', headers: { host: 'localhost' } }, (response) => {
        response.on('data', (chunk: Uint8Array) => {
          all += Buffer.from(chunk).toString();
          if (all === 'first') answer?.end('second');
        });
        response.on('end', () => resolve(all));
      }).end();
    });
    expect(text).toBe('firstsecond');
  });
});

describe('an answer', () => {
  it('keeps repeated headers, their order and spelling, and the status text', async () => {
    const { port } = await startBoth((_, response) => {
      response.writeHead(299, 'Quite fine', [
        'Set-Cookie',
        'a=1',
        'X-Odd',
        '1',
        'set-cookie',
        'b=2',
        'X-Odd',
        '2',
        'Location',
        '/a',
        'Location',
        '/b',
      ]);
      response.end();
    });
    const { status, statusMessage, rawHeaders } = await send(port);
    expect([status, statusMessage]).toEqual([299, 'Quite fine']);
    expect(rawHeaders.slice(0, 12)).toEqual([
      'Set-Cookie',
      'a=1',
      'X-Odd',
      '1',
      'set-cookie',
      'b=2',
      'X-Odd',
      '2',
      'Location',
      '/a',
      'Location',
      '/b',
    ]);
  });

  it.each([204, 304])('of %d has no body', async (status) => {
    const { port } = await startBoth((_, response) => response.writeHead(status, { ETag: '"x"' }).end());
    const answer = await send(port);
    expect([answer.status, answer.headers.etag, answer.body.length]).toEqual([status, '"x"', 0]);
  });

  it('to HEAD keeps the length of what GET would answer', async () => {
    const { port } = await startBoth((_, response) => response.setHeader('Content-Length', '1234').end());
    const answer = await send(port, { method: 'HEAD' });
    expect([answer.headers['content-length'], answer.body.length]).toEqual(['1234', 0]);
  });

  it('may be preceded by others of 1xx', async () => {
    const { port } = await startBoth((_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</x.css>; rel=preload' });
      response.end('final');
    });
    expect((await send(port)).body.toString()).toBe('final');
  });

  it('loses the headers that concern one connection only', async () => {
    const upstream = await startRawUpstream((socket) => {
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 200 OK\r\nConnection: X-Hop, close\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\nok',
        ),
      );
    });
    const { port } = await startTestProxy(upstream);
    const { headers, body } = await send(port);
    expect(headers).toMatchObject({ 'x-kept': '1' });
    expect(headers).not.toHaveProperty('x-hop');
    expect(headers['keep-alive']).not.toBe('timeout=9');
    expect(body.toString()).toBe('ok');
  });
});

describe('a request', () => {
  const tellHeaders: Handler = (incoming, response) => response.end(JSON.stringify(incoming.headers));

  it('says where it came from, and keeps the Host that it was sent to', async () => {
    const { port } = await startBoth(tellHeaders);
    const headers = JSON.parse((await send(port)).body.toString());
    expect(headers).toMatchObject({
      host: `localhost:${port}`,
      'x-forwarded-for': expect.stringMatching(/127\.0\.0\.1$/),
      'x-forwarded-host': `localhost:${port}`,
      'x-forwarded-proto': 'http',
    });
  });

  it('keeps what a proxy in front said of it', async () => {
    const { port } = await startBoth(tellHeaders);
    const sent = {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'addon.example.com',
      'x-forwarded-proto': 'https',
    };
    expect(JSON.parse((await send(port, { headers: sent })).body.toString())).toMatchObject({
      ...sent,
      'x-forwarded-for': expect.stringMatching(/^203\.0\.113\.9, .*127\.0\.0\.1$/),
    });
  });

  it('loses the headers that its Connection header names', async () => {
    const { port } = await startBoth(tellHeaders);
    const sent = { connection: 'X-Secret-Hop, close', 'x-secret-hop': '1', te: 'trailers', 'x-kept': '1' };
    const headers = JSON.parse((await send(port, { headers: sent })).body.toString());
    expect(headers).toMatchObject({ 'x-kept': '1' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-secret-hop']));
    expect(headers).not.toHaveProperty('te');
  });

  it('passes its target as it stands', async () => {
    const { port } = await startBoth((incoming, response) => response.end(incoming.url));
    const path = '/a//b/%2e%2E/c%2Fd?x=1&x=2&y=%zz&jwt=';
    expect((await send(port, { path })).body.toString()).toBe(path);
  });

  it.each(['evil.example', 'localhost.evil.example:80', 'localhost@evil.example'])(
    'for the host %j is turned away',
    async (host) => {
      const { port } = await startBoth((_, response) => response.end('reached'));
      const { status, body } = await send(port, { headers: { host } });
      expect([status, body.toString()]).toEqual([403, expect.not.stringContaining('reached')]);
    },
  );

  it('is reported without its token', async () => {
    const { port, reported } = await startBoth((_, response) => response.writeHead(201).end());
    await send(port, { path: '/x?jwt=eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl' });
    expect(await reported(1)).toMatchObject([
      { method: 'GET', status: 201, url: '/x?jwt=eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.[redacted]' },
    ]);
  });

  it('passes although it cannot be judged', async () => {
    const judge = async () => Promise.reject(new Error('no judge today'));
    const { port, reported } = await startBoth((_, response) => response.end('ok'), { judge });
    expect((await send(port)).body.toString()).toBe('ok');
    expect(await reported(1)).toMatchObject([
      { verdict: { valid: false, message: expect.stringContaining('no judge today') } },
    ]);
  });
});

describe('an add-on that fails', () => {
  it('by not listening is reported and answered with 502', async () => {
    const gone = await listenOnLoopback(() => createServer(), 0);
    await gone.close();
    const { port, reported } = await startTestProxy(gone.port);
    const { status, body } = await send(port);
    expect([status, body.toString()]).toEqual([502, expect.stringContaining('ECONNREFUSED')]);
    expect(await reported(1)).toMatchObject([
      { status: null, note: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('by answering no HTTP is answered with 502', async () => {
    const upstream = await startRawUpstream((socket) => socket.end('hello\r\n'));
    const { port } = await startTestProxy(upstream);
    expect((await send(port)).status).toBe(502);
  });

  it('in the middle of its answer breaks the answer off', async () => {
    const upstream = await startRawUpstream((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () =>
          setImmediate(() => socket.destroy()),
        );
      });
    });
    const { port, reported } = await startTestProxy(upstream);
    await expect(send(port)).rejects.toThrow();
    expect(await reported(1)).toMatchObject([{ status: 200, note: expect.stringContaining('broke off') }]);
  });

  it('by not reading the whole request still has its answer passed', async () => {
    const upstream = await startRawUpstream((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlarge'),
      );
    });
    const { port } = await startTestProxy(upstream);
    const answer = await talk(
      port,
      `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n${'x'.repeat(100)}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 Too Large\r\n[\s\S]*large$/);
  });
});

it('lets go of the add-on when the client goes away', async () => {
  let resolveClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });
  let resolveArrived = () => {};
  const arrived = new Promise<void>((resolve) => {
    resolveArrived = resolve;
  });
  const { port, reported } = await startBoth((incoming) => {
    incoming.socket.on('close', () => resolveClosed());
    resolveArrived();
  });
  const outgoing = request({ port, host: '127.0.0.1', headers: { host: 'localhost' } });
  outgoing.on('error', () => {});
  outgoing.end();
  await arrived;
  outgoing.destroy();
  await closed;
  expect(await reported(1)).toMatchObject([
    { status: null, note: expect.stringContaining('client went away') },
  ]);
});

describe('an upgrade', () => {
  const upgrade = (host: string) =>
    `GET /socket?x=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n\r\n`;

  it('joins both sides, with what either sends at once', async () => {
    const upstream = await startRawUpstream((socket) => {
      let head = '';
      socket.on('data', (chunk) => {
        head += chunk.toString();
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        socket.removeAllListeners('data');
        const isRight =
          /^GET \/socket\?x=1 HTTP\/1\.1\r\n[\s\S]*Upgrade: websocket\r\n[\s\S]*X-Forwarded-For: /.test(head);
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n${isRight ? 'greeting' : 'wrong'}`,
        );
        socket.write(head.slice(end + 4));
        socket.pipe(socket);
      });
    });
    const { port } = await startTestProxy(upstream);
    const text = await new Promise<string>((resolve, reject) => {
      let all = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`${upgrade(`localhost:${port}`)}early`));
      socket.on('data', (chunk) => {
        all += chunk.toString();
        if (all.endsWith('greetingearly')) socket.write('late');
        if (all.endsWith('late')) socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(all));
    });
    expect(text).toMatch(/^HTTP\/1\.1 101 [\s\S]*greetingearlylate$/);
  });

  it('that is refused passes the whole refusal', async () => {
    const body = 'x'.repeat(300_000);
    const { port } = await startBoth((_, response) => response.end());
    const upstream = await startRawUpstream((socket) => {
      socket.once('data', () =>
        socket.end(`HTTP/1.1 401 Unauthorized\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
      );
    });
    const refusing = await startTestProxy(upstream);
    const answer = await talk(refusing.port, upgrade('localhost'));
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer.endsWith(`\r\n\r\n${body}`)).toBe(true);
    // A server without web sockets answers such a request as any other.
    expect(
      await talk(port, upgrade('localhost').replace('Connection: Upgrade', 'Connection: Upgrade, close')),
    ).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('to an add-on that does not listen is answered with 502', async () => {
    const gone = await listenOnLoopback(() => createServer(), 0);
    await gone.close();
    const { port } = await startTestProxy(gone.port);
    expect(await talk(port, upgrade('localhost'))).toMatch(/^HTTP\/1\.1 502 [\s\S]*ECONNREFUSED/);
  });

  it('for another host is turned away', async () => {
    let isReached = false;
    const upstream = await startRawUpstream(() => {
      isReached = true;
    });
    const { port } = await startTestProxy(upstream);
    await talk(port, upgrade('evil.example')).catch(() => '');
    expect(isReached).toBe(false);
  });

  it('ends when the proxy does', async () => {
    const upstream = await startRawUpstream((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    );
    const proxy = await startProxy({
      port: 0,
      target: `http://localhost:${upstream}`,
      clock: { now: () => 0, sleep: async () => {} },
      judge: async () => undefined,
      onExchange: () => {},
    });
    const socket = connect(proxy.port, '127.0.0.1', () => socket.write(upgrade('localhost')));
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    await proxy.close();
    await closed;
  });
});

describe('rewriting', () => {
  const rewrite = (path: string) =>
    path === '/d' ? (text: string) => text.replace('old', 'neü') : undefined;

  it('changes the text and what is said of it', async () => {
    const { port } = await startBoth(
      (incoming, response) => {
        response.setHeader(
          'X-Asked',
          JSON.stringify([incoming.headers['accept-encoding'], incoming.headers['if-none-match']]),
        );
        response.setHeader('ETag', '"old"');
        response.setHeader('Set-Cookie', ['a=1', 'b=2']);
        response.setHeader('Content-Type', 'application/json');
        response.end('{"x":"old"}');
      },
      { rewrite },
    );
    const { headers, body } = await send(port, {
      path: '/d?x=1',
      headers: { 'accept-encoding': 'gzip', 'if-none-match': '"old"' },
    });
    expect(body.toString()).toBe('{"x":"neü"}');
    expect(headers).toMatchObject({
      'x-asked': '["identity",null]',
      'content-length': String(Buffer.byteLength('{"x":"neü"}')),
      'content-type': 'application/json; charset=utf-8',
      'set-cookie': ['a=1', 'b=2'],
    });
    expect(headers).not.toHaveProperty('etag');
  });

  it.each([
    ['gzip although it was not asked for', { 'Content-Encoding': 'gzip' }, gzipSync('é old'), 'é neü'],
    [
      'Latin-1',
      { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      Buffer.from('é old', 'latin1'),
      'é neü',
    ],
    [
      'UTF-16',
      { 'Content-Type': 'text/plain; charset="utf-16le"' },
      Buffer.from('é old', 'utf16le'),
      'é neü',
    ],
    ['UTF-8 with a byte order mark', {}, Buffer.from('\ufefféold'), 'éneü'],
  ])('reads %s', async (_, headers, sent, text) => {
    const { port } = await startBoth((__, response) => response.writeHead(200, headers).end(sent), {
      rewrite,
    });
    const answer = await send(port, { path: '/d' });
    expect(answer.body.toString()).toBe(text);
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it.each([
    ['another path', '/e', 200, {}],
    ['an error', '/d', 404, {}],
    ['an encoding that is not known', '/d', 200, { 'Content-Encoding': 'zstd-ish' }],
    ['a charset that is not known', '/d', 200, { 'Content-Type': 'text/plain; charset=klingon' }],
    ['an encoding that is not what it says', '/d', 200, { 'Content-Encoding': 'gzip' }],
  ])('leaves %s alone', async (_, path, status, headers) => {
    const { port } = await startBoth((__, response) => response.writeHead(status, headers).end('old'), {
      rewrite,
    });
    const answer = await send(port, { path });
    expect([answer.status, answer.body.toString()]).toEqual([status, 'old']);
  });

  it('promises HEAD no length that GET would not have', async () => {
    const { port } = await startBoth(
      (_, response) => response.writeHead(200, { 'Content-Length': '3' }).end(),
      { rewrite },
    );
    const answer = await send(port, { method: 'HEAD', path: '/d' });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('content-length');
  });

  it('of an answer that breaks off ends in 502', async () => {
    const upstream = await startRawUpstream((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nold', () =>
          setImmediate(() => socket.destroy()),
        );
      });
    });
    const { port, reported } = await startTestProxy(upstream, { rewrite });
    expect((await send(port, { path: '/d' })).status).toBe(502);
    expect(await reported(1)).toMatchObject([{ status: null }]);
  });
});
