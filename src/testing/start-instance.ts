import { closest } from '../core/suggest.ts';
import { parseRateLimit } from '../instance/faults/rate-limit.ts';
import { type Instance, startInstance } from '../instance/instance.ts';
import { createOwnClock } from '../instance/own-clock.ts';
import type { RunningSite } from '../instance/running-site.ts';
import type { StartOptions, TestInstance, TestSite } from './api.ts';
import { harnessError, inRealm } from './harness-error.ts';
import { createLocalTraffic } from './local-traffic.ts';
import type { Machine } from './machine.ts';
import { listIn, type Realm } from './realm.ts';
import { createTestSite } from './site.ts';
import type { SiteLink } from './site-link.ts';
import { msOf } from './traffic.ts';

/** Starts a dev instance for one test, or for many. */
export async function startTestInstance(
  options: StartOptions,
  machine: Machine,
  realm: Realm,
): Promise<TestInstance> {
  const { sites = ['dev'], seed, rateLimit, callbackTimeout } = options;
  const bugs: unknown[] = [];
  const over = new AbortController();
  const { clock, advanceClock } = createOwnClock(machine.clock, () => instance.sites);
  const instance: Instance = await startInstance({
    port: 0,
    siteNames: [...sites],
    ...(seed === undefined ? {} : { seed }),
    ...(rateLimit === undefined ? {} : { rateLimit: parseRateLimit(rateLimit) }),
    ...(callbackTimeout === undefined ? {} : { callbackTimeoutMs: msOf({ realm }, callbackTimeout) }),
    ...{ system: machine.system, fetch: machine.fetch, clock, advanceClock },
    // Whoever stops it in the test hears of what has failed.
    onStopRequest: () => void stop().catch(() => {}),
    onBug: (error) => void bugs.push(error),
  });
  const testSites = instance.sites.map((site) =>
    createTestSite(linkTo(site, instance, machine, realm, over.signal)),
  );
  const [first] = testSites;
  if (first === undefined) throw new Error('an instance has at least one site');
  return withSites(first, {
    sites: listIn(realm, testSites),
    site: (name) => siteNamed(name, testSites, realm),
    clock: { now: clock.now, advance: (by) => inRealm(realm, async () => advanceClock(msOf({ realm }, by))) },
    stop,
    [Symbol.asyncDispose]: stop,
  });

  async function stop(): Promise<void> {
    over.abort();
    await instance.stop();
    // Sockets are gone a moment after they were closed.
    await machine.clock.sleep(0);
    if (bugs.length > 0) throw bugs[0];
  }
}

/** The first site's own addresses may change while it runs, so nothing is copied. */
function withSites(first: TestSite, own: Omit<TestInstance, keyof TestSite>): TestInstance {
  const instance: TestSite & Partial<TestInstance> = Object.create(
    Object.prototype,
    Object.getOwnPropertyDescriptors(first),
  );
  return Object.assign(instance, own);
}

function siteNamed(name: string, sites: readonly TestSite[], realm: Realm): TestSite {
  const found = sites.find((site) => site.name === name);
  if (found !== undefined) return found;
  const names = sites.map((site) => site.name);
  const meant = closest(name, names);
  throw harnessError(realm, `The instance has no site ${JSON.stringify(name)}.`, {
    code: 'site-unknown',
    nextSteps: [meant === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${meant}?`],
  });
}

function linkTo(
  site: RunningSite,
  { controlToken }: Instance,
  machine: Machine,
  realm: Realm,
  signal: AbortSignal,
): SiteLink {
  return {
    name: site.name,
    get origin() {
      return site.origin;
    },
    ...{ controlToken, realm, signal, fetch: machine.fetch, clock: machine.clock },
    log: createLocalTraffic(site),
  };
}
