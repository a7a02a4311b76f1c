import type { Product } from '../catalog/products.ts';
import type { Listed, Registered, RegisterRequest, Registrar, Unregistered } from './registrar.ts';
import { type SiteFailure, toFailure } from './site-failure.ts';
import { productUrl, type SiteTarget } from './target.ts';
import { createUpmClient, type UpmClient, type UpmClientDeps } from './upm-client.ts';

/**
 * Installs, or updates, the add-on whose descriptor is at the URL, and waits until the site has done so.
 * Doing it twice is doing it once: what is there already is updated.
 */
export function registerAddon(
  target: SiteTarget,
  request: RegisterRequest,
  deps: UpmClientDeps,
): Promise<Registered | SiteFailure> {
  return createUpmRegistrar(target, deps).register(request);
}

/** Uninstalls an add-on; what is not there is no failure. */
export function unregisterAddon(
  target: SiteTarget,
  { product, key }: { readonly product: Product; readonly key: string },
  deps: UpmClientDeps,
): Promise<Unregistered | SiteFailure> {
  return createUpmRegistrar(target, deps).unregister(product, key);
}

/** The apps of a product of the site, Atlassian's own among them. */
export function listInstalled(
  target: SiteTarget,
  product: Product,
  deps: UpmClientDeps,
): Promise<Listed | SiteFailure> {
  return createUpmRegistrar(target, deps).list(product);
}

/** Registers by descriptor URL, through the Universal Plugin Manager that every site has. */
function createUpmRegistrar(target: SiteTarget, deps: UpmClientDeps): Registrar {
  return {
    register: ({ product, descriptorUrl }) =>
      attempt(async () => {
        const upm = upmOf(product);
        const before = await upm.list();
        const addon = await upm.install(descriptorUrl);
        const replaced = before.find(({ key }) => key === addon.key);
        return { ok: true, product, addon, replaced };
      }),
    unregister: (product, key) =>
      attempt(async () => {
        const upm = upmOf(product);
        const wasInstalled = (await upm.list()).some((addon) => addon.key === key);
        // A key that is none of the list's may still be one of Atlassian's own, which are not ours to remove.
        if (wasInstalled) await upm.uninstall(key);
        return { ok: true, wasInstalled };
      }),
    list: (product) => attempt(async () => ({ ok: true, addons: await upmOf(product).list() })),
  };

  function upmOf(product: Product): UpmClient {
    const { username, token } = target;
    return createUpmClient(
      { baseUrl: productUrl(target, product), username, password: token.reveal() },
      deps,
    );
  }
}

async function attempt<Result>(action: () => Promise<Result>): Promise<Result | SiteFailure> {
  try {
    return await action();
  } catch (error) {
    const failure = toFailure(error);
    if (failure === undefined) throw error;
    return failure;
  }
}
