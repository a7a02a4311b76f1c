import { setTimeout as delay } from 'node:timers/promises';
import type { Machine } from '../../src/testing/machine.ts';

/** The machine that the tests run on. */
export function testMachine(): Machine {
  return {
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, { ...(signal && { signal }) }),
    },
    fetch: (url, init) => fetch(url, init),
    system: {
      pid: process.pid,
      platform: process.platform,
      kill: (pid, signal) => void process.kill(pid, signal),
    },
    env: {},
  };
}
