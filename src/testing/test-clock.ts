import type { Clock } from '../core/context.ts';

/** A clock that goes with that of the machine, and can be put forward. */
export interface AdvanceableClock extends Clock {
  /**
   * Puts it forward. Whoever sleeps is woken when their time comes, in order, and what they do then is waited for before time goes on.
   * @param settled resolves when nothing is under way
   */
  advance(ms: number, settled: () => Promise<void>): Promise<void>;
}

/** What it takes of the machine. Test runners put their own in place of the globals: these are what they were before. */
export interface MachineTime {
  readonly now: () => number;
  readonly setTimeout: typeof setTimeout;
  readonly clearTimeout: typeof clearTimeout;
  readonly setImmediate: typeof setImmediate;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Timers of Node fire at once when they are set for longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createAdvanceableClock(machine: MachineTime): AdvanceableClock {
  let ahead = 0;
  const sleepers = new Set<Sleeper>();
  const listeners = new Set<() => void>();
  const now = () => machine.now() + ahead;
  return { now, sleep, advance };

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      let timer: NodeJS.Timeout;
      const end = () => {
        sleepers.delete(sleeper);
        machine.clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        end();
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        until: now() + ms,
        wake: () => {
          end();
          resolve();
        },
      };
      const wait = () => {
        const left = sleeper.until - now();
        timer = machine.setTimeout(left > MAX_TIMER_MS ? wait : sleeper.wake, Math.min(left, MAX_TIMER_MS));
      };
      wait();
      signal?.addEventListener('abort', onAbort, { once: true });
      sleepers.add(sleeper);
      for (const listener of listeners) listener();
    });
  }

  async function advance(ms: number, settled: () => Promise<void>): Promise<void> {
    const target = now() + ms;
    for (;;) {
      await quiet(target, settled);
      const next = [...sleepers].sort((a, b) => a.until - b.until)[0];
      if (next === undefined || next.until > target) break;
      // Real time has gone on meanwhile: it never goes back.
      ahead += Math.max(0, next.until - now());
      next.wake();
    }
    ahead += Math.max(0, target - now());
  }

  /** Waits until nothing is under way, or what is under way sleeps itself, and is to be woken. */
  async function quiet(target: number, settled: () => Promise<void>): Promise<void> {
    // Whoever was woken begins first.
    await new Promise((resolve) => machine.setImmediate(resolve));
    let stop = () => {};
    const sleeps = new Promise<void>((resolve) => {
      const look = () => {
        if ([...sleepers].some(({ until }) => until <= target)) resolve();
      };
      listeners.add(look);
      stop = () => void listeners.delete(look);
      look();
    });
    await Promise.race([settled(), sleeps]).finally(() => stop());
  }
}
