import path from 'node:path';
import type { Context } from '../core/context.ts';
import { type Instance, startInstance } from './instance.ts';
import { removeInstanceFile, writeInstanceFile } from './instance-file.ts';

export interface ServeOptions {
  readonly port: number;
  readonly siteNames: readonly string[];
  /** Whether the data ends with the process. */
  readonly isEphemeral: boolean;
}

export interface ServeEvents {
  readonly onReady: (instance: Instance) => void;
  readonly onBug: (error: unknown) => void;
}

/**
 * Runs a dev instance until the context's signal aborts or a client asks it to stop; then its add-ons have been
 * told and its record is gone.
 */
export async function serveInstance(
  { port, siteNames, isEphemeral }: ServeOptions,
  { clock, fetch, cwd, signal, system }: Pick<Context, 'clock' | 'fetch' | 'cwd' | 'signal' | 'system'>,
  events: ServeEvents,
): Promise<void> {
  const stopRequest = new AbortController();
  const instance = await startInstance({
    port,
    siteNames,
    ...(isEphemeral ? {} : { dataFolder: path.join(cwd, '.connect-kit', 'sites') }),
    system,
    clock,
    fetch,
    onStopRequest: () => stopRequest.abort(),
    onBug: events.onBug,
  });
  const record = { origin: instance.origin, controlToken: instance.controlToken };
  try {
    await writeInstanceFile(cwd, record);
    events.onReady(instance);
    await aborted(AbortSignal.any([signal, stopRequest.signal]));
  } finally {
    await instance.stop();
    await removeInstanceFile(cwd, record);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
