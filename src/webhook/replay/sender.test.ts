import { once } from 'node:events';
import { createServer, type Server as HttpServer, request } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { OutgoingRequest } from './encode-request.ts';
import { createSenders, type Sender, type SenderOptions } from './sender.ts';

async function listen(server: Server | HttpServer, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * A server that does as it is told with the bytes of each connection.
 * @returns its origin, and how many connections there were
 */
async function startTcp(onConnection: (socket: Socket, number: number) => void) {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    count += 1;
    onConnection(socket, count);
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { origin: `http://127.0.0.1:${port}`, count: () => count };
}

/** Answers each request, whose body is expected to come in one piece with its headers. */
async function startAnswering(...answers: readonly string[]) {
  return startTcp((socket) => {
    let at = 0;
    socket.on('data', () => {
      socket.write(answers[at % answers.length] ?? '');
      at += 1;
    });
  });
}

function senderTo(origin: string, options: Partial<SenderOptions> = {}): Sender {
  const [sender] = createSenders(origin, 1, {
    ...{ timeout: 60_000, keepBodies: true, timer: () => performance.now() },
    ...options,
  });
  if (sender === undefined) throw new Error('there is no sender');
  onTestFinished(() => sender.destroy());
  return sender;
}

function post(body = '{}', more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { method: 'POST', target: '/hook?a=1', headers: ['X-A', 'é'], body: Buffer.from(body), ...more };
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('what is sent', () => {
  test('goes in one write, with host and length, and is what the server reads', async () => {
    const writes: string[] = [];
    const { origin } = await startTcp((socket) => {
      socket.on('data', (chunk) => {
        writes.push(chunk.toString('latin1'));
        socket.write(OK);
      });
    });
    await senderTo(origin).send(post('{"a":1}'));
    expect(writes).toEqual([
      `POST /hook?a=1 HTTP/1.1\r\nHost: ${origin.slice(7)}\r\nConnection: keep-alive\r\nX-A: é\r\nContent-Length: 7\r\n\r\n{"a":1}`,
    ]);
  });

  test('is another request when only target or body are others', async () => {
    const received: string[] = [];
    const server = createServer((incoming, response) => {
      incoming.on('data', (chunk: Buffer) => received.push(`${incoming.url} ${chunk.toString()}`));
      incoming.on('end', () => response.end());
    });
    const sender = senderTo(`http://127.0.0.1:${await listen(server)}`);
    onTestFinished(() => void server.close());
    const headers = ['X-A', '1'];
    for (const body of ['one', 'two'].map((text) => Buffer.from(text))) {
      for (const target of ['/a', '/b', '/b']) await sender.send({ ...post(), headers, target, body });
    }
    expect(received).toEqual(['/a one', '/b one', '/b one', '/a two', '/b two', '/b two']);
  });

  test.each([
    ['a header with a line break', { headers: ['X-A', 'b\r\nX-C: d'] }],
    ['a header beyond Latin-1', { headers: ['X-A', 'снег'] }],
    ['a name with a blank', { headers: ['X A', 'b'] }],
    ['a path with a blank', { target: '/a b' }],
    ['a method that is none', { method: 'PO ST' }],
  ])('%s is not sent', async (_, more) => {
    const { origin, count } = await startAnswering(OK);
    const { status, error } = await senderTo(origin).send(post('', more));
    expect(status).toBeUndefined();
    expect(error).toMatch(/^not sent, for /);
    expect(count()).toBe(0);
  });
});

describe('answers', () => {
  test('are those that another client reads, however they are written', async () => {
    const written = new Map<string, readonly Uint8Array[]>();
    const server = createServer((incoming, response) => {
      const pieces = written.get(incoming.url ?? '') ?? [];
      incoming.resume();
      incoming.on('end', async () => {
        response.statusCode = Number(incoming.headers['x-status']);
        response.useChunkedEncodingByDefault = incoming.headers['x-framing'] !== 'closed';
        if (incoming.headers['x-framing'] === 'counted') {
          response.setHeader('Content-Length', Buffer.concat([...pieces]).length);
        }
        for (const piece of pieces) {
          response.write(piece);
          await new Promise((resolve) => setImmediate(resolve));
        }
        response.end();
      });
    });
    const port = await listen(server);
    onTestFinished(() => void server.close());
    const sender = senderTo(`http://127.0.0.1:${port}`);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { maxLength: 6 }),
        fc.constantFrom(200, 204, 302, 304, 404, 500),
        fc.constantFrom('counted', 'chunked', 'closed'),
        fc.constantFrom('POST', 'GET', 'HEAD'),
        async (pieces, status, framing, method) => {
          number += 1;
          const target = `/${number}`;
          written.set(target, pieces);
          const headers = ['X-Status', String(status), 'X-Framing', framing];
          const outgoing = { method, target, headers, body: Buffer.alloc(0) };
          const [ours, theirs] = [await sender.send(outgoing), await sendOtherwise(port, outgoing)];
          expect(ours).toMatchObject({ status: theirs.status, error: undefined });
          expect(Buffer.from(ours.body ?? [])).toEqual(theirs.body);
        },
      ),
    );
  });

  test('100 in front of them is passed over', async () => {
    const { origin } = await startAnswering(`HTTP/1.1 100 Continue\r\n\r\n${OK}`);
    expect(await senderTo(origin).send(post())).toMatchObject({ status: 200, error: undefined });
  });

  test('bodies are not kept where nobody looks at them', async () => {
    const { origin } = await startAnswering(OK);
    expect((await senderTo(origin, { keepBodies: false }).send(post())).body).toHaveLength(0);
  });
});

