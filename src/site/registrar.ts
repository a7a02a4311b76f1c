import type { Product } from '../catalog/products.ts';
import type { SiteFailure } from './site-failure.ts';
import type { InstalledAddon } from './upm-client.ts';

export interface RegisterRequest {
  readonly product: Product;
  /** Where the site fetches the descriptor. */
  readonly descriptorUrl: string;
}

export interface Registered {
  readonly ok: true;
  readonly product: Product;
  readonly addon: InstalledAddon;
  /** What had this key before; undefined for a first install. */
  readonly replaced: InstalledAddon | undefined;
}

export interface Unregistered {
  readonly ok: true;
  /** False when there was nothing to remove. */
  readonly wasInstalled: boolean;
}

export interface Listed {
  readonly ok: true;
  readonly addons: readonly InstalledAddon[];
}

/**
 * A way of bringing add-ons into a site. What a site refuses is a result, with its code and what to do about it; only
 * bugs and interruptions are thrown.
 */
export interface Registrar {
  register(request: RegisterRequest): Promise<Registered | SiteFailure>;
  unregister(product: Product, key: string): Promise<Unregistered | SiteFailure>;
  list(product: Product): Promise<Listed | SiteFailure>;
}
