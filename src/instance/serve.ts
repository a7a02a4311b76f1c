import type { Context } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';
import { isRunning } from './control-client.ts';
import type { RateLimit } from './faults/rate-limit.ts';
import { type Instance, type InstanceOptions, type RunningSite, startInstance } from './instance.ts';
import {
  dataFolderOf,
  makeInstanceFolder,
  readInstanceFileIn,
  removeInstanceFile,
  trafficFolderOf,
  writeInstanceFile,
} from './instance-file.ts';
import { announceAddress, type Outcome } from './tenant/announce.ts';

export interface ServeOptions {
  readonly port: number;
  readonly siteNames: readonly string[];
  /** Whether the data ends with the process. */
  readonly isEphemeral: boolean;
  /** What every site begins with, all of which must be new then. */
  readonly seed?: unknown;
  /** Milliseconds that Jira waits before it tries a webhook again; as long as Jira does when left out. */
  readonly retryAfterMs?: number;
  /** How many requests each add-on may make of each product; as many as it likes when left out. */
  readonly rateLimit?: RateLimit;
}

/** An instance that other terminals find. */
export interface FoundInstance {
  readonly instance: Instance;
  /** Ends it, and takes its record away. */
  stop(): Promise<void>;
}

type OpenDeps = Pick<Context, 'clock' | 'fetch' | 'cwd' | 'system'> & Pick<InstanceOptions, 'advanceClock'>;

export interface ServeEvents {
  readonly onReady: (instance: Instance) => void;
  /** Add-ons that were told of another address of a site have been told of the one of now. */
  readonly onMoved: (site: RunningSite, outcomes: readonly Outcome[]) => void;
  readonly onBug: (error: unknown) => void;
}

/**
 * Starts an instance in a folder, with its data there unless it is ephemeral, and leaves a record of where it is.
 * @throws {EnvironmentError} `already-running`, or when ports or data cannot be had
 */
export async function openInstance(
  { port, siteNames, isEphemeral, seed, retryAfterMs, rateLimit }: ServeOptions,
  { clock, fetch, cwd, system, advanceClock }: OpenDeps,
  { onStopRequest, onBug }: { readonly onStopRequest: () => void; readonly onBug: (error: unknown) => void },
): Promise<FoundInstance> {
  await assertAlone(cwd, fetch);
  // Before any data is in it.
  if (!isEphemeral) await makeInstanceFolder(cwd);
  const instance = await startInstance({
    port,
    siteNames,
    ...(isEphemeral ? {} : { dataFolder: dataFolderOf(cwd), trafficFolder: trafficFolderOf(cwd) }),
    ...(seed === undefined ? {} : { seed }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(advanceClock === undefined ? {} : { advanceClock }),
    system,
    clock,
    fetch,
    onStopRequest,
    onBug,
  });
  const sites = instance.sites.map(({ name, origin }) => ({ name, origin }));
  const record = { origin: instance.origin, controlToken: instance.controlToken, sites };
  const stop = async () => {
    await instance.stop();
    await removeInstanceFile(cwd, record);
  };
  try {
    await writeInstanceFile(cwd, record);
  } catch (error) {
    await stop();
    throw error;
  }
  return { instance, stop };
}

/**
 * Two in one folder would take each other's record.
 * @throws {EnvironmentError} `already-running`
 */
export async function assertAlone(cwd: string, fetch: Context['fetch']): Promise<void> {
  const record = await readInstanceFileIn(cwd);
  if (record === undefined || !(await isRunning(record, fetch))) return;
  throw new EnvironmentError('already-running', `A dev instance of this folder runs at ${record.origin}.`, {
    where: cwd,
    nextSteps: ['Use that one, or end it with `connect-kit instance stop` in this folder.'],
  });
}

/**
 * Runs a dev instance until the context's signal aborts or a client asks it to stop; then its add-ons have been
 * told and its record is gone.
 */
export async function serveInstance(
  options: ServeOptions,
  context: OpenDeps & Pick<Context, 'signal'>,
  events: ServeEvents,
): Promise<void> {
  const stopRequest = new AbortController();
  const { instance, stop } = await openInstance(options, context, {
    onStopRequest: () => stopRequest.abort(),
    onBug: events.onBug,
  });
  let announced: Promise<unknown> | undefined;
  try {
    events.onReady(instance);
    // While it runs: what is told here may wait for add-ons that are slow.
    announced = tellAddresses(instance.sites, events);
    await aborted(AbortSignal.any([context.signal, stopRequest.signal]));
  } finally {
    await stop();
    await announced;
  }
}

/** Tells the add-ons that were told of another address of their site. */
export async function tellAddresses(
  sites: readonly RunningSite[],
  { onMoved, onBug }: Pick<ServeEvents, 'onMoved' | 'onBug'>,
): Promise<void> {
  const telling = sites.map(async (site) => {
    const outcomes = await announceAddress(site.services);
    if (outcomes.length > 0) onMoved(site, outcomes);
  });
  await Promise.all(telling).catch(onBug);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
