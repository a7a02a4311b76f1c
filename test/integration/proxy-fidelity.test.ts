import { createHash, randomBytes } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { type ProxyOptions, startProxy } from '../../src/proxy/proxy.ts';
import { soak } from '../support/soak.ts';

const hash = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

/** A server that tells the hash of what it got, and answers what it was asked for. */
async function startPair(options: Partial<ProxyOptions> = {}) {
  const servers = new Set<Server>();
  const upstream = await listenOnLoopback(() => {
    const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
      const digest = createHash('sha256');
      incoming.on('data', (chunk: Uint8Array) => digest.update(chunk));
      incoming.on('error', () => {});
      incoming.on('end', () => {
        const {
          size = '0',
          framing,
          trailer,
          status = '200',
        } = Object.fromEntries(new URL(incoming.url ?? '/', 'http://localhost').searchParams);
        const body = bodyOf(Number(size));
        response.statusCode = Number(status);
        response.setHeader('X-Got', digest.digest('hex'));
        response.setHeader('X-Trailers', JSON.stringify(incoming.rawTrailers));
        if (framing === 'length') response.setHeader('Content-Length', body.length);
        if (trailer !== undefined) response.setHeader('Trailer', 'X-After');
        for (let start = 0; start < body.length; start += 50_000) {
          response.write(body.subarray(start, start + 50_000));
        }
        if (trailer !== undefined) response.addTrailers({ 'X-After': trailer });
        response.end();
      });
    });
    servers.add(server);
    return server;
  }, 0);
  onTestFinished(() => upstream.close());
  let reports = 0;
  const proxy = await startProxy({
    port: 0,
    target: `http://localhost:${upstream.port}`,
    clock: { now: () => Date.now(), sleep: async () => {} },
    judge: async () => ({ kind: 'other', addonKey: null, verdict: null }),
    onExchange: () => {
      reports += 1;
    },
    ...options,
  });
  onTestFinished(() => proxy.close());
  /** Sockets that are open on the add-on's side. */
  const openSockets = async () => {
    const counts = [...servers].map(
      (server) =>
        new Promise<number>((resolve, reject) =>
          server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
        ),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  return { proxy, upstream, openSockets, reported: () => reports };
}

/** The same bytes for the same size, which compress badly. */
function bodyOf(size: number): Buffer {
  const block = createHash('sha512').update(String(size)).digest();
  return Buffer.alloc(size, block);
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly chunks?: readonly Uint8Array[];
  readonly isChunked?: boolean;
  readonly trailers?: readonly [string, string][];
  readonly agent?: Agent | false;
}

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly rawTrailers: readonly string[];
  readonly body: Buffer;
}

async function send(
  port: number,
  { method = 'GET', path = '/', chunks = [], ...options }: Sent,
): Promise<Got> {
  const { isChunked = false, trailers = [], agent = false } = options;
  const length = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const framing = isChunked
    ? { 'transfer-encoding': 'chunked', ...(trailers.length > 0 ? { trailer: 'X-Sum' } : {}) }
    : length > 0
      ? { 'content-length': length }
      : {};
  return new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      agent,
      headers: { host: 'localhost', ...framing },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const parts: Uint8Array[] = [];
      response.on('data', (part: Uint8Array) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          rawTrailers: response.rawTrailers,
          body: Buffer.concat(parts),
        }),
      );
    });
    for (const chunk of chunks) outgoing.write(chunk);
    if (trailers.length > 0) outgoing.addTrailers(trailers);
    outgoing.end();
  });
}

