import type { Product } from '../catalog/products.ts';
import { EnvironmentError } from '../core/errors.ts';
import type { Instance } from '../instance/instance.ts';
import { createUpmClient, type UpmClient } from '../site/upm-client.ts';
import { assertDifferent, type Checked, checkDescriptor } from './check-descriptor.ts';
import type { OnDevEvent } from './events.ts';
import { isSame, type LastInstalled, readLastInstalled, writeLastInstalled } from './last-installed.ts';
import type { DevDeps } from './options.ts';
import { waitForDescriptor } from './wait-for-descriptor.ts';

/** Keeps the add-on installed in the dev instance: once for each of its descriptors. */
export interface DevInstallation {
  /** @throws {NotFineError} when a descriptor has errors, or the product refuses it */
  install(): Promise<void>;
  /** Waits for the add-on to answer another descriptor, and installs that. Failures are told as events. */
  reinstallWhenChanged(): void;
  /** In the order of the descriptors. */
  current(): readonly Checked[];
}

export interface DevInstallationDeps extends DevDeps {
  readonly instance: Instance;
  /** Where the dev instance fetches the descriptors. */
  readonly installUrls: readonly string[];
  readonly product: Product | undefined;
  readonly onEvent: OnDevEvent;
}

/** One descriptor of the add-on, and what has become of it. */
interface Slot {
  readonly url: string;
  installed: Checked | undefined;
  /** The descriptor that was looked at last, whether it could be installed or not. */
  lastText: string | undefined;
}

/** A server under a watcher needs a moment to come back with its new descriptor. */
const CHANGE_TIMEOUT_MS = 15_000;

export function createInstallation(deps: DevInstallationDeps): DevInstallation {
  const { instance, onEvent } = deps;
  const slots = deps.installUrls.map((url): Slot => ({ url, installed: undefined, lastText: undefined }));
  let isReinstalling = false;
  let hasChangedAgain = false;

  return {
    install: async () => {
      const checked: Checked[] = [];
      for (const slot of slots) checked.push(await check(slot, await read(slot), checked));
      assertDifferent(checked);
      await removeOthers(checked);
      for (const [index, slot] of slots.entries()) await put(slot, checked[index]);
    },
    reinstallWhenChanged: () => {
      hasChangedAgain = true;
      if (!isReinstalling) void reinstallUntilSettled();
    },
    current: () => installedNow(),
  };

  /** A file that is saved again while the last change is being installed is a change of its own. */
  async function reinstallUntilSettled(): Promise<void> {
    isReinstalling = true;
    while (hasChangedAgain && !deps.signal.aborted) {
      hasChangedAgain = false;
      try {
        for (const [slot, text] of await waitForChanges()) await reinstall(slot, text);
      } catch (error) {
        if (!deps.signal.aborted) onEvent({ type: 'reinstall-failed', error });
      }
    }
    isReinstalling = false;
  }

  async function reinstall(slot: Slot, text: string): Promise<void> {
    const previous = slot.installed;
    const others = slots.filter((one) => one !== slot).flatMap(({ installed }) => installed ?? []);
    const checked = await check(slot, text, others);
    assertDifferent([...others, checked]);
    await removeOthers([...others, checked]);
    await put(slot, checked);
    const { key } = checked.descriptor;
    const previousKey = previous?.descriptor.key;
    onEvent({
      type: 'reinstalled',
      key,
      product: checked.product,
      ...(key !== previousKey && previousKey !== undefined && { previousKey }),
    });
  }

  async function read({ url }: Slot): Promise<string> {
    return waitForDescriptor({ ...deps, url, timeoutMs: CHANGE_TIMEOUT_MS });
  }

  /** The descriptors that have become other ones; waits until there is one. */
  async function waitForChanges(): Promise<readonly (readonly [Slot, string])[]> {
    const over = new AbortController();
    const signal = AbortSignal.any([deps.signal, over.signal]);
    const waits = slots.map(async (slot) => {
      const accept = (text: string) => text !== slot.lastText;
      await waitForDescriptor({ ...deps, url: slot.url, signal, timeoutMs: CHANGE_TIMEOUT_MS, accept });
    });
    try {
      await Promise.any(waits);
    } catch (error) {
      deps.signal.throwIfAborted();
      throw unchanged(slots, error);
    } finally {
      over.abort();
    }
    // Several files may have been saved at once.
    const texts = await Promise.all(slots.map(async (slot) => [slot, await read(slot)] as const));
    return texts.filter(([slot, text]) => text !== slot.lastText);
  }

  async function check(slot: Slot, text: string, others: readonly Checked[]): Promise<Checked> {
    slot.lastText = text;
    const taken = others.map(({ product }) => product);
    return checkDescriptor(text, { url: slot.url, product: deps.product, taken }, onEvent);
  }

  async function put(slot: Slot, checked: Checked | undefined): Promise<void> {
    if (checked === undefined) return;
    await upmOf(checked.product).install(slot.url);
    slot.installed = checked;
    writeLastInstalled(instance.services, installedNow().map(nameOf));
  }

  /** What was installed by an earlier run, or before a change, and is not to be any more. */
  async function removeOthers(wanted: readonly Checked[]): Promise<void> {
    for (const last of readLastInstalled(instance.services)) {
      if (wanted.some((one) => isSame(nameOf(one), last))) continue;
      if (instance.services.installations.find(last.product, last.key) === undefined) continue;
      // Both would share the add-on's addresses and its client key, but not a secret: the old one could only fail.
      await upmOf(last.product).uninstall(last.key);
    }
  }

  function installedNow(): readonly Checked[] {
    return slots.flatMap(({ installed }) => installed ?? []);
  }

  function upmOf(product: Product): UpmClient {
    const { baseUrl } = instance.services.site.products[product];
    return createUpmClient({ baseUrl, username: 'admin', password: 'admin' }, deps);
  }
}

function nameOf({ product, descriptor }: Checked): LastInstalled {
  return { product, key: descriptor.key };
}

function unchanged(slots: readonly Slot[], error: unknown): unknown {
  const [cause]: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  if (!(cause instanceof EnvironmentError)) return cause;
  return new EnvironmentError(
    'descriptor-unchanged',
    'A descriptor file changed, but the add-on does not serve another descriptor.',
    {
      where: slots.map(({ url }) => url).join(', '),
      cause,
      nextSteps: ['Restart it if it reads the file only when it starts.'],
    },
  );
}
