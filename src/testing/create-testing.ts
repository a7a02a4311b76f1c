import { createServer } from 'node:http';
import { listenOnLoopback } from '../core/loopback-server.ts';
import type { Testing } from './api.ts';
import { connectToInstance } from './connect-instance.ts';
import { inRealm } from './harness-error.ts';
import type { Machine } from './machine.ts';
import type { Realm } from './realm.ts';
import { startTestInstance } from './start-instance.ts';

/** The harness for callers of one realm. */
export function createTesting(machine: Machine, realm: Realm): Testing {
  return {
    startInstance: (options = {}) => inRealm(realm, () => startTestInstance(options, machine, realm)),
    connectInstance: (environment = machine.env) =>
      inRealm(realm, () => connectToInstance(environment, machine, realm)),
    findFreePort: () =>
      inRealm(realm, async () => {
        const server = await listenOnLoopback(() => createServer(), 0);
        await server.close();
        return server.port;
      }),
  };
}
