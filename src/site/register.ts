import type { Product } from '../catalog/products.ts';
import type { Clock } from '../core/context.ts';
import {
  adviceFor,
  havePrivateInstallsEnded,
  NOT_FROM_MARKETPLACE,
  sayThatPrivateInstallsEnded,
  WHAT_STILL_WORKS,
} from './install-advice.ts';
import type { Listed, Registered, RegisterRequest, Registrar, Unregistered } from './registrar.ts';
import { InstallRefusedError, type SiteFailure, toFailure } from './site-failure.ts';
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

/** Registers by the address of the descriptor, through the Universal Plugin Manager that every site has. */
function createUpmRegistrar(target: SiteTarget, deps: UpmClientDeps): Registrar {
  return {
    register: ({ product, descriptorUrl }) =>
      attempt(async () => {
        const upm = upmOf(product);
        const before = await upm.list();
        try {
          const addon = await upm.install(descriptorUrl);
          return { ok: true, product, addon, replaced: before.find(({ key }) => key === addon.key) };
        } catch (error) {
          if (error instanceof InstallRefusedError) return explainRefusal(error, target, upm, deps.clock);
          throw error;
        }
      }),
    unregister: (product, key) =>
      attempt(async () => {
        const upm = upmOf(product);
        const wasInstalled = (await upm.list()).some((addon) => addon.key === key);
        if (wasInstalled) await upm.uninstall(key);
        return { ok: true, wasInstalled };
      }),
    list: (product) => attempt(async () => ({ ok: true, addons: await upmOf(product).list() })),
  };

  function upmOf(product: Product): UpmClient {
    return createUpmClient(accessTo(target, product), deps);
  }
}

/** A product of the site, for the one client that signs in to it. */
export function accessTo(target: SiteTarget, product: Product) {
  return {
    baseUrl: productUrl(target, product),
    username: target.username,
    password: target.token.reveal(),
  };
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

/** The dev instance and the cloud refuse with the same codes, and not always for the same reason. */
async function explainRefusal(
  error: InstallRefusedError,
  { kind }: SiteTarget,
  upm: UpmClient,
  clock: Clock,
): Promise<SiteFailure> {
  const { siteCode = '', message, where } = error;
  const advice = adviceFor(siteCode, kind);
  const failure: SiteFailure = {
    ...{ ok: false, code: error.code, siteCode: error.siteCode, message, where, advice },
    ...{ exitCode: error.exitCode, cause: error },
  };
  if (kind === 'embedded' || !havePrivateInstallsEnded(clock.now())) return failure;
  const ended = sayThatPrivateInstallsEnded();
  if (siteCode === NOT_FROM_MARKETPLACE) {
    if ((await isDevelopmentModeOn(upm)) === false)
      return { ...failure, advice: [...advice, ended, ...WHAT_STILL_WORKS] };
    return {
      ...failure,
      ...{ code: 'private-installs-ended', message: `${ended} The site says: ${message}` },
      advice: WHAT_STILL_WORKS,
    };
  }
  // Which code the cloud refuses private add-ons with is not documented: one that nobody knows may be it.
  return advice.length > 0
    ? failure
    : { ...failure, advice: [`This may be why: ${ended}`, ...WHAT_STILL_WORKS] };
}

async function isDevelopmentModeOn(upm: UpmClient): Promise<boolean | undefined> {
  return upm.isDevelopmentModeOn().catch(() => undefined);
}
