import data from '../../schemas/catalog/oauth-scopes.json' with { type: 'json' };
import { PRODUCTS, type Product } from './products.ts';
import { isScope, SCOPE_KINDS, type Scope, type ScopeKind } from './scopes.ts';

/**
 * A scope of OAuth 2.0 and Forge.
 * - `product`: for operations of a product, with the Connect scope that allows as much, where it is known; `isStated`
 *   when Atlassian says so, and not only a comparison of what each opens
 * - `connect`: a Connect scope, as the manifest of a Forge app with Connect modules calls it
 * - `forge`: for what only Forge has, with what that is
 */
export type OauthScope =
  | {
      readonly kind: 'product';
      readonly product: Product;
      readonly connectScope: Scope | undefined;
      readonly isStated: boolean;
    }
  | { readonly kind: 'connect'; readonly product: Product; readonly connectScope: Scope }
  | { readonly kind: 'forge'; readonly purpose: string };

let byName: ReadonlyMap<string, OauthScope> | undefined;

/** @param name in lower case, as OAuth 2.0 and Forge write it: `read:jira-work`, `read:issue:jira`, `storage:app` */
export function findOauthScope(name: string): OauthScope | undefined {
  byName ??= new Map(listOauthScopes());
  return byName.get(name);
}

/** Every scope of the catalogue, with its name. */
export function listOauthScopes(): readonly (readonly [string, OauthScope])[] {
  return [
    ...PRODUCTS.flatMap((product) =>
      Object.entries(data.products[product]).flatMap(([connectScope, names]) =>
        names.map((name): [string, OauthScope] => [
          name,
          {
            kind: 'product',
            product,
            connectScope: toScope(connectScope),
            isStated: data.stated.includes(name),
          },
        ]),
      ),
    ),
    ...PRODUCTS.flatMap(listConnectScopes),
    ...Object.entries(data.forge).map(([name, purpose]): [string, OauthScope] => [
      name,
      { kind: 'forge', purpose },
    ]),
  ];
}

/** `?` stands for what is not known. */
function toScope(name: string): Scope | undefined {
  if (name === '?') return undefined;
  if (!isScope(name)) throw new Error(`catalogue: unknown scope ${name}`);
  return name;
}

/**
 * How a Forge manifest calls the scopes of Connect: `ACT_AS_USER` is `act-as-user:connect-jira`. There is no name for
 * NONE, which every add-on has.
 * @see https://developer.atlassian.com/platform/adopting-forge-from-connect (checked with \@forge/manifest 13.7.0)
 */
function listConnectScopes(product: Product): readonly (readonly [string, OauthScope])[] {
  const kinds: readonly (readonly [string, ScopeKind])[] = Object.entries(SCOPE_KINDS);
  return kinds.flatMap(([name, { products, isGivenToAll }]): readonly [string, OauthScope][] => {
    if (!isScope(name) || isGivenToAll === true || !products.includes(product)) return [];
    const forgeName = `${name.toLowerCase().replaceAll('_', '-')}:connect-${product}`;
    return [[forgeName, { kind: 'connect', product, connectScope: name }]];
  });
}
