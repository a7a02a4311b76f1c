import { createHash } from 'node:crypto';
import { CONTEXT_PATHS, type Product } from '../catalog/products.ts';

/** One product of the site, as add-ons know it. */
export interface HostProduct {
  readonly product: Product;
  /** Where REST calls start: `http://localhost:2990`, or `…/wiki` for Confluence. */
  readonly baseUrl: string;
  /** `''` or `/wiki`. */
  readonly contextPath: string;
  /** The tenant's id: the same for a site's product over restarts. */
  readonly clientKey: string;
}

export interface Site {
  readonly name: string;
  /** Scheme, host and port: `http://localhost:2990`. */
  readonly origin: string;
  readonly products: Readonly<Record<Product, HostProduct>>;
}

/** A site with Jira at `/` and Confluence at `/wiki`, as in Atlassian's cloud. */
export function createSite(name: string, origin: string): Site {
  const product = (one: Product): HostProduct => ({
    product: one,
    baseUrl: `${origin}${CONTEXT_PATHS[one]}`,
    contextPath: CONTEXT_PATHS[one],
    clientKey: clientKeyOf(name, one),
  });
  return { name, origin, products: { jira: product('jira'), confluence: product('confluence') } };
}

/** The product that serves a path below the site's origin. */
export function productOfPath(site: Site, path: string): HostProduct {
  const { contextPath } = site.products.confluence;
  const isConfluence = path === contextPath || path.startsWith(`${contextPath}/`);
  return isConfluence ? site.products.confluence : site.products.jira;
}

/** A UUID made of the site's name, so that an add-on meets the same tenant after a restart. */
function clientKeyOf(siteName: string, product: Product): string {
  const digest = createHash('sha256').update(`${siteName}/${product}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
