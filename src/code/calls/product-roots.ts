import { PRIVATE_APIS } from '../../catalog/private-apis.ts';
import type { Product } from '../../catalog/products.ts';
import { listRestOperations } from '../../catalog/rest-operations.ts';

/** An API below `/rest/`. */
export interface RestApi {
  /** Undefined where both products have it. */
  readonly product: Product | undefined;
  /** Whether the products serve it to themselves, so that none of its operations is in the catalogue. */
  readonly isPrivate: boolean;
}

interface Roots {
  readonly apis: ReadonlyMap<string, RestApi>;
  readonly resources: ReadonlySet<string>;
  readonly newResources: ReadonlySet<string>;
}

let roots: Roots | undefined;

/** The API that `/rest/<name>/` leads to; undefined for those of other add-ons and of the add-on itself. */
export function restApi(name: string): RestApi | undefined {
  return known().apis.get(name);
}

/** Whether a word follows `/rest/api/` in Confluence, which has no version there. */
export function isConfluenceResource(name: string): boolean {
  return known().resources.has(name);
}

/** Whether a word follows `/api/v2/` in Confluence. */
export function isNewConfluenceResource(name: string): boolean {
  return known().newResources.has(name);
}

function known(): Roots {
  roots ??= readRoots();
  return roots;
}

function readRoots(): Roots {
  const apis = new Map<string, RestApi>();
  const resources = new Set<string>();
  const newResources = new Set<string>();
  for (const [name, product] of Object.entries(PRIVATE_APIS)) apis.set(name, { product, isPrivate: true });
  for (const { product, path } of listRestOperations()) {
    const [, first = '', second = '', third = ''] = path.replace(/^\/wiki(?=\/)/, '').split('/');
    if (first === 'api') newResources.add(third);
    else if (second !== 'api') {
      const before = apis.get(second);
      const isShared = before !== undefined && before.product !== product;
      apis.set(second, { product: isShared ? undefined : product, isPrivate: false });
    } else if (product === 'confluence') resources.add(third);
  }
  return { apis, resources, newResources };
}
