import { isScope, type Scope } from '../../catalog/scopes.ts';

/** An entry of `scopes` that is a text. */
export interface ScopeView {
  /** As it is written. */
  readonly text: string;
  /** Undefined when there is no such scope. Upper and lower case are the same scope, a mixture is none. */
  readonly scope: Scope | undefined;
  readonly pointer: string;
}

export function collectScopes(root: Readonly<Record<string, unknown>>): readonly ScopeView[] {
  const scopes = root['scopes'];
  if (!Array.isArray(scopes)) return [];
  return scopes.flatMap((text: unknown, index) =>
    typeof text === 'string' ? [{ text, scope: toScope(text), pointer: `/scopes/${index}` }] : [],
  );
}

/** Source: the enumeration of Atlassian's descriptor schema, which has each scope in both cases. */
function toScope(text: string): Scope | undefined {
  const upper = text.toUpperCase();
  const isOneCase = text === upper || text === text.toLowerCase();
  return isOneCase && isScope(upper) ? upper : undefined;
}
