import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { TunnelEvent } from '../../src/tunnel/events.ts';
import type { TunnelDeps, TunnelOptions } from '../../src/tunnel/options.ts';
import { runTunnel, type TunnelControls } from '../../src/tunnel/tunnel.ts';
import type { AddonBehaviour } from './dev-addon.ts';
import { fetchPublic } from './public-address.ts';

export interface TunnelTestRun {
  readonly events: readonly TunnelEvent[];
  /** Waits for an event that has not been waited for yet; rejects when the run ends without it. */
  next<T extends TunnelEvent['type']>(
    type: T,
    accept?: (event: Extract<TunnelEvent, { type: T }>) => boolean,
  ): Promise<Extract<TunnelEvent, { type: T }>>;
  readonly controls: () => TunnelControls | undefined;
  /** Presses Ctrl-C, and waits for the end. */
  interrupt(): Promise<unknown>;
  /** How it ended: undefined, or the error. */
  readonly ended: Promise<unknown>;
}

/** `connect-kit tunnel` in this process. It ends with the test at the latest. */
export function startTunnel(
  options: Partial<TunnelOptions> & Pick<TunnelOptions, 'dir'>,
  deps: Partial<TunnelDeps> & Pick<TunnelDeps, 'resolveSite'>,
  behaviour: AddonBehaviour = {},
): TunnelTestRun {
  const events: TunnelEvent[] = [];
  const seen = new Set<TunnelEvent>();
  const listeners = new Set<() => void>();
  const interruption = new AbortController();
  let isOver = false;
  let controls: TunnelControls | undefined;
  const ended = runTunnel(
    {
      command: undefined,
      target: undefined,
      addressVariables: [],
      descriptorPath: '/atlassian-connect.json',
      product: undefined,
      provider: undefined,
      url: undefined,
      domain: undefined,
      tunnelName: undefined,
      localPort: 0,
      inspectorPort: 0,
      keep: false,
      replace: false,
      timeoutMs: 20_000,
      ...options,
    },
    {
      clock: {
        now: () => Date.now(),
        // What waits for others does so in steps that a test need not wait for.
        sleep: (ms, signal) => delay(ms / 10, undefined, signal === undefined ? {} : { signal }),
      },
      fetch: fetchPublic,
      system: {
        pid: process.pid,
        platform: process.platform,
        kill: (pid, signal) => void process.kill(pid, signal),
      },
      signal: interruption.signal,
      findSite: deps.resolveSite,
      ...deps,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        BEHAVIOUR: JSON.stringify(behaviour),
        ...deps.env,
      },
    },
    (event) => {
      events.push(event);
      for (const listener of [...listeners]) listener();
    },
    (given) => {
      controls = given;
    },
  )
    .then(
      () => undefined,
      (error: unknown) => error,
    )
    .finally(() => {
      isOver = true;
      for (const listener of [...listeners]) listener();
    });
  onTestFinished(async () => {
    interruption.abort();
    await ended;
  });
  return {
    events,
    ended,
    controls: () => controls,
    interrupt: async () => {
      interruption.abort();
      return ended;
    },
    next: (type, accept = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(
            (event): event is Extract<TunnelEvent, { type: typeof type }> =>
              isOfType(event, type) && !seen.has(event) && accept(event),
          );
          if (found !== undefined) {
            seen.add(found);
            resolve(found);
          } else if (isOver) {
            void ended.then((error) => {
              const types = events.map((event) => event.type).join(' ');
              reject(new Error(`ended without ${type}: ${types}`, { cause: error }));
            });
          } else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}

function isOfType<T extends TunnelEvent['type']>(
  event: TunnelEvent,
  type: T,
): event is Extract<TunnelEvent, { type: T }> {
  return event.type === type;
}
