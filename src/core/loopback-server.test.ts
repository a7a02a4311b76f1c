import { createServer, get, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from './loopback-server.ts';

const answering = (text: string) => () => createServer((_, response) => response.end(text));

async function ask(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host, port, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Uint8Array) => {
        text += Buffer.from(chunk).toString();
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

/** Takes a port on one address only; undefined where the machine lacks the address. */
async function occupy(host: string, port = 0): Promise<number | undefined> {
  const server: TcpServer = createTcpServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, host, () => resolve(true));
  });
  if (!isListening) return undefined;
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

const hasIpv6 = (await listens('::1')) === true;

async function listens(host: string): Promise<boolean> {
  const server = createTcpServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(0, host, () => server.close(() => resolve(true)));
  });
}

describe('listenOnLoopback', () => {
  it('answers at each of the addresses of localhost', async () => {
    const server = await listenOnLoopback(answering('hello'), 0);
    onTestFinished(() => server.close());
    const hosts = ['localhost', '127.0.0.1', ...(hasIpv6 ? ['::1'] : [])];
    for (const host of hosts) expect(await ask(host, server.port)).toBe('hello');
  });

  it.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])(
    'refuses a port that is in use on %s alone, and keeps nothing of it',
    async (host) => {
      const port = (await occupy(host)) ?? 0;
      const made: Server[] = [];
      const create = () => {
        const server = answering('')();
        made.push(server);
        return server;
      };
      await expect(listenOnLoopback(create, port)).rejects.toMatchObject({
        code: 'port-in-use',
        message: expect.stringContaining(String(port)),
      });
      expect(made.map(({ listening }) => listening)).not.toContain(true);
    },
  );

  it('frees the port when it is closed, whoever is connected', async () => {
    const server = await listenOnLoopback(() => createServer(() => {}), 0);
    const hanging = ask('127.0.0.1', server.port);
    const failed = expect(hanging).rejects.toThrow();
    await server.close();
    await failed;
    const again = await listenOnLoopback(answering('again'), server.port);
    onTestFinished(() => again.close());
    expect(await ask('localhost', again.port)).toBe('again');
  });

  it('may be closed twice', async () => {
    const server = await listenOnLoopback(answering(''), 0);
    await Promise.all([server.close(), server.close()]);
  });
});
