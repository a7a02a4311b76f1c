import type { Context } from '../core/context.ts';
import { type Instance, type RunningSite, startInstance } from './instance.ts';
import { dataFolderOf, removeInstanceFile, writeInstanceFile } from './instance-file.ts';
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
}

export interface ServeEvents {
  readonly onReady: (instance: Instance) => void;
  /** Add-ons that were told of another address of a site have been told of the one of now. */
  readonly onMoved: (site: RunningSite, outcomes: readonly Outcome[]) => void;
  readonly onBug: (error: unknown) => void;
}

/**
 * Runs a dev instance until the context's signal aborts or a client asks it to stop; then its add-ons have been
 * told and its record is gone.
 */
export async function serveInstance(
  { port, siteNames, isEphemeral, seed, retryAfterMs }: ServeOptions,
  { clock, fetch, cwd, signal, system }: Pick<Context, 'clock' | 'fetch' | 'cwd' | 'signal' | 'system'>,
  events: ServeEvents,
): Promise<void> {
  const stopRequest = new AbortController();
  const instance = await startInstance({
    port,
    siteNames,
    ...(isEphemeral ? {} : { dataFolder: dataFolderOf(cwd) }),
    ...(seed === undefined ? {} : { seed }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    system,
    clock,
    fetch,
    onStopRequest: () => stopRequest.abort(),
    onBug: events.onBug,
  });
  const sites = instance.sites.map(({ name, origin }) => ({ name, origin }));
  const record = { origin: instance.origin, controlToken: instance.controlToken, sites };
  let announced: Promise<unknown> | undefined;
  try {
    await writeInstanceFile(cwd, record);
    events.onReady(instance);
    // While it runs: what is told here may wait for add-ons that are slow.
    announced = tellAddresses(instance.sites, events);
    await aborted(AbortSignal.any([signal, stopRequest.signal]));
  } finally {
    await instance.stop();
    await announced;
    await removeInstanceFile(cwd, record);
  }
}

async function tellAddresses(
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
