import { randomBytes, randomUUID } from 'node:crypto';
import type { Product } from '../../catalog/products.ts';
import type { Fetch } from '../../core/context.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import type { People } from '../people/people.ts';
import { assertAccepted } from './callback-verdict.ts';
import { type DynamicModules, dropClashingModules } from './dynamic-modules.ts';
import { fetchDescriptor } from './fetch-descriptor.ts';
import type { FormerSecrets } from './former-secrets.ts';
import { declaredOf, type Installation, type InstallationStore, scopesOf, usesJwt } from './installation.ts';
import type { IssuedSecrets } from './issued-secrets.ts';
import { type LifecycleDeps, notifyAddon } from './lifecycle.ts';
import { Queue } from './queue.ts';

export interface Installer {
  /**
   * Installs the add-on, or updates it when its key is installed already. A first install that fails leaves nothing;
   * an update that fails leaves descriptor, secret and state as they were.
   * @throws {InstallError}
   */
  install(product: Product, descriptorUrl: string): Promise<Installation>;
  /** Disables it, tells it, and removes it. Callbacks that fail do not keep it. */
  uninstall(installation: Installation): Promise<void>;
  /** Removes it without a word and installs the descriptor that it had, as administrators of the cloud could. */
  reinstall(installation: Installation): Promise<Installation>;
  enable(installation: Installation): Promise<Installation>;
  disable(installation: Installation): Promise<Installation>;
  /**
   * Sends `installed` again, and no `enabled`: what products do when a secret is rotated, and when a site has been
   * renamed or imported. When the add-on does not accept it, what it was told before stays in force.
   * @throws {InstallError}
   */
  announce(installation: Installation, news: Announcement): Promise<Installation>;
  /** Works on an installation while nothing else does. @returns undefined when it is gone by then */
  change(
    installation: Installation,
    work: (now: Installation) => Installation,
  ): Promise<Installation | undefined>;
}

export interface Announcement {
  readonly isNewSecret: boolean;
  /** As a tenant that the add-on does not know. */
  readonly isNewTenant?: boolean;
}

export interface InstallerDeps extends LifecycleDeps {
  readonly store: InstallationStore;
  readonly dynamicModules: DynamicModules;
  readonly former: FormerSecrets;
  readonly people: People;
  readonly secrets: IssuedSecrets;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Told when an add-on has been removed, whatever is done about it afterwards. */
  readonly onRemoved: (installation: Installation) => void;
}

/** Installs and removes add-ons in the order, and with the signatures, of the products. */
export function createInstaller(deps: InstallerDeps): Installer {
  const { store, former } = deps;
  const queue = new Queue();

  return {
    install: async (product, descriptorUrl) => {
      const descriptor = await fetchDescriptor(descriptorUrl, product, deps.fetch, deps.signal);
      return queue.run(nameOf(product, descriptor.key), () => replace(product, descriptor, descriptorUrl));
    },
    uninstall: (installation) => inTurn(installation, uninstall).then(() => undefined),
    reinstall: async (installation) =>
      (await inTurn(installation, async (now) => {
        remove(now);
        return replace(now.product, declaredOf(now), now.descriptorUrl);
      })) ?? installation,
    enable: (installation) => setEnabled(installation, true),
    disable: (installation) => setEnabled(installation, false),
    announce: async (installation, news) =>
      (await inTurn(installation, (now) => announce(now, news))) ?? installation,
    change: (installation, work) => inTurn(installation, async (now) => store.put(work(now))),
  };

  /** @param work is given the installation as it is when its turn comes, and is not called when it is gone by then */
  async function inTurn<T>(
    { product, descriptor: { key } }: Installation,
    work: (now: Installation) => Promise<T>,
  ): Promise<T | undefined> {
    return queue.run(nameOf(product, key), async () => {
      const now = store.find(product, key);
      return now === undefined ? undefined : work(now);
    });
  }

  async function replace(
    product: Product,
    descriptor: Descriptor,
    descriptorUrl: string,
  ): Promise<Installation> {
    const previous = store.find(product, descriptor.key);
    const oauthClientId = previous?.oauthClientId ?? former.oauthClientId(product, descriptor.key);
    const installation: Installation = {
      product,
      descriptor,
      descriptorUrl,
      sharedSecret: usesJwt(descriptor) ? deps.secrets.issue() : undefined,
      oauthClientId: oauthClientId ?? randomBytes(24).toString('base64url'),
      // What an administrator has disabled stays so when it is updated.
      isEnabled: previous?.isEnabled ?? true,
      ...(previous?.licence === undefined ? {} : { licence: previous.licence }),
      entitlement: previous?.entitlement ?? randomUUID(),
    };
    const accepted = await tellInstalled(installation);
    if (previous !== undefined) former.add(previous);
    const isAdmin = scopesOf(installation).has('ADMIN');
    deps.people.ensureAppUser(descriptor.key, descriptor.name ?? descriptor.key, isAdmin);
    dropClashingModules(deps.dynamicModules, product, descriptor);
    const stored = store.put(accepted);
    if (stored.isEnabled) await notifyAddon(stored, 'enabled', deps);
    return stored;
  }

  async function announce(
    now: Installation,
    { isNewSecret, isNewTenant = false }: Announcement,
  ): Promise<Installation> {
    const hasSecret = now.sharedSecret !== undefined;
    const changed: Installation = {
      ...now,
      ...(isNewSecret && hasSecret ? { sharedSecret: deps.secrets.issue() } : {}),
      ...(isNewTenant ? { oauthClientId: randomBytes(24).toString('base64url') } : {}),
    };
    const accepted = await tellInstalled(changed);
    former.add(now);
    return store.put(accepted);
  }

  /** @throws {InstallError} unless the add-on accepts it, or wants to hear nothing of it */
  async function tellInstalled(installation: Installation): Promise<Installation> {
    const { baseUrl } = deps.site.products[installation.product];
    const notification = await notifyAddon(installation, 'installed', deps);
    if (notification !== undefined) assertAccepted(notification);
    return { ...installation, toldBaseUrl: baseUrl };
  }

  async function uninstall(installation: Installation): Promise<void> {
    if (installation.isEnabled) await notifyAddon(installation, 'disabled', deps);
    await notifyAddon(installation, 'uninstalled', deps);
    remove(installation);
  }

  function remove(installation: Installation): void {
    former.add(installation);
    store.remove(installation.product, installation.descriptor.key);
    deps.onRemoved(installation);
  }

  async function setEnabled(given: Installation, isEnabled: boolean): Promise<Installation> {
    const changed = await inTurn(given, async (now) => {
      if (now.isEnabled === isEnabled) return now;
      const stored = store.put({ ...now, isEnabled });
      await notifyAddon(stored, isEnabled ? 'enabled' : 'disabled', deps);
      return stored;
    });
    return changed ?? given;
  }
}

function nameOf(product: Product, key: string): string {
  return `${product}/${key}`;
}
