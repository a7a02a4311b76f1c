import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { impliedScopes, SCOPES_OF_MODULES, type Scope } from '../../catalog/scopes.ts';
import type { Severity } from '../../core/diagnostics.ts';
import { joinWords } from '../../core/join-words.ts';
import type { ProductCall } from '../find-product-calls.ts';
import type { SourceUse } from '../scan/scan-sources.ts';
import { type DeclaredScope, type DescriptorFacts, productsOf } from './facts.ts';
import { operationsOf } from './operations.ts';
import { smallestSet } from './ranks.ts';
import { ACT_AS_USER, SCOPE_UNUSED } from './rules.ts';

/** What is wrong with a scope that the descriptor requests. */
export interface ScopeFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** RFC 6901 pointer to the scope. */
  readonly pointer: string;
}

/**
 * Scopes that nothing needs as far as one can see. Says nothing where one cannot see enough: where no call at all was
 * found, or where a library makes calls whose paths are in its own code.
 */
export function findUnusedScopes(
  sources: readonly SourceUse[],
  facts: DescriptorFacts,
): readonly ScopeFinding[] {
  const uses = sources.filter(({ isTest }) => !isTest);
  const calls = uses.flatMap((use) => use.calls);
  const hasLibrary = uses.some(({ libraries }) => libraries.length > 0);
  const products = productsOf(facts);
  if (calls.length === 0 || hasLibrary || !facts.hasOnlyKnownScopes || products.length === 0) return [];
  const needed = new Set([...calls.flatMap((call) => mayNeed(call, products)), ...neededByModules(facts)]);
  const unknown = new Set(calls.flatMap((call) => unknownNeeds(call, products)));
  const [product = 'jira'] = products;
  const impersonates = uses.some(({ impersonations }) => impersonations.length > 0);
  return facts.scopes.flatMap((declared): readonly ScopeFinding[] => {
    const { scope, pointer } = declared;
    if (scope === 'NONE' || covers(needed, scope, products) || unknown.has(scope)) return [];
    if (isImplied(declared, facts, products)) return [];
    if (scope === 'ACT_AS_USER') return impersonates ? [] : [unusedImpersonation(pointer)];
    const files = uses.filter((use) => use.calls.length > 0).length;
    return [unused(scope, pointer, { needed, product, calls: calls.length, files })];
  });
}

/** Every scope that an operation needs which the call may be of. */
function mayNeed(call: ProductCall, products: readonly Product[]): readonly Scope[] {
  if (isElsewhere(call, products)) return [];
  return operationsOf(call, products).operations.flatMap(({ scope }) =>
    scope === 'INACCESSIBLE' ? [] : [scope],
  );
}

/** Of an operation that the catalogue does not have, one can tell only that reading it is not writing it. */
function unknownNeeds(call: ProductCall, products: readonly Product[]): readonly Scope[] {
  if (isElsewhere(call, products) || operationsOf(call, products).operations.length > 0) return [];
  const reading: readonly Scope[] = ['READ', 'ADMIN', 'PROJECT_ADMIN', 'SPACE_ADMIN'];
  if (call.method === 'GET' || call.method === 'HEAD') return reading;
  return call.method === 'DELETE' ? [...reading, 'WRITE', 'DELETE'] : [...reading, 'WRITE'];
}

function isElsewhere({ product }: ProductCall, products: readonly Product[]): boolean {
  return product !== undefined && !products.includes(product);
}

/** Webhooks are sent to add-ons that may read. */
function neededByModules({ modules }: DescriptorFacts): readonly Scope[] {
  const bySending = Object.entries(SCOPES_OF_MODULES).flatMap(([module, scope]) =>
    modules.has(module) ? [scope] : [],
  );
  return modules.has('webhooks') ? ['READ', ...bySending] : bySending;
}

/** Whether a scope is needed, or comes with one that is. */
function covers(needed: ReadonlySet<Scope>, scope: Scope, products: readonly Product[]): boolean {
  if (needed.has(scope)) return true;
  return [...needed].some((other) =>
    products.some((product) => impliedScopes(other, product).includes(scope)),
  );
}

/** Such a scope is not asked for in vain but twice, which is nothing that the code decides. */
function isImplied({ scope }: DeclaredScope, facts: DescriptorFacts, products: readonly Product[]): boolean {
  return facts.scopes.some(
    (other) =>
      other.scope !== scope &&
      products.some((product) => impliedScopes(other.scope, product).includes(scope)),
  );
}

function unusedImpersonation(pointer: string): ScopeFinding {
  return {
    ruleId: ACT_AS_USER.id,
    severity: 'warning',
    message: 'ACT_AS_USER is requested, and nothing in the code was found to act in the name of a person.',
    hint: 'Leave it out unless the code does so in a way that is not seen: it lets the add-on do whatever any person may do.',
    pointer,
  };
}

function unused(
  scope: Scope,
  pointer: string,
  found: {
    readonly needed: ReadonlySet<Scope>;
    readonly product: Product;
    readonly calls: number;
    readonly files: number;
  },
): ScopeFinding {
  const set = smallestSet(found.needed, found.product).filter((one) => one !== 'ACT_AS_USER');
  const enough = set.length === 0 ? 'no scope' : joinWords(set, 'and');
  const calls = `${found.calls === 1 ? 'is 1 call' : `are ${found.calls} calls`} in ${found.files === 1 ? '1 file' : `${found.files} files`}`;
  return {
    ruleId: SCOPE_UNUSED.id,
    severity: SCOPE_UNUSED.severity,
    message: `Nothing in the code was found to need ${scope}: of ${PRODUCT_NAMES[found.product]}, there ${calls}, for which ${enough} is enough.`,
    hint: `Request ${JSON.stringify(set)} unless there are calls that are not seen: those whose path is put together at run time, or is in another language or folder.`,
    pointer,
  };
}
