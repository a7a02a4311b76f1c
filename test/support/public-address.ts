import { request as requestHttp } from 'node:http';
import { createServer, request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Fetch } from '../../src/core/context.ts';
import type { OpenTunnel, TunnelProvider, TunnelStatus } from '../../src/tunnel/provider.ts';
import { createThrowAwayCa } from './throw-away-ca.ts';

const { ca, server: certificate } = createThrowAwayCa();
/** What whoever is to reach the public addresses of tests must trust. */
export const authority = ca;

/** A public address: a listener with TLS that leads to a port of this machine, as a tunnel does. */
export interface PublicAddress {
  readonly url: string;
  /** From now on requests go there; to nowhere, as long as the tunnel is down, without a port. */
  leadTo(port: number | undefined): void;
  /** Requests that came, as `GET /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startPublicAddress(): Promise<PublicAddress> {
  const requests: string[] = [];
  let target: number | undefined;
  const server = createServer(certificate, (incoming, response) => {
    requests.push(`${incoming.method} ${incoming.url?.split('?')[0]}`);
    if (target === undefined) {
      response.writeHead(502).end('no tunnel here');
      return;
    }
    const outgoing = requestHttp(
      {
        host: 'localhost',
        port: target,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.writeHead(502).end());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return {
    url: `https://localhost:${portOf(server.address())}`,
    leadTo: (port) => (target = port),
    requests,
    close,
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** `fetch` that trusts the certificate of the addresses above. */
export const fetchPublic: Fetch = async (url, init) => {
  const address = new URL(url);
  if (address.protocol !== 'https:') return fetch(url, init);
  const body = typeof init?.body === 'string' ? init.body : undefined;
  return new Promise((resolve, reject) => {
    const outgoing = requestHttps(
      address,
      {
        method: init?.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        ca,
        agent: false,
        ...(init?.signal ? { signal: init.signal } : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const status = answer.statusCode ?? 502;
          const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
            value === undefined ? [] : [[name, String(value)]],
          );
          const content = [101, 204, 205, 304].includes(status) ? null : Buffer.concat(chunks);
          resolve(new Response(content, { status, headers }));
        });
      },
    );
    outgoing.on('error', (cause) => reject(new TypeError('fetch failed', { cause })));
    Readable.from(body === undefined ? [] : [body]).pipe(outgoing);
  });
};

export interface ProviderDouble extends TunnelProvider {
  /** How often it has been opened. */
  readonly opened: number;
  /** Ends the tunnel as a provider does that has lost it; the next one is at `next`. */
  lose(reason: string, next?: PublicAddress): void;
  /** Refuses to open so many times from now on. */
  refuse(times: number): void;
  tell(status: TunnelStatus): void;
}

/** A provider whose public address is a listener of the test. */
export function createProviderDouble(first: PublicAddress): ProviderDouble {
  let address = first;
  let opened = 0;
  let refusals = 0;
  let lose: (reason: string) => void = () => {};
  let tell: (status: TunnelStatus) => void = () => {};
  return {
    name: 'url',
    get opened() {
      return opened;
    },
    lose: (reason, next) => {
      address.leadTo(undefined);
      address = next ?? address;
      lose(reason);
    },
    refuse: (times) => {
      refusals = times;
    },
    tell: (status) => tell(status),
    open: async (localPort, _, signal): Promise<OpenTunnel> => {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('the provider refuses');
      }
      opened += 1;
      const mine = address;
      mine.leadTo(localPort);
      const closed = new Promise<string | undefined>((resolve) => {
        lose = resolve;
        signal.addEventListener('abort', () => {
          mine.leadTo(undefined);
          resolve(undefined);
        });
      });
      return { url: mine.url, closed, onStatus: (listener) => (tell = listener) };
    },
  };
}
