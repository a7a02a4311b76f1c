import { createServer, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';

export interface ReceivedBytes {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TargetAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** A server that keeps what it got as bytes, and answers as it is told. */
export async function startTarget(
  answer: (request: ReceivedBytes, count: number) => TargetAnswer | Promise<TargetAnswer> = () => ({
    status: 204,
  }),
): Promise<{ readonly url: string; readonly port: number; readonly received: readonly ReceivedBytes[] }> {
  const received: ReceivedBytes[] = [];
  const server = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        const chunks: Uint8Array[] = [];
        incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        incoming.on('end', async () => {
          const { method = '', url = '', headers } = incoming;
          const one = { method, url, headers, body: Buffer.concat(chunks) };
          received.push(one);
          const { status, headers: answered = {}, body } = await answer(one, received.length);
          for (const [name, value] of Object.entries(answered)) {
            response.setHeader(name, typeof value === 'string' ? value : [...value]);
          }
          response.writeHead(status);
          response.end(body);
        });
      }),
    0,
  );
  onTestFinished(() => server.close());
  return { url: `http://localhost:${server.port}`, port: server.port, received };
}
