import type { Clock } from './context.ts';

/** A clock that goes with that of the machine, and can be put forward. */
export interface AdvanceableClock extends Clock {
  /**
   * Puts it forward. Whoever sleeps is woken when their time comes, in order, and what they do then is waited for before time goes on.
   * @param settled resolves when nothing is under way
   */
  advance(ms: number, settled: () => Promise<void>): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Timers of Node that are set for longer fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** @param machine the clock that it goes with */
export function createAdvanceableClock(machine: Clock): AdvanceableClock {
  let ahead = 0;
  const sleepers = new Set<Sleeper>();
  const onSleep = new Set<() => void>();
  const now = () => machine.now() + ahead;
  return { now, sleep, advance, machineNow: () => machine.now() };

  async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const woken = new AbortController();
    const sleeper = { until: now() + ms, wake: () => woken.abort() };
    sleepers.add(sleeper);
    for (const listener of onSleep) listener();
    const either = signal === undefined ? woken.signal : AbortSignal.any([signal, woken.signal]);
    try {
      do {
        await machine.sleep(Math.min(Math.max(0, sleeper.until - now()), MAX_TIMER_MS), either);
      } while (sleeper.until > now());
    } catch (error) {
      if (signal?.aborted === true || !woken.signal.aborted) throw error;
    } finally {
      sleepers.delete(sleeper);
    }
  }

  async function advance(ms: number, settled: () => Promise<void>): Promise<void> {
    const target = now() + ms;
    for (;;) {
      await quiet(target, settled);
      const [next] = [...sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined || next.until > target) break;
      // The machine's time has gone on meanwhile, and never goes back.
      ahead += Math.max(0, next.until - now());
      sleepers.delete(next);
      next.wake();
    }
    ahead += Math.max(0, target - now());
  }

  /** Waits until nothing is under way, or until what is under way sleeps itself, and is to be woken. */
  async function quiet(target: number, settled: () => Promise<void>): Promise<void> {
    // Whoever was woken begins first.
    await machine.sleep(0);
    let stop = () => {};
    const sleeps = new Promise<void>((resolve) => {
      const look = () => {
        if ([...sleepers].some(({ until }) => until <= target)) resolve();
      };
      onSleep.add(look);
      stop = () => void onSleep.delete(look);
      look();
    });
    await Promise.race([settled(), sleeps]).finally(() => stop());
  }
}
