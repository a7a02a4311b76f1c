import type { Product } from '../catalog/products.ts';
import type { Environment } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';
import type { Secret } from '../core/secret.ts';
import { configFolder } from './config-folder.ts';
import { createSiteFiles } from './site-files.ts';
import { createKeychain, createSecretService, type RunProgram, type TokenStore } from './token-store.ts';

/** Where a token is kept: the system's own store, or a file that only its owner can read. */
export type TokenPlace = 'keychain' | 'secret-service' | 'file';

/** A site that `connect-kit site add` keeps. */
export interface SavedSite {
  readonly name: string;
  readonly origin: string;
  readonly products: readonly Product[];
  readonly email: string;
  readonly tokenIn: TokenPlace;
}

/** The sites of the person, for every project. */
export interface SiteStore {
  list(): Promise<readonly SavedSite[]>;
  /** Keeps a site; one of the same name is replaced. */
  save(site: Omit<SavedSite, 'tokenIn'>, token: Secret, keepIn?: KeepIn): Promise<SavedSite>;
  /** @returns the site that was removed, its token with it */
  remove(name: string): Promise<SavedSite | undefined>;
  /** @throws {EnvironmentError} when it cannot be had */
  readToken(site: SavedSite): Promise<Secret>;
}

/** `auto`: in the system's store where it takes it, else in the file. */
export const KEEP_IN = ['auto', 'system', 'file'] as const;
export type KeepIn = (typeof KEEP_IN)[number];

export interface SiteStoreDeps {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly runProgram: RunProgram;
}

export function createSiteStore({ env, platform, runProgram }: SiteStoreDeps): SiteStore {
  const files = () => createSiteFiles(configFolder(env, platform), platform);
  const stores: Readonly<Record<Exclude<TokenPlace, 'file'>, TokenStore>> = {
    keychain: createKeychain(runProgram),
    'secret-service': createSecretService(runProgram),
  };
  const systems = SYSTEM_STORES[platform];
  return { list: () => files().list(), save, remove, readToken };

  async function save(
    site: Omit<SavedSite, 'tokenIn'>,
    token: Secret,
    keepIn: KeepIn = 'auto',
  ): Promise<SavedSite> {
    const before = (await files().list()).find(({ name }) => name === site.name);
    const tokenIn = await keep(site.name, token, keepIn);
    const saved = { ...site, tokenIn };
    await files().write(saved, tokenIn === 'file' ? token : undefined);
    if (before !== undefined && before.tokenIn !== tokenIn) await forget(before);
    return saved;
  }

  async function keep(name: string, token: Secret, keepIn: KeepIn): Promise<TokenPlace> {
    if (keepIn !== 'file' && systems !== undefined && (await stores[systems].write(name, token)))
      return systems;
    if (keepIn !== 'system') return 'file';
    const what =
      systems === undefined
        ? 'This system has no store for tokens.'
        : `The system's store does not take the token: ${stores[systems].title}.`;
    throw new EnvironmentError('token-store-unavailable', what, {
      nextSteps: [
        ...(systems === 'secret-service'
          ? ['Install secret-tool (libsecret-tools), and unlock the keyring.']
          : []),
        'Or keep it in a file that only you can read: --keep-in file',
      ],
    });
  }

  async function remove(name: string): Promise<SavedSite | undefined> {
    const site = (await files().list()).find((one) => one.name === name);
    if (site === undefined) return undefined;
    await forget(site);
    await files().remove(name);
    return site;
  }

  async function forget({ name, tokenIn }: SavedSite): Promise<void> {
    if (tokenIn !== 'file') await stores[tokenIn].remove(name);
  }

  async function readToken(site: SavedSite): Promise<Secret> {
    if (site.tokenIn === 'file') return files().readToken(site);
    return stores[site.tokenIn].read(site.name);
  }
}

/** Windows' own store gives nothing back to programs of the command line. */
const SYSTEM_STORES: Partial<Record<NodeJS.Platform, Exclude<TokenPlace, 'file'>>> = {
  darwin: 'keychain',
  linux: 'secret-service',
};

/** Where a token is, as the end of a sentence. */
export const TOKEN_PLACES: Readonly<Record<TokenPlace, string>> = {
  keychain: 'the keychain',
  'secret-service': "the desktop's keyring",
  file: 'a file that only you can read',
};