describe('a connection', () => {
  test('is used for one request after the other', async () => {
    const { origin, count } = await startAnswering(OK);
    const sender = senderTo(origin);
    const results = await Promise.all(Array.from({ length: 20 }, () => sender.send(post())));
    expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(count()).toBe(1);
  });

  test.each([
    [
      'the server says that it closes it',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok',
    ],
    ['the server speaks HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
    ['more came than was asked for', `${OK}${OK}`],
  ])('is not used again when %s', async (_, answer) => {
    const { origin, count } = await startAnswering(answer);
    const sender = senderTo(origin);
    for (const time of [1, 2, 3]) {
      expect(await sender.send(post())).toMatchObject({ status: 200 });
      expect(count()).toBe(time);
    }
  });

  test('is not used again when the server has closed it meanwhile', async () => {
    const closed: Promise<unknown>[] = [];
    const { origin, count } = await startTcp((socket) => {
      socket.on('data', () => socket.end(OK));
      closed.push(once(socket, 'close'));
    });
    const sender = senderTo(origin);
    await sender.send(post());
    await Promise.all(closed);
    expect(await sender.send(post())).toMatchObject({ status: 200, error: undefined });
    expect(count()).toBe(2);
  });

  test('is not used again after the time that the server keeps it', async () => {
    let now = 0;
    const { origin, count } = await startAnswering(
      'HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=5\r\n\r\n',
    );
    const sender = senderTo(origin, { timer: () => now });
    for (const [time, connections] of [
      [0, 1],
      [3999, 1],
      [7998, 1],
      [11_998, 2],
    ] as const) {
      now = time;
      await sender.send(post());
      expect(count()).toBe(connections);
    }
  });

  test('is not used again when the answer came before all of the request was taken', async () => {
    const { origin, count } = await startTcp((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const sender = senderTo(origin);
    const body = Buffer.alloc(30_000_000);
    for (const time of [1, 2]) {
      expect(await sender.send({ ...post(), body })).toMatchObject({ status: 413, error: undefined });
      expect(count()).toBe(time);
    }
  });
});

describe('no answer', () => {
  test.each([
    ['is closed at once', '', 'the connection was closed without an answer'],
    [
      'is closed in the headers',
      'HTTP/1.1 200 OK\r\n',
      'the connection was closed in the middle of the answer',
    ],
    [
      'is closed in the body',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok',
      'the connection was closed in the middle of the answer',
    ],
    [
      'is closed between chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n',
      'the connection was closed in the middle of the answer',
    ],
    ['speaks something else', 'SSH-2.0-x\r\n', 'malformed answer: not HTTP/1.1'],
  ])('when the connection %s; the next one goes well', async (_, written, error) => {
    const { origin } = await startTcp((socket, number) => {
      socket.on('data', () => (number === 1 ? socket.end(written) : socket.write(OK)));
    });
    const sender = senderTo(origin);
    const [first, second] = await Promise.all([sender.send(post()), sender.send(post())]);
    expect(first).toMatchObject({ status: undefined, error });
    expect(second).toMatchObject({ status: 200, error: undefined });
  });

  test('when it is reset', async () => {
    const { origin } = await startTcp((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const sender = senderTo(origin);
    expect(await sender.send(post())).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  });

  test('when nobody listens', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const sender = senderTo(`http://127.0.0.1:${port}`);
    const results = await Promise.all([sender.send(post()), sender.send(post())]);
    expect(results).toMatchObject([{ error: 'ECONNREFUSED' }, { error: 'ECONNREFUSED' }]);
  });

  test('in time: also when it trickles, and not when the one before took long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const arrived = new EventTarget();
    const { origin, count } = await startTcp((socket, number) => {
      socket.on('data', () => {
        if (number === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n');
        arrived.dispatchEvent(new Event('request'));
        if (number > 1) vi.advanceTimersByTime(900);
        if (number > 1) socket.write(OK.replace('\r\n', '\r\nConnection: close\r\n'));
      });
    });
    const sender = senderTo(origin, { timeout: 1000 });
    const request = once(arrived, 'request');
    const sent = sender.send(post());
    await request;
    vi.advanceTimersByTime(1000);
    expect(await sent).toMatchObject({ status: undefined, error: 'no answer in time' });
    for (const _ of [1, 2, 3]) expect(await sender.send(post())).toMatchObject({ status: 200 });
    expect(count()).toBe(4);
  });

  test('when it is broken off, and none to what waits or comes later', async () => {
    const arrived = new EventTarget();
    const { origin } = await startTcp((socket) => {
      socket.on('data', () => arrived.dispatchEvent(new Event('request')));
    });
    const sender = senderTo(origin);
    const request = once(arrived, 'request');
    const sent = Array.from({ length: 20_000 }, () => sender.send(post()));
    await request;
    sender.destroy();
    const results = await Promise.all([...sent, sender.send(post())]);
    expect(new Set(results.map(({ error }) => error))).toEqual(new Set(['interrupted']));
  });
});

test('goes to addresses of IPv6', async (context) => {
  const server = createServer((incoming, response) => response.end(incoming.headers.host));
  const port = await listen(server, '::1').catch(() => undefined);
  if (port === undefined) return context.skip('this machine has no IPv6');
  onTestFinished(() => void server.close());
  const { status, body } = await senderTo(`http://[::1]:${port}`).send(post());
  expect([status, Buffer.from(body ?? []).toString()]).toEqual([200, `[::1]:${port}`]);
});

function sendOtherwise(
  port: number,
  { method, target, headers, body }: OutgoingRequest,
): Promise<{ readonly status: number | undefined; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path: target, headers: ['Host', 'a', ...headers], agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks) }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
