import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Clock, Fetch, System } from '../core/context.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import { createInstanceApp } from './app.ts';
import { createServices, type Services } from './services.ts';
import { createSite } from './site.ts';
import { claimFolder } from './store/claim.ts';
import { IN_MEMORY } from './store/database.ts';
import { openSiteDatabase } from './store/site-database.ts';

export interface InstanceOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** One site each, on ports that follow each other. */
  readonly siteNames: readonly string[];
  /** Folder for what the sites remember; in memory when left out. */
  readonly dataFolder?: string;
  readonly system: System;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Called when a client of the control API asks to stop. */
  readonly onStopRequest: () => void;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** A site that answers at its address. */
export interface RunningSite {
  /** `http://localhost:2990` */
  readonly origin: string;
  readonly port: number;
  /** The base URL of the key server: `{keysUrl}/{kid}` answers a public key. */
  readonly keysUrl: string;
  /** The address of the bridge's script for the pages of add-ons. */
  readonly hostScriptUrl: string;
  readonly services: Services;
}

/** The first site is the one that is meant where none is named. */
export interface Instance extends RunningSite {
  readonly sites: readonly RunningSite[];
  /** Bearer token of the control API of every site. */
  readonly controlToken: string;
  /**
   * Stops listening. What the sites remember in memory ends with them, so their add-ons are removed, and told so;
   * those of a site that is kept stay installed.
   */
  stop(): Promise<void>;
}

/** How long add-ons may take to hear that they are removed because everything ends. */
const STOP_LIMIT_MS = 3_000;

/**
 * Starts the embedded dev instance: for each site, Jira at `/` and Confluence at `/wiki`, on loopback only. Sites share
 * the process and nothing else.
 * @throws {EnvironmentError} when a port cannot be had, or the data cannot be used
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const release =
    options.dataFolder === undefined ? undefined : claimFolder(options.dataFolder, options.system);
  const controlToken = randomBytes(24).toString('base64url');
  const started: StartedSite[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((site) => site.stop()));
    release?.();
  };
  try {
    for (const [index, name] of options.siteNames.entries()) {
      const port = options.port === 0 ? 0 : options.port + index;
      started.push(await startSite(name, port, controlToken, options));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const [first] = started;
  if (first === undefined) throw new Error('an instance has at least one site');
  return { ...first, sites: started, controlToken, stop };
}

interface StartedSite extends RunningSite {
  stop(): Promise<void>;
}

async function startSite(
  name: string,
  port: number,
  controlToken: string,
  options: InstanceOptions,
): Promise<StartedSite> {
  const { dataFolder, clock, fetch, onBug, onStopRequest } = options;
  const database = openSiteDatabase(
    dataFolder === undefined ? IN_MEMORY : path.join(dataFolder, `${name}.db`),
  );
  const ending = new AbortController();
  // The address is part of everything that the site says, so the port comes first and the routes after.
  let listener: ReturnType<typeof getRequestListener> | undefined;
  let server: LoopbackServer;
  try {
    server = await listenOnLoopback(
      () =>
        createServer((request, response) => {
          if (listener === undefined) {
            response.writeHead(503).end();
            return;
          }
          void listener(request, response);
        }),
      port,
    );
  } catch (error) {
    database.close();
    throw error;
  }
  const origin = `http://localhost:${server.port}`;
  const site = createSite(name, origin);
  const services = await createServices({ site, database, clock, fetch, signal: ending.signal, onBug });
  const app = createInstanceApp(services, { controlToken, requestStop: onStopRequest, onBug });
  listener = getRequestListener(app.fetch);
  return {
    origin,
    port: server.port,
    keysUrl: `${origin}/install-keys`,
    hostScriptUrl: `${origin}/atlassian-connect/all.js`,
    services,
    stop: async () => {
      if (dataFolder === undefined) await removeAddons(services, ending);
      ending.abort();
      await server.close();
      database.close();
    },
  };
}

async function removeAddons({ installations, installer }: Services, ending: AbortController): Promise<void> {
  const limit = setTimeout(() => ending.abort(), STOP_LIMIT_MS);
  await Promise.all(installations.list().map((installation) => installer.uninstall(installation)));
  clearTimeout(limit);
}
