import { createServer, request as requestHttp } from 'node:http';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';

/** Stands in front of a site, and stops one request at a chosen step. */
export interface Gate {
  readonly origin: string;
  /**
   * Stops the next request that fits: on its way there, which it then never reaches, or on the way back.
   * @returns resolves when it has been stopped
   */
  stop(fits: RegExp, where: 'there' | 'back'): Promise<void>;
}

export async function startGate(origin: string): Promise<Gate> {
  const { host, hostname, port } = new URL(origin);
  let stop:
    | { readonly fits: RegExp; readonly where: 'there' | 'back'; readonly stopped: () => void }
    | undefined;
  const server = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        const mine = stop?.fits.test(`${incoming.method} ${incoming.url}`) ? stop : undefined;
        if (mine !== undefined) stop = undefined;
        if (mine?.where === 'there') {
          mine.stopped();
          return;
        }
        const outgoing = requestHttp(
          {
            host: hostname,
            port,
            method: incoming.method,
            path: incoming.url,
            headers: { ...incoming.headers, host },
          },
          (answer) => {
            if (mine !== undefined) {
              answer.resume();
              answer.on('end', mine.stopped);
              return;
            }
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
          },
        );
        outgoing.on('error', () => response.destroy());
        incoming.pipe(outgoing);
      }),
    0,
  );
  onTestFinished(() => server.close());
  return {
    origin: `http://localhost:${server.port}`,
    stop: (fits, where) =>
      new Promise((resolve) => {
        stop = { fits, where, stopped: resolve };
      }),
  };
}
