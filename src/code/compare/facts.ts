import type { DescriptorProduct, Product } from '../../catalog/products.ts';
import { PRODUCTS } from '../../catalog/products.ts';
import { allowedScopes, isScope, type Scope } from '../../catalog/scopes.ts';
import { isRecord } from '../../core/json.ts';

/** What a descriptor says that its code is compared with. */
export interface DescriptorFacts {
  /** How findings in sources name it: `the descriptor`, where there is one only. */
  readonly name: string;
  /** The products that other descriptors of the same code are for. */
  readonly otherProducts: readonly Product[];
  /** Undefined when it suits Jira and Confluence. */
  readonly product: DescriptorProduct | undefined;
  readonly scopes: readonly DeclaredScope[];
  /** Whether every scope is one: a placeholder, or a word that is no scope, may stand for any. */
  readonly hasOnlyKnownScopes: boolean;
  /** The types of its modules, webhooks among them. */
  readonly modules: ReadonlySet<string>;
}

export interface DeclaredScope {
  readonly scope: Scope;
  /** RFC 6901 pointer to it. */
  readonly pointer: string;
}

/** @param descriptor the document's value, of any shape */
export function readFacts(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
  {
    name = 'the descriptor',
    otherProducts = [],
  }: Partial<Pick<DescriptorFacts, 'name' | 'otherProducts'>> = {},
): DescriptorFacts {
  const root = isRecord(descriptor) ? descriptor : {};
  const declared: readonly unknown[] = Array.isArray(root['scopes']) ? root['scopes'] : [];
  const scopes = declared.flatMap((text, index): readonly DeclaredScope[] => {
    const scope = typeof text === 'string' ? text.toUpperCase() : '';
    return isScope(scope) ? [{ scope, pointer: `/scopes/${index}` }] : [];
  });
  return {
    name,
    otherProducts,
    product,
    scopes,
    hasOnlyKnownScopes:
      scopes.length === declared.length && (root['scopes'] === undefined || Array.isArray(root['scopes'])),
    modules: new Set(isRecord(root['modules']) ? Object.keys(root['modules']) : []),
  };
}

/** The products that the add-on may be installed in; none of Bitbucket, whose API is not looked at. */
export function productsOf({ product }: DescriptorFacts): readonly Product[] {
  if (product === undefined) return PRODUCTS;
  return PRODUCTS.filter((one) => one === product);
}

/** Everything that the descriptor's scopes allow in a product. */
export function allowedIn({ scopes }: DescriptorFacts, product: Product): ReadonlySet<Scope> {
  return allowedScopes(
    scopes.map(({ scope }) => scope),
    product,
  );
}
