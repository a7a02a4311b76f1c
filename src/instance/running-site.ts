import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Clock, Fetch } from '../core/context.ts';
import { EnvironmentError, messageOf, UsageError } from '../core/errors.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import { TrafficLog } from '../proxy/traffic-log.ts';
import { createInstanceApp } from './app.ts';
import { FaultRules } from './faults/fault-rules.ts';
import type { RateLimit } from './faults/rate-limit.ts';
import { installSeeded } from './seed/install-seeded.ts';
import { exportSeed, importSeed } from './seed/seed.ts';
import { createServices, type Services } from './services.ts';
import type { SiteControl } from './site-control.ts';
import { type Database, IN_MEMORY } from './store/database.ts';
import { openSiteDatabase } from './store/site-database.ts';
import type { Outcome } from './tenant/announce.ts';
import { openTrafficFile, readTrafficFile } from './traffic/traffic-file.ts';

/** A site that answers at its address. It may move and be reset: read what it says of itself when it is needed. */
export interface RunningSite {
  /** The name that it was started by. */
  readonly name: string;
  /** `http://localhost:2990` */
  readonly origin: string;
  readonly port: number;
  /** The base URL of the key server: `{keysUrl}/{kid}` answers a public key. */
  readonly keysUrl: string;
  /** Where add-ons get tokens to act as people. */
  readonly oauth2Url: string;
  /** The address of the bridge's script for the pages of add-ons. */
  readonly hostScriptUrl: string;
  readonly services: Services;
  readonly control: SiteControl;
  /** How the add-ons of a seed took it that was planted when it started, or before. */
  readonly seeded: readonly Outcome[];
}

export interface SiteOptions {
  readonly name: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly controlToken: string;
  /** Folder for what the site remembers; in memory when left out. */
  readonly dataFolder?: string;
  /** Folder for what passes between the site and its add-ons; it is not written down when left out. */
  readonly trafficFolder?: string;
  /** How many requests an add-on may make; as many as it likes when left out. */
  readonly rateLimit?: RateLimit;
  /** What a new site begins with. */
  readonly seed?: unknown;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly callbackTimeoutMs?: number;
  readonly retryAfterMs?: number;
  /** Puts `clock` forward, where that can be done. */
  readonly advanceClock?: (ms: number) => Promise<void>;
  readonly onStopRequest: () => void;
  readonly onBug: (error: unknown) => void;
  /** An install key of another site of the instance: add-ons know one key server, as there is one in the cloud. */
  readonly findForeignKey: (kid: string) => string | undefined;
  /** Blanks the secrets of every site of the instance. */
  readonly redactForeign: (text: string) => string;
}

export interface StartedSite extends RunningSite {
  /** The text without the secrets that the site has given out, also while it is being reset. */
  redact(text: string): string;
  stop(): Promise<void>;
}

/** How long add-ons may take to hear that they are removed because everything ends. */
const STOP_LIMIT_MS = 3_000;

/** The site between opening its database and closing it. */
interface Life {
  readonly services: Services;
  readonly listener: ReturnType<typeof getRequestListener>;
  readonly ending: AbortController;
}

/**
 * Starts one site.
 * @throws {EnvironmentError} when the port cannot be had, or the data cannot be used
 * @throws {UsageError} `site-not-new` when there is a seed, and data already
 * @throws {SeedError}
 */
