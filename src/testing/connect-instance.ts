import { PRODUCTS } from '../catalog/products.ts';
import { type Environment, readEnv } from '../core/context.ts';
import { isRecord, stringAt } from '../core/json.ts';
import type { InstanceRecord } from '../instance/instance-file.ts';
import { readAddon } from './addon.ts';
import type { Addon, ConnectedInstance, TestClock, TestSite } from './api.ts';
import { harnessError, inRealm } from './harness-error.ts';
import type { Machine } from './machine.ts';
import { listIn, type Realm } from './realm.ts';
import { createRemoteTraffic } from './remote-traffic.ts';
import { createTestSite } from './site.ts';
import { ask, type SiteLink } from './site-link.ts';
import { msOf } from './traffic.ts';

/**
 * The instance of the `connect-kit dev exec` that the environment tells of.
 * @throws an error of the caller's, `not-connected`, when it tells of none
 */
export async function connectToInstance(
  env: Environment,
  machine: Machine,
  realm: Realm,
): Promise<ConnectedInstance> {
  const record = readRecord(env, realm);
  const isBehindProxy = readEnv(env, 'CONNECT_KIT_PROXIED') !== 'false';
  const link: SiteLink = {
    name: 'dev',
    ...record,
    ...{ realm, fetch: machine.fetch, clock: machine.clock },
    signal: new AbortController().signal,
    log: createRemoteTraffic(record, isBehindProxy, machine),
  };
  const addons = await readAddons(env, link);
  const [addon] = addons;
  if (addon === undefined) throw notConnected(realm, 'CONNECT_KIT_ADDONS names no add-on.');
  const clock = await connectClock(link);
  const site: TestSite = createTestSite(link);
  const instance: TestSite & Partial<ConnectedInstance> = Object.create(
    Object.prototype,
    Object.getOwnPropertyDescriptors(site),
  );
  return Object.assign(instance, { addons: listIn(realm, addons), addon, clock });
}

function readRecord(env: Environment, realm: Realm): InstanceRecord {
  const origin = readEnv(env, 'CONNECT_KIT_URL');
  const controlToken = readEnv(env, 'CONNECT_KIT_CONTROL_TOKEN');
  if (origin !== undefined && URL.canParse(origin) && controlToken !== undefined)
    return { origin, controlToken };
  throw notConnected(realm, 'CONNECT_KIT_URL and CONNECT_KIT_CONTROL_TOKEN are not set.');
}

function notConnected(realm: Realm, message: string): Error {
  return harnessError(realm, `This process was not started by \`connect-kit dev exec\`: ${message}`, {
    code: 'not-connected',
    nextSteps: [
      'Run it so: connect-kit dev exec -- npm test',
      'Or start an instance in the test itself: startInstance().',
    ],
  });
}

async function readAddons(env: Environment, link: SiteLink): Promise<readonly Addon[]> {
  const listed: unknown = JSON.parse(readEnv(env, 'CONNECT_KIT_ADDONS') ?? '[]');
  const addons: Addon[] = [];
  for (const one of Array.isArray(listed) ? listed.filter(isRecord) : []) {
    const product = PRODUCTS.find((name) => name === one['product']);
    const key = stringAt(one, 'key');
    if (product !== undefined && key !== undefined) addons.push(await readAddon(link, product, key));
  }
  return addons;
}

/** How far it is ahead is known as long as nobody else puts it forward. */
async function connectClock(link: SiteLink): Promise<TestClock> {
  const { clock, realm } = link;
  const timeOf = (answer: Readonly<Record<string, unknown>>) =>
    Date.parse(stringAt(answer, 'now') ?? '') - clock.now();
  let ahead = timeOf(await ask(link, 'GET', 'clock'));
  return {
    now: () => clock.now() + ahead,
    advance: (by) =>
      inRealm(realm, async () => {
        ahead = timeOf(await ask(link, 'POST', 'clock', { advance: `${msOf(link, by)}ms` }));
      }),
  };
}
