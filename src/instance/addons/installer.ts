import { randomBytes } from 'node:crypto';
import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import type { Fetch } from '../../core/context.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import type { People } from '../people/people.ts';
import type { HostProduct, Site } from '../site.ts';
import type { Deliverer, DeliveryResult } from './deliver.ts';
import { fetchDescriptor } from './fetch-descriptor.ts';
import type { HostSigner } from './host-signer.ts';
import { InstallError } from './install-error.ts';
import { baseUrlOf, type Installation, type InstallationStore, joinUrl, usesJwt } from './installation.ts';
import type { IssuedSecrets } from './issued-secrets.ts';
import { Queue } from './queue.ts';

/** The cloud's own limit is not known; this one fails late enough for a debugger's break point to be an exception. */
const CALLBACK_TIMEOUT_MS = 10_000;

type LifecycleEvent = 'installed' | 'enabled' | 'disabled' | 'uninstalled';

export interface Installer {
  /**
   * Installs the add-on, or updates it when its key is installed already. A first install that fails leaves nothing;
   * an update that fails leaves what was there.
   * @throws {InstallError}
   */
  install(product: Product, descriptorUrl: string): Promise<Installation>;
  /** Disables it, tells it, and removes it. Callbacks that fail do not keep it. */
  uninstall(installation: Installation): Promise<void>;
  enable(installation: Installation): Promise<Installation>;
  disable(installation: Installation): Promise<Installation>;
}

export interface InstallerDeps {
  readonly site: Site;
  readonly store: InstallationStore;
  readonly people: People;
  readonly secrets: IssuedSecrets;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/** Installs and removes add-ons in the order, and with the signatures, of the products. */
export function createInstaller(deps: InstallerDeps): Installer {
  const { site, store, signer, deliverer } = deps;

  const queue = new Queue();

  return {
    install,
    uninstall,
    enable: (installation) => setEnabled(installation, true),
    disable: (installation) => setEnabled(installation, false),
  };

  async function install(product: Product, descriptorUrl: string): Promise<Installation> {
    const descriptor = await fetchDescriptor(descriptorUrl, product, deps.fetch, deps.signal);
    return queue.run(nameOf(product, descriptor.key), () => replace(product, descriptor, descriptorUrl));
  }

  async function replace(
    product: Product,
    descriptor: Descriptor,
    descriptorUrl: string,
  ): Promise<Installation> {
    const previous = store.find(product, descriptor.key);
    const installation: Installation = {
      product,
      descriptor,
      descriptorUrl,
      sharedSecret: usesJwt(descriptor) ? deps.secrets.issue() : undefined,
      oauthClientId: previous?.oauthClientId ?? randomBytes(24).toString('base64url'),
      // What an administrator has disabled stays so when it is updated.
      isEnabled: previous?.isEnabled ?? true,
    };
    const result = await notify(installation, 'installed');
    if (result !== undefined) assertAccepted(result, callbackUrl(installation, 'installed'));
    deps.people.ensureAppUser(descriptor.key, descriptor.name ?? descriptor.key);
    store.put(installation);
    if (installation.isEnabled) await notify(installation, 'enabled');
    return installation;
  }

  async function uninstall({ product, descriptor: { key } }: Installation): Promise<void> {
    await queue.run(nameOf(product, key), async () => {
      // As it is when its turn comes: it may have been updated, with another secret, in the meantime.
      const installation = store.find(product, key);
      if (installation === undefined) return;
      if (installation.isEnabled) await notify(installation, 'disabled');
      await notify(installation, 'uninstalled');
      store.remove(product, key);
    });
  }

  async function setEnabled(given: Installation, isEnabled: boolean): Promise<Installation> {
    const { product, descriptor } = given;
    return queue.run(nameOf(product, descriptor.key), async () => {
      const installation = store.find(product, descriptor.key);
      if (installation === undefined || installation.isEnabled === isEnabled) return installation ?? given;
      const changed = { ...installation, isEnabled };
      store.put(changed);
      await notify(changed, isEnabled ? 'enabled' : 'disabled');
      return changed;
    });
  }

  /** @returns undefined when the descriptor names no callback for the event */
  async function notify(
    installation: Installation,
    event: LifecycleEvent,
  ): Promise<DeliveryResult | undefined> {
    const url = callbackUrl(installation, event);
    if (url === undefined) return undefined;
    const host = site.products[installation.product];
    const request = { method: 'POST', url, baseUrl: baseUrlOf(installation) };
    const isAsymmetric = event === 'installed' || event === 'uninstalled';
    const token = !usesJwt(installation.descriptor)
      ? undefined
      : isAsymmetric
        ? await signer.signLifecycle(host, installation, request)
        : await signer.signRequest(host, installation, request, undefined);
    return deliverer.send({
      kind: 'lifecycle',
      addonKey: installation.descriptor.key,
      url,
      body: lifecyclePayload(host, installation, event),
      headers: token === undefined ? {} : { Authorization: `JWT ${token}` },
      timeoutMs: CALLBACK_TIMEOUT_MS,
      tokenKind:
        token === undefined ? undefined : isAsymmetric ? 'RS256, install key' : 'HS256, shared secret',
    });
  }
}

/**
 * The body of the four lifecycle events.
 * @see https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/#lifecycle
 */
export function lifecyclePayload(
  host: HostProduct,
  { descriptor, sharedSecret, oauthClientId }: Installation,
  eventType: LifecycleEvent,
) {
  return {
    key: descriptor.key,
    clientKey: host.clientKey,
    oauthClientId,
    ...(eventType === 'installed' && sharedSecret !== undefined ? { sharedSecret } : {}),
    baseUrl: host.baseUrl,
    displayUrl: host.baseUrl,
    productType: host.product,
    description: `Atlassian ${PRODUCT_NAMES[host.product]} at ${host.baseUrl} (emulated by connect-kit)`,
    eventType,
  };
}

function callbackUrl(installation: Installation, event: LifecycleEvent): string | undefined {
  const path = installation.descriptor.lifecycle?.[event];
  return path === undefined ? undefined : joinUrl(baseUrlOf(installation), path);
}

function nameOf(product: Product, key: string): string {
  return `${product}/${key}`;
}

/** 200 and 204 are the answers that the products take for `installed`. */
function assertAccepted(result: DeliveryResult, url: string | undefined): void {
  if (result.answered && (result.status === 200 || result.status === 204)) return;
  if (result.answered) {
    throw new InstallError(
      `connect.install.error.remote.host.bad.response.${result.status}`,
      `The app host returned HTTP response code ${result.status} when we tried to contact it during installation, at ${url}.`,
    );
  }
  const code =
    result.reason === 'unreachable'
      ? 'connect.remote.upm.install.exception'
      : `connect.install.error.remote.host.${result.reason}`;
  throw new InstallError(
    code,
    `The app host could not be reached during installation, at ${url}: ${result.message}.`,
  );
}
