import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src/core/context.ts';

export interface FakeClock extends Clock {
  /** Lets time pass, and whoever has slept long enough wake up and begin. */
  advance(ms: number): Promise<void>;
}

/** A clock that stands still unless it is moved. It starts at the time of day, as tokens of others do. */
export function createFakeClock(start = Date.now()): FakeClock {
  let now = start;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
    advance: async (ms) => {
      now += ms;
      for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await nextTurn();
    },
  };
}