describe('what passes is what would have come without the proxy', () => {
  it('whatever its size and framing, in both directions', async () => {
    const { proxy, upstream } = await startPair();
    const size = fc.oneof(
      fc.nat({ max: 100 }),
      fc.constantFrom(16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 1_048_576, 1_048_577),
      fc.nat({ max: 300_000 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
        fc.array(size, { maxLength: 3 }),
        fc.boolean(),
        size,
        fc.constantFrom('length', 'chunked'),
        fc.constantFrom(200, 201, 204, 304, 404, 500),
        async (method, sizes, isChunked, answerSize, framing, status) => {
          const chunks = sizes.filter((one) => one > 0).map((one) => randomBytes(one));
          const answered = status === 204 || status === 304 ? 0 : answerSize;
          const path = `/?size=${answered}&framing=${framing}&status=${status}`;
          const sent = { method, path, chunks, isChunked };
          const [direct, passed] = [await send(upstream.port, sent), await send(proxy.port, sent)];
          expect(passed.headers['x-got']).toBe(hash(Buffer.concat(chunks)));
          expect(hash(passed.body)).toBe(hash(direct.body));
          expect([
            passed.status,
            passed.headers['content-length'],
            passed.headers['transfer-encoding'],
          ]).toEqual([direct.status, direct.headers['content-length'], direct.headers['transfer-encoding']]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('with what comes after the body', async () => {
    const { proxy } = await startPair();
    const got = await send(proxy.port, {
      method: 'POST',
      path: '/?size=10&framing=chunked&trailer=later',
      chunks: [randomBytes(10)],
      isChunked: true,
      trailers: [['X-Sum', '123']],
    });
    expect(got.headers['x-trailers']).toBe('["X-Sum","123"]');
    expect(got.headers.trailer).toBe('X-After');
    expect(got.rawTrailers).toEqual(['X-After', 'later']);
  });
});

const REQUESTS = soak(2_000, 10_000);

it(`loses none of ${REQUESTS} requests, 64 at a time, and reports each`, async () => {
  const { proxy, reported } = await startPair();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  onTestFinished(() => agent.destroy());
  let next = 0;
  let wrong = 0;
  const work = async () => {
    for (let index = next++; index < REQUESTS; index = next++) {
      const method = index % 4 === 0 ? 'POST' : 'GET';
      const chunks = method === 'POST' ? [Buffer.from(`body ${index}`)] : [];
      const size = index % 500;
      const got = await send(proxy.port, { method, path: `/?size=${size}&framing=length`, chunks, agent });
      const isRight =
        got.status === 200 &&
        got.body.length === size &&
        got.headers['x-got'] === hash(Buffer.concat(chunks));
      if (!isRight) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  expect(wrong).toBe(0);
  while (reported() < REQUESTS) await new Promise((resolve) => setImmediate(resolve));
});

it('leaves no socket open when clients go away in the middle', async () => {
  const arrived: (() => void)[] = [];
  const held = new Set<Socket>();
  const upstream = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        held.add(incoming.socket);
        incoming.socket.on('close', () => held.delete(incoming.socket));
        incoming.on('error', () => {});
        // Endless uploads are never answered, and downloads never end.
        if (incoming.method === 'GET') response.write(Buffer.alloc(100_000));
        incoming.resume();
        arrived.shift()?.();
      }),
    0,
  );
  onTestFinished(() => upstream.close());
  const { proxy } = await startPair({ target: `http://localhost:${upstream.port}` });
  for (const method of ['GET', 'POST']) {
    for (let round = 0; round < 20; round += 1) {
      const isThere = new Promise<void>((resolve) => arrived.push(resolve));
      const outgoing = request({
        port: proxy.port,
        host: '127.0.0.1',
        method,
        agent: false,
        headers: { host: 'localhost', ...(method === 'POST' ? { 'content-length': 1_000_000 } : {}) },
      });
      outgoing.on('error', () => {});
      outgoing.on('response', (response) => response.on('error', () => {}));
      if (method === 'POST') outgoing.write(Buffer.alloc(1000));
      else outgoing.end();
      await isThere;
      outgoing.destroy();
    }
  }
  while (held.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

it('takes no more memory for a body that nobody takes', async () => {
  // The add-on reads nothing; what it does not take must stay with who sends it.
  const upstream = await listenOnLoopback(() => createServer(() => {}), 0);
  onTestFinished(() => upstream.close());
  const { proxy } = await startPair({ target: `http://localhost:${upstream.port}` });
  const outgoing = request({
    port: proxy.port,
    host: '127.0.0.1',
    method: 'POST',
    agent: false,
    headers: { host: 'localhost', 'transfer-encoding': 'chunked' },
  });
  outgoing.on('error', () => {});
  let accepted = 0;
  const chunk = Buffer.alloc(1024 * 1024);
  await new Promise<void>((resolve) => {
    // Buffers of the system's sockets are a few MiB; a proxy that took everything would go on to a hundred.
    const push = () => {
      if (accepted >= 100) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, 500);
      outgoing.write(chunk, () => {
        clearTimeout(timer);
        accepted += 1;
        push();
      });
    };
    push();
  });
  expect(accepted).toBeLessThan(60);
  outgoing.destroy();
});
