import type { Instance } from '../instance/instance.ts';
import { createOwnClock } from '../instance/own-clock.ts';
import { type FoundInstance, openInstance, tellAddresses } from '../instance/serve.ts';
import { withoutMessages } from '../proxy/exchange.ts';
import { type DevAddon, startAddon, useRunningAddon } from './addon.ts';
import { chooseRoute, type Route } from './base-url.ts';
import type { DevReady, OnDevEvent } from './events.ts';
import { createInstallation, type DevInstallation } from './installation.ts';
import { endLeftover } from './leftover.ts';
import type { DevDeps, DevOptions } from './options.ts';
import { notRenderedOf, pagesOf } from './pages.ts';
import { checkPreconditions } from './preconditions.ts';
import { Resources } from './resources.ts';
import { findStartCommand } from './start-command.ts';
import { waitForDescriptor } from './wait-for-descriptor.ts';
import { watchDescriptor } from './watch-descriptor.ts';

/** The loop, once the add-on is installed. */
export interface DevRunning {
  readonly ready: DevReady;
  readonly instance: Instance;
  /** Whether what the add-on is asked for passes the proxy, and is seen there. */
  readonly isBehindProxy: boolean;
}

/** What is done as long as everything runs; everything ends when it does. */
export type WhileReady = (running: DevRunning, signal: AbortSignal) => Promise<void>;

/**
 * Starts the dev instance and the add-on, checks its descriptor, installs it, and installs it again when its
 * descriptor changes, until the signal aborts or a client asks the instance to stop. Nothing that it started is left
 * afterwards, however it ends.
 * @throws {ConnectKitError} when a step on the way fails
 */
export async function runDev(
  options: DevOptions,
  deps: DevDeps,
  onEvent: OnDevEvent,
  whileReady: WhileReady = untilInterrupted,
): Promise<void> {
  const stopRequest = new AbortController();
  const signal = AbortSignal.any([deps.signal, stopRequest.signal]);
  const resources = new Resources(options.dir);
  try {
    await run(options, { ...deps, signal }, onEvent, resources, () => stopRequest.abort(), whileReady);
  } catch (error) {
    if (!stopRequest.signal.aborted) throw error;
  } finally {
    if (resources.served !== undefined) onEvent({ type: 'stopping', keepsData: !options.isEphemeral });
    // What still waits for an add-on that has ended would keep the process.
    stopRequest.abort();
    await resources.end();
  }
}

async function run(
  options: DevOptions,
  deps: DevDeps,
  onEvent: OnDevEvent,
  resources: Resources,
  requestStop: () => void,
  whileReady: WhileReady,
): Promise<void> {
  const { dir, url } = options;
  const { signal } = deps;
  await checkPreconditions(options, deps);
  const command = url === undefined ? (options.command ?? (await findStartCommand(dir))) : undefined;
  const leftover = await endLeftover(dir, deps.system);
  if (leftover !== undefined) onEvent({ type: 'leftover-ended', pid: leftover });

  const instance = await startDevInstance(options, deps, onEvent, resources, requestStop);
  const addon =
    command === undefined
      ? await useRunningAddon(url ?? '', options, instance, deps, resources)
      : await startAddon(command, options, instance, deps, onEvent, resources);

  await addon.unlessItEnds(
    (async () => {
      const found = await findRoutes(addon, options, deps, onEvent);
      const installation = createInstallation({
        ...deps,
        instance,
        installUrls: found.map(({ installUrl }) => installUrl),
        product: options.product,
        onEvent,
      });
      await installation.install();
      resources.watcher = watchDescriptor(
        dir,
        () => installation.reinstallWhenChanged(),
        (error) => onEvent({ type: 'reinstall-failed', error }),
      );
      await resources.watcher;
      // What else is installed here from another day; the add-on of this run has just been told.
      resources.announced = tellAddresses(instance.sites, {
        onMoved: (_, outcomes) => onEvent({ type: 'addresses-told', outcomes }),
        onBug: deps.onBug,
      });
      const event = ready(installation, instance, found[0]?.baseUrl ?? addon.proxyUrl);
      onEvent(event);
      await whileReady(
        { ready: event, instance, isBehindProxy: found.every(({ how }) => how !== 'direct') },
        signal,
      );
    })(),
  );
}

/** How the add-on is reached, by each of its descriptors, once it answers them. */
async function findRoutes(addon: DevAddon, { timeoutMs }: DevOptions, deps: DevDeps, onEvent: OnDevEvent) {
  const routes: { readonly how: Route['how']; readonly baseUrl: string; readonly installUrl: string }[] = [];
  for (const { url, path } of addon.descriptors) {
    const text = await waitForDescriptor({ ...deps, url, timeoutMs });
    const route = await chooseRoute(text, addon.proxyUrl, path, deps.fetch);
    const { how, baseUrl } = route;
    if (how === 'rewritten') addon.rewriteBaseUrl(path, baseUrl);
    // The descriptors of one add-on have one address: what there is to say of it is said once.
    if (route.how !== 'proxied' && !routes.some((one) => one.how === how && one.baseUrl === baseUrl)) {
      onEvent({ type: 'base-url-differs', declared: route.declared, used: baseUrl, how: route.how });
    }
    routes.push({ how, baseUrl, installUrl: how === 'direct' ? url : `${addon.proxyUrl}${path}` });
  }
  return routes;
}

async function startDevInstance(
  { dir, port, isEphemeral, hasOwnClock }: DevOptions,
  { onBug, ...deps }: DevDeps,
  onEvent: OnDevEvent,
  resources: Resources,
  onStopRequest: () => void,
): Promise<Instance> {
  let served: FoundInstance | undefined;
  const own = createOwnClock(deps.clock, () => served?.instance.sites ?? []);
  served = await openInstance(
    { port, siteNames: ['dev'], isEphemeral },
    { ...deps, cwd: dir, ...(hasOwnClock === true ? own : {}) },
    { onStopRequest, onBug },
  );
  resources.served = served;
  const { instance } = served;
  instance.services.traffic.subscribe((exchange) =>
    onEvent({ type: 'exchange', exchange: withoutMessages(exchange) }),
  );
  onEvent({ type: 'instance-started', origin: instance.origin });
  return instance;
}

function ready(installation: DevInstallation, instance: Instance, addonBaseUrl: string): DevReady {
  const { services, origin } = instance;
  const addons = installation.current().map(({ descriptor, product }) => {
    const host = services.site.products[product];
    return {
      key: descriptor.key,
      name: descriptor.name ?? descriptor.key,
      product,
      productUrl: host.baseUrl,
      pages: pagesOf(descriptor, host, services),
      notRendered: notRenderedOf(descriptor),
    };
  });
  const [first] = addons;
  if (first === undefined) throw new Error('there is no descriptor');
  return { type: 'ready', ...first, addonBaseUrl, trafficUrl: `${origin}/_connect-kit/`, addons };
}

/** What `connect-kit dev` does once the add-on is installed: it waits to be interrupted. */
async function untilInterrupted(_: DevRunning, signal: AbortSignal): Promise<void> {
  await aborted(signal);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