export async function startSite(options: SiteOptions): Promise<StartedSite> {
  const { name, dataFolder, seed } = options;
  const file = dataFolder === undefined ? IN_MEMORY : path.join(dataFolder, `${name}.db`);
  const { traffic, closeTraffic } = openTraffic(options);
  const faults = new FaultRules();
  const servers: LoopbackServer[] = [];
  let database = openSiteDatabase(file);
  let life: Life | undefined;
  const current = (): Life => {
    if (life === undefined) throw new Error('the site is not up');
    return life;
  };

  // The address is part of everything that the site says, so the port comes first and the routes after.
  const listen = async (port: number): Promise<string> => {
    const create = () =>
      createServer((request, response) => {
        if (life === undefined) response.writeHead(503).end();
        else void life.listener(request, response);
      });
    const server = await listenOnLoopback(create, port);
    servers.push(server);
    return `http://localhost:${server.port}`;
  };
  const live = async (origin: string): Promise<Life> =>
    bringToLife(origin, database, { traffic, faults }, options, control);

  const control: SiteControl = {
    moveTo: async (port) => current().services.tenant.moveTo(await listen(port)),
    export: () => exportSeed(database),
    import: async (given) => {
      const { services, ending } = current();
      await services.settled();
      importSeed(database, given, options.clock.now());
      // The new life goes on with what waits to be tried again.
      ending.abort();
      const { origin } = services.site;
      life = await live(origin);
      return installSeeded(life.services);
    },
    reset: async () => {
      const { services, ending } = current();
      const { origin } = services.site;
      await removeAddons(services, ending);
      await services.settled();
      life = undefined;
      ending.abort();
      database.close();
      removeSiteData(file);
      database = openSiteDatabase(file);
      life = await live(origin);
    },
  };

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const { services, ending } = current();
    if (dataFolder === undefined) await removeAddons(services, ending);
    ending.abort();
    await Promise.all(servers.map((server) => server.close()));
    database.close();
    await closeTraffic();
  };

  let seeded: readonly Outcome[] = [];
  try {
    if (seed !== undefined) plant(seed, database, name, options.clock.now());
    life = await live(await listen(options.port));
    // Also what was imported while the site was down.
    seeded = await installSeeded(life.services);
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    database.close();
    await closeTraffic();
    throw error;
  }

  return {
    name,
    get origin() {
      return current().services.site.origin;
    },
    get port() {
      return Number(new URL(current().services.site.origin).port);
    },
    get keysUrl() {
      return `${current().services.site.origin}/install-keys`;
    },
    get oauth2Url() {
      return `${current().services.site.origin}/oauth2/token`;
    },
    get hostScriptUrl() {
      return `${current().services.site.origin}/atlassian-connect/all.js`;
    },
    get services() {
      return current().services;
    },
    control,
    seeded,
    redact: (text) => life?.services.secrets.redact(text) ?? text,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** The log of a site, with what an earlier run has written down, and written down further where there is a folder. */
function openTraffic({ name, trafficFolder, onBug }: SiteOptions): {
  readonly traffic: TrafficLog;
  readonly closeTraffic: () => Promise<void>;
} {
  const traffic = new TrafficLog();
  if (trafficFolder === undefined) return { traffic, closeTraffic: async () => {} };
  traffic.restore(readTrafficFile(trafficFolder, name) ?? []);
  const file = openTrafficFile({
    folder: trafficFolder,
    siteName: name,
    onError: (cause) =>
      onBug(
        new EnvironmentError('traffic-unwritable', `What passes is not written down: ${messageOf(cause)}.`, {
          where: trafficFolder,
          cause,
          nextSteps: ['Check the permissions of the folder and the space on the disk, and start again.'],
        }),
      ),
  });
  const unsubscribe = traffic.subscribe((exchange) => file.append(exchange));
  return {
    traffic,
    closeTraffic: async () => {
      unsubscribe();
      await file.close();
    },
  };
}

/** Removes the files of a site that nobody has open. */
export function removeSiteData(file: string): void {
  if (file === IN_MEMORY) return;
  for (const suffix of ['', '-wal', '-shm', '-journal', '.lock']) {
    rmSync(`${file}${suffix}`, { force: true, recursive: true });
  }
}

async function bringToLife(
  origin: string,
  database: Database,
  kept: { readonly traffic: TrafficLog; readonly faults: FaultRules },
  options: SiteOptions,
  siteControl: SiteControl,
): Promise<Life> {
  const { name, controlToken, clock, fetch, callbackTimeoutMs, retryAfterMs, findForeignKey } = options;
  const { onStopRequest, onBug, rateLimit, advanceClock, redactForeign } = options;
  const ending = new AbortController();
  const services = await createServices({
    ...{
      site: { name, origin },
      database,
      clock,
      fetch,
      signal: ending.signal,
      onBug,
      ...kept,
      redactForeign,
    },
    ...(callbackTimeoutMs === undefined ? {} : { callbackTimeoutMs }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  const app = createInstanceApp(services, {
    ...{ controlToken, requestStop: onStopRequest, siteControl, findForeignKey, onBug },
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(advanceClock === undefined ? {} : { advanceClock }),
  });
  return { services, listener: getRequestListener(app.fetch), ending };
}

function plant(seed: unknown, database: Database, name: string, now: number): void {
  if (database.get('SELECT 1 FROM person LIMIT 1') !== undefined) {
    throw new UsageError('site-not-new', `The site ${name} has data already, and a seed is for a new one.`, {
      nextSteps: [
        `Start afresh: connect-kit instance reset --site ${name}`,
        'Or take it over while the site runs: connect-kit instance import <file>',
        'Or keep the data of this run in memory: --ephemeral',
      ],
    });
  }
  importSeed(database, seed, now);
}

async function removeAddons({ installations, installer }: Services, ending: AbortController): Promise<void> {
  const limit = setTimeout(() => ending.abort(), STOP_LIMIT_MS);
  await Promise.all(installations.list().map((installation) => installer.uninstall(installation)));
  clearTimeout(limit);
}
