import { createHash } from 'node:crypto';
import { CONTEXT_PATHS, type Product } from '../catalog/products.ts';

/** One product of the site, as add-ons know it. */
export interface HostProduct {
  readonly product: Product;
  /** Where REST calls start: `http://localhost:2990`, or `…/wiki` for Confluence. */
  readonly baseUrl: string;
  /** `''` or `/wiki`. */
  readonly contextPath: string;
  /** The tenant's id: the same for a site's product over restarts, until the site is imported anew. */
  readonly clientKey: string;
}

/** A site may be renamed or imported while it runs: read what it says of itself when it is needed, and keep no copy. */
export interface Site {
  readonly name: string;
  /** Scheme, host and port: `http://localhost:2990`. */
  readonly origin: string;
  readonly products: Readonly<Record<Product, HostProduct>>;
}

/** What a site is known by. */
export interface SiteIdentity {
  readonly name: string;
  readonly origin: string;
  clientKey(product: Product): string;
}

/** A site with Jira at `/` and Confluence at `/wiki`, as in Atlassian's cloud. */
export function createSite(name: string, origin: string): Site {
  return siteOf({ name, origin, clientKey: (product) => derivedClientKey(name, product) });
}

/** A site that always is what its identity says at the moment. */
export function siteOf(identity: SiteIdentity): Site {
  const product = (one: Product): HostProduct => ({
    product: one,
    contextPath: CONTEXT_PATHS[one],
    get baseUrl() {
      return `${identity.origin}${CONTEXT_PATHS[one]}`;
    },
    get clientKey() {
      return identity.clientKey(one);
    },
  });
  return {
    get name() {
      return identity.name;
    },
    get origin() {
      return identity.origin;
    },
    products: { jira: product('jira'), confluence: product('confluence') },
  };
}

/** The product that serves a path below the site's origin. */
export function productOfPath(site: Site, path: string): HostProduct {
  const { contextPath } = site.products.confluence;
  const isConfluence = path === contextPath || path.startsWith(`${contextPath}/`);
  return isConfluence ? site.products.confluence : site.products.jira;
}

/** The port of a site's origin. Every request is compared with it, so the origin is not taken apart as a URL. */
export function portOf(origin: string): number {
  return Number(/:(\d+)$/.exec(origin)?.[1] ?? 80);
}

/** A UUID made of the site's name, so that an add-on meets the same tenant after a restart. */
export function derivedClientKey(siteName: string, product: Product): string {
  const digest = createHash('sha256').update(`${siteName}/${product}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}

/** True for what can stand in the address of a site of the cloud; it also names the file of the site's data. */
export function isSiteName(text: string): boolean {
  return /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(text);
}
