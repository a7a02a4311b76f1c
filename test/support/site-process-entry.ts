import { setTimeout as delay } from 'node:timers/promises';
import { startInstance } from '../../src/instance/instance.ts';

/**
 * A dev instance in a process of its own that is made to be killed. What takes long is loading, so it is loaded before it is
 * told which folder to serve.
 */
process.once('message', (dataFolder) => {
  void start(String(dataFolder)).then((ready) => process.send?.(ready));
});
// Nobody is left to kill it.
process.once('disconnect', () => process.exit());
process.send?.('loaded');

async function start(dataFolder: string) {
  const { origin, controlToken } = await startInstance({
    port: 0,
    siteNames: ['dev'],
    dataFolder,
    system: {
      pid: process.pid,
      platform: process.platform,
      kill: (pid, signal) => void process.kill(pid, signal),
    },
    clock: { now: () => Date.now(), sleep: (ms) => delay(ms) },
    fetch: (url, init) => fetch(url, init),
    onStopRequest: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  return { origin, controlToken };
}
