import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Clock, Fetch } from '../core/context.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import { createInstanceApp } from './app.ts';
import { createServices, type Services } from './services.ts';
import { createSite } from './site.ts';

export interface InstanceOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly siteName?: string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Called when a client of the control API asks to stop. */
  readonly onStopRequest: () => void;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

export interface Instance {
  /** `http://localhost:2990` */
  readonly origin: string;
  readonly port: number;
  /** The base URL of the key server: `{keysUrl}/{kid}` answers a public key. */
  readonly keysUrl: string;
  /** The address of the bridge's script for the pages of add-ons. */
  readonly hostScriptUrl: string;
  readonly services: Services;
  /** Bearer token of the control API. */
  readonly controlToken: string;
  /** Removes every add-on, telling each, and stops listening. */
  stop(): Promise<void>;
}

/** How long add-ons may take to hear that they are removed because everything ends. */
const STOP_LIMIT_MS = 3_000;

/**
 * Starts the embedded dev instance: Jira at `/`, Confluence at `/wiki`, on loopback only.
 * @throws {EnvironmentError} when the port cannot be had
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const ending = new AbortController();
  // The address is part of everything that the site says, so the port comes first and the routes after.
  let listener: ReturnType<typeof getRequestListener> | undefined;
  const server: LoopbackServer = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        if (listener === undefined) {
          response.writeHead(503).end();
          return;
        }
        void listener(request, response);
      }),
    options.port,
  );
  const origin = `http://localhost:${server.port}`;
  const controlToken = randomBytes(24).toString('base64url');
  const services = await createServices({
    site: createSite(options.siteName ?? 'dev', origin),
    clock: options.clock,
    fetch: options.fetch,
    signal: ending.signal,
    onBug: options.onBug,
  });
  const app = createInstanceApp(services, {
    controlToken,
    requestStop: options.onStopRequest,
    onBug: options.onBug,
  });
  listener = getRequestListener(app.fetch);
  return {
    origin,
    port: server.port,
    keysUrl: `${origin}/install-keys`,
    hostScriptUrl: `${origin}/atlassian-connect/all.js`,
    services,
    controlToken,
    stop: async () => {
      const { installations, installer } = services;
      const limit = setTimeout(() => ending.abort(), STOP_LIMIT_MS);
      await Promise.all(installations.list().map((installation) => installer.uninstall(installation)));
      clearTimeout(limit);
      ending.abort();
      await server.close();
    },
  };
}
