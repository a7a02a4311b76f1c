import { randomBytes } from 'node:crypto';
import type { Clock, Fetch, System } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import type { RateLimit } from './faults/rate-limit.ts';
import { type RunningSite, type StartedSite, startSite } from './running-site.ts';
import { SeedError } from './seed/seed.ts';
import { isSiteName } from './site.ts';
import { claimFolder } from './store/claim.ts';

export type { RunningSite } from './running-site.ts';

export interface InstanceOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** One site each, on ports that follow each other. */
  readonly siteNames: readonly string[];
  /** Folder for what the sites remember; in memory when left out. */
  readonly dataFolder?: string;
  /** Folder for what passes between the sites and their add-ons; it is not written down when left out. */
  readonly trafficFolder?: string;
  /** How many requests each add-on may make of each product; as many as it likes when left out. */
  readonly rateLimit?: RateLimit;
  /** What every site begins with, all of which must be new. */
  readonly seed?: unknown;
  readonly system: System;
  readonly clock: Clock;
  /** Puts `clock` forward, where that can be done; clients of the control API may ask for it then. */
  readonly advanceClock?: (ms: number) => Promise<void>;
  readonly fetch: Fetch;
  /** Milliseconds that a lifecycle callback of an add-on may take to answer. */
  readonly callbackTimeoutMs?: number;
  /** Milliseconds that Jira waits before it tries a webhook again; as long as Jira does when left out. */
  readonly retryAfterMs?: number;
  /** Called when a client of the control API asks to stop. */
  readonly onStopRequest: () => void;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
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

/**
 * Starts the embedded dev instance: for each site, Jira at `/` and Confluence at `/wiki`, on loopback only. Sites share
 * the process and nothing else.
 * @throws {EnvironmentError} when a port cannot be had, or the data cannot be used
 * @throws {UsageError} `site-name-invalid`, `seed-invalid` or `site-not-new`
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { dataFolder, siteNames, port, system, ...rest } = options;
  checkNames(siteNames);
  const release = dataFolder === undefined ? undefined : claimFolder(dataFolder, system);
  const controlToken = randomBytes(24).toString('base64url');
  const started: StartedSite[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((site) => site.stop()));
    release?.();
  };
  const findForeignKey = (kid: string) =>
    started.map(({ services }) => services.installKeys.find(kid)?.publicKey).find((key) => key !== undefined);
  const redactForeign = (text: string) => started.reduce((rest, site) => site.redact(rest), text);
  try {
    for (const [index, name] of siteNames.entries()) {
      const site = {
        ...rest,
        name,
        port: port === 0 ? 0 : port + index,
        controlToken,
        findForeignKey,
        redactForeign,
      };
      started.push(await startSite(dataFolder === undefined ? site : { ...site, dataFolder }));
    }
  } catch (error) {
    await stop();
    throw error instanceof SeedError
      ? new UsageError('seed-invalid', error.message, { cause: error })
      : error;
  }
  const [first] = started;
  if (first === undefined) throw new Error('an instance has at least one site');
  return withOthers(first, started, controlToken, stop);
}

function withOthers(
  first: RunningSite,
  sites: readonly RunningSite[],
  controlToken: string,
  stop: () => Promise<void>,
): Instance {
  return {
    name: first.name,
    control: first.control,
    seeded: first.seeded,
    // The site may move, and be reset.
    get origin() {
      return first.origin;
    },
    get port() {
      return first.port;
    },
    get keysUrl() {
      return first.keysUrl;
    },
    get oauth2Url() {
      return first.oauth2Url;
    },
    get hostScriptUrl() {
      return first.hostScriptUrl;
    },
    get services() {
      return first.services;
    },
    sites,
    controlToken,
    stop,
  };
}

function checkNames(names: readonly string[]): void {
  const bad = names.find((name, index) => !isSiteName(name) || names.indexOf(name) !== index);
  if (bad === undefined) return;
  throw new UsageError(
    'site-name-invalid',
    isSiteName(bad)
      ? `There cannot be two sites of the name ${bad}.`
      : `${JSON.stringify(bad)} is no name for a site: letters, digits and hyphens make one.`,
  );
}
