import type { Product } from '../../catalog/products.ts';
import type { RestOperation } from '../../catalog/rest-operations.ts';
import { impliedScopes, SCOPES, type Scope } from '../../catalog/scopes.ts';

/** The operation that asks for least: scopes are listed from the one that grants least on. */
export function leastDemanding(operations: readonly RestOperation[]): RestOperation | undefined {
  return operations.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
}

function rankOf({ scope }: RestOperation): number {
  return scope === 'INACCESSIBLE' ? SCOPES.length : SCOPES.indexOf(scope);
}

/** The scopes without those that come with another one of them, and without the one that need not be asked for. */
export function smallestSet(scopes: ReadonlySet<Scope>, product: Product): readonly Scope[] {
  return SCOPES.filter(
    (scope) =>
      scope !== 'NONE' &&
      scopes.has(scope) &&
      ![...scopes].some((other) => other !== scope && impliedScopes(other, product).includes(scope)),
  );
}
