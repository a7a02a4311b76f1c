import { isScope, type Scope } from '../../catalog/scopes.ts';

/** An entry of `scopes` that is a text. */
export interface ScopeView {
  /** As it is written. */
  readonly text: string;
  /** Undefined when there is no such scope. Upper and lower case are the same scope, a mixture is none. */
  readonly scope: Scope | undefined;
  readonly pointer: string;
}

/** An entry of `scopes` that is a scope of Jira or Confluence. */
export interface KnownScopeView extends ScopeView {
  readonly scope: Scope;
}

export function collectScopes(root: Readonly<Record<string, unknown>>): readonly ScopeView[] {
  const scopes = root['scopes'];
  if (!Array.isArray(scopes)) return [];
  return scopes.flatMap((text: unknown, index) =>
    typeof text === 'string' ? [{ text, scope: toScope(text), pointer: `/scopes/${index}` }] : [],
  );
}

/** The entries that are scopes of Jira or Confluence, whatever else is in the list. */
export function knownScopes(scopes: readonly ScopeView[]): readonly KnownScopeView[] {
  return scopes.flatMap((entry) => (entry.scope === undefined ? [] : [{ ...entry, scope: entry.scope }]));
}

/**
 * What the add-on asks for; no scope when the list is missing. Undefined when nobody can say: the list is none, or has
 * entries that are no scopes, be they misspelt or still to be filled in by a server.
 */
export function requestedScopes(root: Readonly<Record<string, unknown>>): readonly Scope[] | undefined {
  const scopes = root['scopes'] ?? [];
  if (!Array.isArray(scopes) || root['scopes'] === null) return undefined;
  const known = knownScopes(collectScopes(root)).map(({ scope }) => scope);
  return known.length === scopes.length ? known : undefined;
}

/** A scope as the author would write it: in the case of the list's other entries. */
export function inCaseOf(scopes: readonly ScopeView[], scope: Scope): string {
  const isLower = scopes.length > 0 && scopes.every(({ text }) => text === text.toLowerCase());
  return isLower ? scope.toLowerCase() : scope;
}

/** Source: the enumeration of Atlassian's descriptor schema, which has each scope in both cases. */
function toScope(text: string): Scope | undefined {
  const upper = text.toUpperCase();
  const isOneCase = text === upper || text === text.toLowerCase();
  return isOneCase && isScope(upper) ? upper : undefined;
}
