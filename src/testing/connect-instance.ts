import { type Environment, readEnv } from '../core/context.ts';
import type { ConnectedInstance } from './api.ts';
import { harnessError } from './harness-error.ts';
import type { Machine } from './machine.ts';
import type { Realm } from './realm.ts';

/** The instance of the `connect-kit dev exec` that the environment tells of. */
export async function connectToInstance(
  env: Environment,
  _machine: Machine,
  realm: Realm,
): Promise<ConnectedInstance> {
  const url = readEnv(env, 'CONNECT_KIT_CONTROL_URL');
  throw harnessError(realm, `This process was not started by \`connect-kit dev exec\` (${url}).`, {
    code: 'not-connected',
  });
}
