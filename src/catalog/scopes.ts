import type { Product } from './products.ts';

/**
 * The scopes that an add-on can ask for, and what each implies.
 * @see https://developer.atlassian.com/cloud/jira/platform/scopes-for-connect-apps/
 * @see https://developer.atlassian.com/cloud/confluence/scopes-for-connect-apps
 */
export const SCOPES = [
  'NONE',
  'READ',
  'WRITE',
  'DELETE',
  'PROJECT_ADMIN',
  'SPACE_ADMIN',
  'ADMIN',
  'ACT_AS_USER',
  'ACCESS_EMAIL_ADDRESSES',
] as const;
export type Scope = (typeof SCOPES)[number];

const IMPLIED = {
  NONE: [],
  READ: [],
  WRITE: ['READ'],
  DELETE: ['WRITE', 'READ'],
  PROJECT_ADMIN: ['DELETE', 'WRITE', 'READ'],
  SPACE_ADMIN: ['DELETE', 'WRITE', 'READ'],
  ADMIN: ['DELETE', 'WRITE', 'READ'],
  ACT_AS_USER: [],
  ACCESS_EMAIL_ADDRESSES: [],
} as const satisfies Record<Scope, readonly Scope[]>;

/** `ADMIN` also implies the product's own kind of container administration. */
const ADMIN_IMPLIES = { jira: 'PROJECT_ADMIN', confluence: 'SPACE_ADMIN' } as const satisfies Record<
  Product,
  Scope
>;

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** Everything that the scopes of a descriptor (in either case) allow, those implied included. */
export function allowedScopes(declared: readonly string[], product: Product): ReadonlySet<Scope> {
  const allowed = new Set<Scope>(['NONE']);
  for (const name of declared) {
    const scope = name.toUpperCase();
    if (!isScope(scope)) continue;
    allowed.add(scope);
    for (const implied of IMPLIED[scope]) allowed.add(implied);
    if (scope === 'ADMIN') allowed.add(ADMIN_IMPLIES[product]);
  }
  return allowed;
}
