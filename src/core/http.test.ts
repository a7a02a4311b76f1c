import { createServer } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createFetch } from './http.ts';
import { listenOnLoopback } from './loopback-server.ts';

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');
const original: unknown = Reflect.get(globalThis, DISPATCHER);
afterEach(() => {
  Reflect.set(globalThis, DISPATCHER, original);
});

/** A server that remembers what it was asked for, as a forward proxy is: with whole addresses. */
async function startServer(text: string) {
  const asked: string[] = [];
  const server = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        asked.push(request.url ?? '');
        response.end(text);
      }).on('connect', (request, socket) => {
        asked.push(request.url ?? '');
        // A tunnel, as it is asked for by clients that leave the rest to the server behind it.
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', () =>
          socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`),
        );
      }),
    0,
  );
  onTestFinished(() => server.close());
  return { origin: `http://localhost:${server.port}`, asked };
}

describe('createFetch', () => {
  it('goes straight where no proxy is named', async () => {
    const server = await startServer('direct');
    const fetch = createFetch({ HTTP_PROXY: '' });
    expect(await (await fetch(server.origin)).text()).toBe('direct');
  });

  it.each(['HTTP_PROXY', 'http_proxy'])(
    'goes through the proxy of %s, but not to this machine',
    async (name) => {
      const proxy = await startServer('proxied');
      const server = await startServer('direct');
      const fetch = createFetch({ [name]: proxy.origin });
      expect(await (await fetch('http://somewhere.invalid/x')).text()).toBe('proxied');
      expect(proxy.asked.join()).toContain('somewhere.invalid');
      expect(await (await fetch(server.origin)).text()).toBe('direct');
      expect(await (await fetch(server.origin.replace('localhost', '127.0.0.1'))).text()).toBe('direct');
    },
  );

  it.each(['somewhere.invalid', 'a.invalid,.invalid', '*'])(
    'goes straight to what NO_PROXY=%s names',
    async (names) => {
      const proxy = await startServer('proxied');
      const fetch = createFetch({ HTTP_PROXY: proxy.origin, NO_PROXY: names });
      await expect(fetch('http://somewhere.invalid/x')).rejects.toThrow();
      expect(proxy.asked).toEqual([]);
    },
  );
});
