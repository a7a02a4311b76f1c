import type { Product } from '../catalog/products.ts';
import { listInstalled } from './register.ts';
import type { SiteFailure } from './site-failure.ts';
import type { SiteTarget } from './target.ts';
import type { InstalledAddon, UpmClientDeps } from './upm-client.ts';

export interface InstalledInProducts {
  readonly ok: true;
  readonly products: readonly { readonly product: Product; readonly addons: readonly InstalledAddon[] }[];
  /** The first of the products that are there, but could not be asked: there may be more. */
  readonly failure: SiteFailure | undefined;
}

/**
 * What is installed in a product, or in each of those that the site has. Of a site that is only known by its address,
 * nobody knows which it has: that one of them is not there is no failure then.
 */
export async function readInstalled(
  target: SiteTarget,
  asked: Product | undefined,
  deps: UpmClientDeps,
): Promise<InstalledInProducts | SiteFailure> {
  const products: { product: Product; addons: readonly InstalledAddon[] }[] = [];
  const failures: SiteFailure[] = [];
  for (const product of asked === undefined ? target.products : [asked]) {
    const result = await listInstalled(target, product, deps);
    if (result.ok) products.push({ product, addons: result.addons });
    // What cannot be reached at all is not asked twice.
    else if (result.code === 'site-unreachable') return result;
    else failures.push(result);
  }
  const [first] = failures;
  if (products.length === 0 && first !== undefined) return first;
  return { ok: true, products, failure: failures.find(({ code }) => code !== 'product-missing') };
}
