import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  AsymmetricAlgorithm,
  createQueryStringHash,
  decodeAsymmetric,
  decodeSymmetric,
  fromMethodAndUrl,
  getAlgorithm,
  getKeyId,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';

/** A request that the add-on received. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface AnsweredBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface FakeAddon {
  readonly baseUrl: string;
  readonly descriptorUrl: string;
  readonly received: readonly Received[];
  /** Paths of requests that broke off before their end. */
  readonly brokenOff: readonly string[];
  /** Requests to a path below the base URL, in the order in which they came. */
  receivedAt(path: string): readonly Received[];
  /** Changes what the descriptor says from now on. */
  setDescriptor(change: Readonly<Record<string, unknown>>): void;
  /** Answers requests to `path` with this status from now on, and with a body where there is one. */
  answer(path: string, status: number, body?: AnsweredBody): void;
  /** Answers no request to `path` until the function that this returns is called. */
  hold(path: string): () => void;
}

/** An add-on that accepts everything and remembers it; `verify…` below judge what came with Atlassian's own library. */
export async function startFakeAddon(descriptor: Readonly<Record<string, unknown>> = {}): Promise<FakeAddon> {
  const received: Received[] = [];
  const brokenOff: string[] = [];
  const answers = new Map<string, { readonly status: number; readonly body: AnsweredBody | undefined }>();
  const held = new Map<string, Promise<void>>();
  let changes = descriptor;
  let baseUrl = '';

  const server = await listenOnLoopback(
    () =>
      // A connection that is closed for being idle looks like an add-on that fails, on a machine that is busy.
      createServer({ keepAliveTimeout: 0 }, (request, response) => {
        handle(request, response).catch(() => brokenOff.push(request.url ?? ''));
      }),
    0,
  );
  onTestFinished(() => server.close());
  baseUrl = `http://localhost:${server.port}`;
  return {
    baseUrl,
    descriptorUrl: `${baseUrl}/atlassian-connect.json`,
    received,
    brokenOff,
    receivedAt: (path) => received.filter(({ url }) => url.split('?')[0] === path),
    setDescriptor: (change) => {
      changes = { ...changes, ...change };
    },
    answer: (path, status, body) => void answers.set(path, { status, body }),
    hold: (path) => {
      let release = () => {};
      held.set(
        path,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => release();
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const path = url.split('?')[0] ?? '';
    if (path === '/atlassian-connect.json') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ ...BASE_DESCRIPTOR, baseUrl, ...changes }));
      return;
    }
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    await held.get(path);
    const answer = answers.get(path);
    response.writeHead(answer?.status ?? (method === 'POST' ? 204 : 200), { ...answer?.body?.headers });
    response.end(answer?.body?.text);
  }
}

const BASE_DESCRIPTOR = {
  key: 'fake-addon',
  name: 'Fake add-on',
  authentication: { type: 'jwt' },
  apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true },
  lifecycle: {
    installed: '/installed',
    enabled: '/enabled',
    disabled: '/disabled',
    uninstalled: '/uninstalled',
  },
  scopes: ['READ'],
};

/** The claims of a request signed with the shared secret, after Atlassian's library has accepted it. */
export function verifySymmetric(request: Received, secret: string, baseUrl: string): Record<string, unknown> {
  const token = tokenOf(request);
  const claims: Record<string, unknown> = decodeSymmetric(token, secret, SymmetricAlgorithm.HS256);
  assertQsh(request, claims, baseUrl);
  return claims;
}

/** The claims of an install, after Atlassian's library has accepted it with the key server's key. */
export async function verifyAsymmetric(
  request: Received,
  keysUrl: string,
  baseUrl: string,
): Promise<Record<string, unknown>> {
  const token = tokenOf(request);
  if (getAlgorithm(token) !== AsymmetricAlgorithm.RS256) throw new Error('not RS256');
  const response = await fetch(`${keysUrl}/${getKeyId(token)}`);
  const claims: Record<string, unknown> = decodeAsymmetric(
    token,
    await response.text(),
    AsymmetricAlgorithm.RS256,
  );
  assertQsh(request, claims, baseUrl);
  return claims;
}

function tokenOf({ headers, url }: Received): string {
  const header = /^JWT (.+)$/.exec(headers.authorization ?? '')?.[1];
  const token = header ?? new URL(url, 'http://localhost').searchParams.get('jwt');
  if (token === null) throw new Error('the request carries no token');
  return token;
}

function assertQsh({ method, url }: Received, claims: Record<string, unknown>, baseUrl: string): void {
  const expected = createQueryStringHash(fromMethodAndUrl(pickMethod(method), url), false, baseUrl);
  if (claims['qsh'] !== expected) throw new Error(`qsh ${claims['qsh']} is not ${expected}`);
}

function pickMethod(method: string): 'GET' | 'POST' {
  if (method !== 'GET' && method !== 'POST') throw new Error(`unexpected method ${method}`);
  return method;
}
