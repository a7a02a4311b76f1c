import * as timers from 'node:timers/promises';
import type { Testing } from './testing/api.ts';
import { createTesting as createFor } from './testing/create-testing.ts';
import type { Machine } from './testing/machine.ts';
import type { Realm } from './testing/realm.ts';

/**
 * The harness beside the command line, in the same bundle: like `main.ts`, it is where the process is touched. `testing.ts` loads it outside
 * of whatever world a test runner has made for its tests.
 */

// Test runners put their own in place of what is global, and of Node's timers: these are the ones of the time when this was loaded.
const { fetch } = globalThis;
const { now } = Date;
const sleep = timers.setTimeout;

const machine: Machine = {
  clock: {
    now: () => now(),
    sleep: (ms, signal) => sleep(ms, undefined, { ...(signal && { signal }) }),
  },
  fetch: (url, init) => fetch(url, init),
  system: {
    pid: process.pid,
    platform: process.platform,
    kill: (pid, signal) => void process.kill(pid, signal),
  },
  env: process.env,
};

export function createTesting(realm: Realm): Testing {
  return createFor(machine, realm);
}
