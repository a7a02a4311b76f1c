import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const ADMIN = `Basic ${btoa('admin:admin')}`;

/** A server that answers as it likes where a descriptor should be. */
async function startServer(respond: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: string[] = [];
  const server = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        seen.push(request.url ?? '');
        response.on('error', () => {});
        respond(request, response);
      }),
    0,
  );
  onTestFinished(() => server.close());
  return { origin: `http://localhost:${server.port}`, seen };
}

describe('the address of a descriptor', () => {
  it('that never stops sending is given up after a megabyte', async () => {
    let sent = 0;
    let closed: Promise<unknown> | undefined;
    const { origin } = await startServer((_, response) => {
      closed = once(response, 'close');
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const write = () => {
        while (!response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
      };
      write();
    });
    const { services } = await startTestInstance();
    await expect(services.installer.install('jira', `${origin}/d.json`)).rejects.toThrow(
      'larger than 1024 KB',
    );
    await closed;
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('that breaks off, or is no HTTP, is told as what it is', async () => {
    const { origin } = await startServer((request, response) => {
      if (request.url === '/none') request.socket.end('hello\r\n\r\n');
      else response.write('{"key":', () => response.destroy());
    });
    const { services } = await startTestInstance();
    const install = (path: string) => services.installer.install('jira', `${origin}${path}`);
    await expect(install('/half')).rejects.toThrow('broke off');
    await expect(install('/none')).rejects.toThrow('cannot be reached');
    expect(services.installations.list()).toEqual([]);
  });

  it('that leads in circles is left', async () => {
    const { origin, seen } = await startServer((_, response) =>
      response.writeHead(302, { Location: '/again' }).end(),
    );
    const { services } = await startTestInstance();
    await expect(services.installer.install('jira', `${origin}/d.json`)).rejects.toMatchObject({
      code: 'upm.pluginInstall.error.response.exception',
    });
    expect(seen.length).toBeLessThan(30);
  });

  it.each([
    '/',
    '/rest/api/3/issue/DEMO-1',
    '/install-keys/x',
    '/_connect-kit/api/status',
    '/_connect-kit/api/traffic/stream',
  ])('that is the dev instance itself, at %s, is no descriptor', async (path) => {
    const instance = await startTestInstance();
    const { services, origin } = instance;
    const install = services.installer.install('jira', `${origin}${path}`);
    // A stream ends with the site that it is of.
    if (path.endsWith('/stream')) {
      const outcome = install.catch((error: unknown) => error);
      await expect(clientOf(instance).send('GET', '/_connect-kit/api/status')).resolves.toMatchObject({
        status: 200,
      });
      await instance.stop();
      expect(await outcome).toBeInstanceOf(Error);
      return;
    }
    await expect(install).rejects.toThrow();
    expect(services.installations.list()).toEqual([]);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://localhost/d.json',
    'data:application/json,{}',
    'javascript:0',
    'http://',
  ])('%s is asked for nothing', async (descriptorUrl) => {
    const instance = await startTestInstance();
    const answer = await fetch(`${instance.origin}/_connect-kit/api/addons`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${instance.controlToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ product: 'jira', descriptorUrl }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.json()).toMatchObject({ message: expect.any(String) });
  });
});

describe('a hundred megabytes', () => {
  const PATHS = [
    ['POST', '/rest/api/3/issue'],
    ['POST', '/rest/api/3/issue/DEMO-1/attachments'],
    ['PUT', '/rest/api/3/issue/DEMO-1/properties/x'],
    ['POST', '/wiki/rest/api/content'],
    ['POST', '/wiki/rest/api/content/65601/child/attachment'],
    ['POST', '/wiki/api/v2/pages'],
    ['POST', '/rest/plugins/1.0/'],
    ['POST', '/oauth2/token'],
    ['POST', '/_connect-kit/login'],
    ['POST', '/_connect-kit/api/import'],
    ['POST', '/rest/atlassian-connect/1/app/module/dynamic'],
    ['POST', '/rest/agile/1.0/board'],
    ['POST', '/nowhere'],
  ] as const;

  it.each(PATHS)('to %s %s are not taken in, announced or not', async (method, path) => {
    const { port } = await startTestInstance();
    for (const length of ['Content-Length: 104857600', 'Transfer-Encoding: chunked']) {
      const { status, sent } = await pour(port, `${method} ${path}`, length);
      expect([length, status === 413 || status === 401 || status === 403 || status === 404, status]).toEqual([
        length,
        true,
        status,
      ]);
      // What the sockets of both sides hold comes on top of the limit.
      expect(sent).toBeLessThan(40 * 1024 * 1024);
    }
  });
});

/** Sends a body without an end until there is an answer. */
async function pour(port: number, target: string, length: string) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const head = [`${target} HTTP/1.1`, `Host: localhost:${port}`, `Authorization: ${ADMIN}`, length];
  socket.write(
    `${head.join('\r\n')}\r\nContent-Type: application/json\r\nX-Atlassian-Token: no-check\r\n\r\n`,
  );
  const megabyte = Buffer.alloc(1024 * 1024, '1');
  let sent = 0;
  let answer = '';
  socket.on('data', (data: Buffer) => {
    answer += data.toString();
  });
  while (!answer.includes('\r\n') && !socket.destroyed && sent < 100 * 1024 * 1024) {
    const chunk = length.startsWith('T')
      ? Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')])
      : megabyte;
    sent += megabyte.length;
    if (!socket.write(chunk))
      await Promise.race([once(socket, 'drain'), once(socket, 'data'), once(socket, 'close')]).catch(
        () => {},
      );
    // Gives the answer a chance to arrive.
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), sent };
}

it('connections that never finish a request keep nobody out, and end with the instance', async () => {
  const instance = await startTestInstance();
  const closed: Promise<unknown>[] = [];
  for (let number = 0; number < 200; number += 1) {
    const socket = connect(instance.port, '127.0.0.1');
    socket.on('error', () => {});
    // Whoever does not read is not told that the other side has closed.
    socket.resume();
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    await once(socket, 'connect');
    socket.write(
      number % 2 === 0
        ? 'GET / HTTP/1.1\r\nHost: '
        : `POST /rest/api/3/issue HTTP/1.1\r\nHost: localhost:${instance.port}\r\nContent-Length: 10\r\n\r\n{`,
    );
  }
  expect((await clientOf(instance).send('GET', '/rest/api/3/serverInfo')).status).toBe(200);
  await instance.stop();
  await Promise.all(closed);
});

it('an add-on whose callback leads to the dev instance itself learns nothing by it', async () => {
  const instance = await startTestInstance();
  const addon = await startFakeAddon({
    baseUrl: instance.origin,
    lifecycle: { installed: '/_connect-kit/api/stop' },
  });
  await expect(instance.services.installer.install('jira', addon.descriptorUrl)).rejects.toMatchObject({
    code: expect.stringContaining('connect.install.error.remote.host.bad.response.4'),
  });
  expect((await clientOf(instance).send('GET', '/rest/api/3/serverInfo')).status).toBe(200);
});
