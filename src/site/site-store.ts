import type { Product } from '../catalog/products.ts';
import type { Secret } from '../core/secret.ts';

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
  save(site: Omit<SavedSite, 'tokenIn'>, token: Secret): Promise<SavedSite>;
  /** @returns the site that was removed, its token with it */
  remove(name: string): Promise<SavedSite | undefined>;
  /** @throws {EnvironmentError} when it cannot be had */
  readToken(site: SavedSite): Promise<Secret>;
}
