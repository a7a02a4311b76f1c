import { PRODUCTS, type Product } from './products.ts';

/**
 * The scopes that an add-on can ask for. Jira Software and Jira Service Management have none of their own.
 * @see https://developer.atlassian.com/cloud/jira/platform/scopes-for-connect-apps/ (2025-12)
 * @see https://developer.atlassian.com/cloud/confluence/scopes-for-connect-apps (2026-01)
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

/** What a scope is, apart from the operations that it opens; those are in `rest-operations.ts`. */
export interface ScopeKind {
  /** The products that have it. The schema of either accepts all. */
  readonly products: readonly Product[];
  /** What it grants, as the rest of a sentence: `READ lets the add-on …`. */
  readonly grants: string;
  /** Whether an add-on need not ask for it, since every add-on has it. */
  readonly isGivenToAll?: boolean;
  /** Whether Atlassian has to approve of an add-on before it has an effect. */
  readonly needsApproval?: boolean;
  /** Whether the add-on needs the secret that the product sends when it is installed to use it. */
  readonly needsSecret?: boolean;
}

/**
 * Sources: the pages above; https://developer.atlassian.com/cloud/jira/platform/user-impersonation-for-connect-apps
 * (ACT_AS_USER; 2026-01); Atlassian's OpenAPI files (ACCESS_EMAIL_ADDRESSES opens the e-mail operations; 2025-12).
 */
export const SCOPE_KINDS = {
  NONE: { products: PRODUCTS, grants: 'read and write its own data', isGivenToAll: true },
  READ: { products: PRODUCTS, grants: 'read content, and receive webhooks' },
  WRITE: { products: PRODUCTS, grants: 'create and edit content' },
  DELETE: { products: PRODUCTS, grants: 'delete content' },
  PROJECT_ADMIN: { products: ['jira'], grants: 'administer projects' },
  SPACE_ADMIN: { products: ['confluence'], grants: 'administer spaces' },
  ADMIN: { products: PRODUCTS, grants: 'administer the whole site' },
  ACT_AS_USER: { products: PRODUCTS, grants: 'call the product in the name of a person', needsSecret: true },
  ACCESS_EMAIL_ADDRESSES: {
    products: PRODUCTS,
    grants: 'read the e-mail addresses of people',
    needsApproval: true,
  },
} as const satisfies Record<Scope, ScopeKind>;

const IMPLIED = {
  NONE: [],
  READ: ['NONE'],
  WRITE: ['READ', 'NONE'],
  DELETE: ['WRITE', 'READ', 'NONE'],
  PROJECT_ADMIN: ['DELETE', 'WRITE', 'READ', 'NONE'],
  SPACE_ADMIN: ['DELETE', 'WRITE', 'READ', 'NONE'],
  ADMIN: ['DELETE', 'WRITE', 'READ', 'NONE'],
  ACT_AS_USER: [],
  ACCESS_EMAIL_ADDRESSES: [],
} as const satisfies Record<Scope, readonly Scope[]>;

/** The product's own kind of container administration, which `ADMIN` also implies. */
export const CONTAINER_ADMIN = { jira: 'PROJECT_ADMIN', confluence: 'SPACE_ADMIN' } as const satisfies Record<
  Product,
  Scope
>;

/**
 * Modules that show what an add-on sends to Jira, and the scope that sending takes.
 * Source: the texts of Atlassian's OpenAPI file of Jira Software, which name module and scope for each of the operations
 * that take data in bulk (read 2026-11). They mark the same operations as closed to OAuth clients.
 */
export const SCOPES_OF_MODULES = {
  jiraDevelopmentTool: 'WRITE',
  jiraBuildInfoProvider: 'WRITE',
  jiraDeploymentInfoProvider: 'WRITE',
  jiraFeatureFlagInfoProvider: 'WRITE',
  jiraRemoteLinkInfoProvider: 'WRITE',
  jiraSecurityInfoProvider: 'WRITE',
  jiraOperationsInfoProvider: 'WRITE',
  jiraDevOpsComponentProvider: 'WRITE',
} as const satisfies Readonly<Record<string, Scope>>;

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** The scopes that an add-on has along with one that it asks for; not that one itself. */
export function impliedScopes(scope: Scope, product: Product): readonly Scope[] {
  return scope === 'ADMIN' ? [...IMPLIED.ADMIN, CONTAINER_ADMIN[product]] : IMPLIED[scope];
}

/** Everything that the scopes of a descriptor (in either case) allow, those implied included. */
export function allowedScopes(declared: readonly string[], product: Product): ReadonlySet<Scope> {
  const allowed = new Set<Scope>(['NONE']);
  for (const name of declared) {
    const scope = name.toUpperCase();
    if (!isScope(scope)) continue;
    allowed.add(scope);
    for (const implied of impliedScopes(scope, product)) allowed.add(implied);
  }
  return allowed;
}
