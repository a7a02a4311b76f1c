import { CONTEXT_PATHS, type Product } from '../catalog/products.ts';
import type { Secret } from '../core/secret.ts';

/** A site that add-ons are installed in: where it is, which products it has, and who administers it. */
export interface SiteTarget {
  /** As a person names it. */
  readonly name: string;
  /** The dev instance, or a site of Atlassian's cloud. */
  readonly kind: 'embedded' | 'real';
  /** `https://example.atlassian.net`, without a path. */
  readonly origin: string;
  /** What it has, or may have; never empty. */
  readonly products: readonly Product[];
  /** True when somebody has looked, or said so: one that is not there is a mistake then. */
  readonly productsAreKnown?: boolean;
  readonly username: string;
  /** Password or API token. */
  readonly token: Secret;
  /** Where it was found, as the end of a sentence: `the environment`, `connect-kit site use`. */
  readonly from: string;
}

/** Where a product of the site is; its REST API begins there. */
export function productUrl({ origin }: Pick<SiteTarget, 'origin'>, product: Product): string {
  return `${origin}${CONTEXT_PATHS[product]}`;
}
