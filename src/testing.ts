/**
 * The test harness: a dev instance that tests install an add-on into, and open its modules, fire its webhooks, and look at what passed.
 * @packageDocumentation
 */

import type { Testing } from './testing/api.ts';
import type { Realm } from './testing/realm.ts';

export type * from './testing/api.ts';

/**
 * Jest, and some pools of Vitest, run tests in a world with globals of its own, in which an instance would meet two kinds of every error and
 * list, and the fake timers of tests. Node's own loader gets out of it: the instance lives where a server would.
 */
const { createRequire } = process.getBuiltinModule('node:module');
const harness: { createTesting(realm: Realm): Testing } = createRequire(import.meta.url)('./cli/harness.cjs');

const testing = harness.createTesting({ Error, parse: JSON.parse });

export const startInstance: Testing['startInstance'] = testing.startInstance;
export const connectInstance: Testing['connectInstance'] = testing.connectInstance;
export const findFreePort: Testing['findFreePort'] = testing.findFreePort;
