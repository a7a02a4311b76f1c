import type { Instance } from '../instance/instance.ts';
import { openInstance, tellAddresses } from '../instance/serve.ts';
import { withoutMessages } from '../proxy/exchange.ts';
import { startAddon, useRunningAddon } from './addon.ts';
import { chooseRoute } from './base-url.ts';
import type { DevEvent, OnDevEvent } from './events.ts';
import { createInstallation, type DevInstallation } from './installation.ts';
import { endLeftover } from './leftover.ts';
import type { DevDeps, DevOptions } from './options.ts';
import { notRenderedOf, pagesOf } from './pages.ts';
import { checkPreconditions } from './preconditions.ts';
import { Resources } from './resources.ts';
import { findStartCommand } from './start-command.ts';
import { waitForDescriptor } from './wait-for-descriptor.ts';
import { watchDescriptor } from './watch-descriptor.ts';

/**
 * Starts the dev instance and the add-on, checks its descriptor, installs it, and installs it again when its
 * descriptor changes, until the signal aborts or a client asks the instance to stop. Nothing that it started is left
 * afterwards, however it ends.
 * @throws {ConnectKitError} when a step on the way fails
 */
export async function runDev(options: DevOptions, deps: DevDeps, onEvent: OnDevEvent): Promise<void> {
  const stopRequest = new AbortController();
  const signal = AbortSignal.any([deps.signal, stopRequest.signal]);
  const resources = new Resources(options.dir);
  try {
    await run(options, { ...deps, signal }, onEvent, resources, () => stopRequest.abort());
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
): Promise<void> {
  const { dir, url } = options;
  const { fetch, signal } = deps;
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
      const text = await waitForDescriptor({
        ...deps,
        url: addon.descriptorUrl,
        timeoutMs: options.timeoutMs,
      });
      const route = await chooseRoute(text, addon.proxyUrl, addon.descriptorPath, fetch);
      if (route.how === 'rewritten') addon.rewriteBaseUrl(route.baseUrl);
      if (route.how !== 'proxied') {
        onEvent({ type: 'base-url-differs', declared: route.declared, used: route.baseUrl, how: route.how });
      }
      const installUrl =
        route.how === 'direct' ? addon.descriptorUrl : `${addon.proxyUrl}${addon.descriptorPath}`;
      const installation = createInstallation({
        ...deps,
        instance,
        installUrl,
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
      onEvent(ready(installation, instance, route.baseUrl));
      await aborted(signal);
    })(),
  );
}

async function startDevInstance(
  { dir, port, isEphemeral }: DevOptions,
  { onBug, ...deps }: DevDeps,
  onEvent: OnDevEvent,
  resources: Resources,
  onStopRequest: () => void,
): Promise<Instance> {
  const served = await openInstance(
    { port, siteNames: ['dev'], isEphemeral },
    { ...deps, cwd: dir },
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

function ready({ current }: DevInstallation, instance: Instance, addonBaseUrl: string): DevEvent {
  const { descriptor, product } = current();
  const host = instance.services.site.products[product];
  return {
    type: 'ready',
    key: descriptor.key,
    name: descriptor.name ?? descriptor.key,
    product,
    addonBaseUrl,
    productUrl: host.baseUrl,
    pages: pagesOf(descriptor, host, instance.services),
    notRendered: notRenderedOf(descriptor),
    trafficUrl: `${instance.origin}/_connect-kit/`,
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
