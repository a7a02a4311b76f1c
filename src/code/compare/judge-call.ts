import { CONTEXT_PATHS, PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { REMOVED_OPERATIONS } from '../../catalog/removed-operations.ts';
import type { RestOperation } from '../../catalog/rest-operations.ts';
import { closestRestPath, UNKNOWN } from '../../catalog/rest-templates.ts';
import type { Severity } from '../../core/diagnostics.ts';
import { joinWords } from '../../core/join-words.ts';
import { restApi } from '../calls/product-roots.ts';
import type { ProductCall } from '../find-product-calls.ts';
import { allowedIn, type DescriptorFacts, productsOf } from './facts.ts';
import { type CalledOperations, operationsOf } from './operations.ts';
import { leastDemanding } from './ranks.ts';
import { NOT_FOR_APPS, OTHER_PRODUCT, SCOPE_MISSING, UNKNOWN_OPERATION } from './rules.ts';

/** What is wrong with a call, apart from its place. */
export interface Verdict {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  /** The operation, or the path, that it is about. */
  readonly subject: string;
}

/**
 * What the descriptor, or the product, has against a call; undefined for nothing.
 * @param isOwn whether the call carries the add-on's own token as far as one can see; not with a user name and password
 */
export function judgeCall(call: ProductCall, isOwn: boolean, facts: DescriptorFacts): Verdict | undefined {
  const products = productsOf(facts);
  // The gateway takes tokens of OAuth, which have scopes of another kind.
  if (products.length === 0 || call.isGateway || !(isOwn || call.isHost)) return undefined;
  const other = call.product !== undefined && !products.includes(call.product) ? call.product : undefined;
  if (other !== undefined) {
    // Below the address of one site, `/wiki` leads to Confluence from Jira as well.
    const isExpected = facts.otherProducts.includes(other) || isBelowContext(call);
    return call.isHost && !isExpected ? ofOtherProduct(call, other, products, facts) : undefined;
  }
  const called = operationsOf(call, products);
  if (called.operations.length === 0) return ofUnknown(call, called.others, products);
  return ofRemoved(call, called) ?? ofForbidden(call, called, facts);
}

function ofOtherProduct(
  call: ProductCall,
  product: Product,
  products: readonly Product[],
  { name }: DescriptorFacts,
): Verdict {
  const own = joinWords(
    products.map((one) => PRODUCT_NAMES[one]),
    'or',
  );
  return {
    ruleId: OTHER_PRODUCT.id,
    severity: OTHER_PRODUCT.severity,
    message: `${call.path} is a path of ${PRODUCT_NAMES[product]}, and is sent to ${own}, which ${name} is for.`,
    hint: `${own} answers with 404: an add-on calls the product that it is installed in, and ${PRODUCT_NAMES[product]} takes a descriptor of its own.`,
    subject: call.path,
  };
}

/** A path that is called where it stands, in an API that the catalogue has. */
function ofUnknown(
  call: ProductCall,
  others: readonly RestOperation[],
  products: readonly Product[],
): Verdict | undefined {
  if (call.isOpen) return undefined;
  const name = PRODUCT_NAMES[call.product ?? products[0] ?? 'jira'];
  const { id: ruleId, severity } = UNKNOWN_OPERATION;
  const subject = `${call.method ?? ''} ${call.path}`.trim();
  const api = /^(?:\/wiki)?\/rest\/([^/]+)/.exec(call.path)?.[1] ?? '';
  if (restApi(api)?.isPrivate === true) {
    return {
      ruleId,
      severity,
      message: `/rest/${api} is no public API of ${name}: whether an add-on may call ${call.path} is written nowhere, and may change.`,
      hint: 'Look for an operation of the documented REST API that does the same.',
      subject,
    };
  }
  if (others.length > 0) {
    const methods = [...new Set(others.map(({ method }) => method))];
    return {
      ruleId,
      severity,
      message: `${name} has no ${call.method} ${others[0]?.path}; there is ${joinWords(methods, 'and')}.`,
      subject,
    };
  }
  const similar = closestRestPath(`${isBelowContext(call) ? '' : contextOf(call)}${call.path}`);
  return {
    ruleId,
    severity,
    message: `connect-kit knows of no operation ${subject} of ${name}.`,
    ...(similar === undefined ? {} : { hint: `Did you mean ${similar}?` }),
    subject,
  };
}

function isBelowContext({ path }: ProductCall): boolean {
  return path.startsWith(`${CONTEXT_PATHS.confluence}/`);
}

function contextOf({ product }: ProductCall): string {
  return product === undefined ? '' : CONTEXT_PATHS[product];
}

/** Where every operation that the call may be of has been taken away. */
function ofRemoved(call: ProductCall, { operations, isExact }: CalledOperations): Verdict | undefined {
  if (!isExact) return undefined;
  const removed = operations.map(({ method, path }) => REMOVED_OPERATIONS[`${method} ${path}`]);
  const [first] = removed;
  const [operation] = operations;
  if (first === undefined || operation === undefined || removed.includes(undefined)) return undefined;
  const subject = signatureOf(call, operations);
  return {
    ruleId: UNKNOWN_OPERATION.id,
    severity: 'warning',
    message: `${PRODUCT_NAMES[operation.product]} answers ${subject} with 410 since ${first.since}: the operation has been removed.`,
    hint: `Call ${asWritten(call, first.successor)} instead.`,
    subject,
  };
}

/** Where none of the operations that the call may be of is open to the add-on. */
function ofForbidden(
  call: ProductCall,
  { operations, isExact }: CalledOperations,
  facts: DescriptorFacts,
): Verdict | undefined {
  const isAllowed = ({ scope, product, module }: RestOperation) =>
    scope !== 'INACCESSIBLE' &&
    (module === undefined || facts.modules.has(module)) &&
    allowedIn(facts, product).has(scope);
  if (operations.some(isAllowed)) return undefined;
  const least = leastDemanding(operations);
  if (least === undefined) return undefined;
  const isCertain = isExact && call.method !== undefined;
  if (least.scope === 'INACCESSIBLE') return closed(call, operations, isCertain);
  if (least.module !== undefined && !facts.modules.has(least.module)) {
    return withoutModule(call, least.product, least.module, isCertain, facts);
  }
  if (!facts.hasOnlyKnownScopes) return undefined;
  const declared = facts.scopes.map(({ scope }) => scope);
  const has = declared.length === 0 ? 'no scope' : joinWords(declared, 'and');
  const needs = isCertain ? `needs the scope ${least.scope}` : `needs at least the scope ${least.scope}`;
  const about = isCertain ? signatureOf(call, [least]) : describe(call);
  return {
    ruleId: SCOPE_MISSING.id,
    severity: isCertain ? 'error' : 'warning',
    message: `${about} ${needs}; ${facts.name} requests ${has}.`,
    hint: `Add "${least.scope}" to "scopes" in ${facts.name}, or leave the call out: ${PRODUCT_NAMES[least.product]} answers it with 403.`,
    subject: about,
  };
}

function closed(call: ProductCall, operations: readonly RestOperation[], isCertain: boolean): Verdict {
  const about = isCertain ? signatureOf(call, operations) : describe(call);
  const product = operations[0]?.product ?? 'jira';
  return {
    ruleId: NOT_FOR_APPS.id,
    severity: NOT_FOR_APPS.severity,
    message: `${about} is closed to Connect add-ons whatever their scopes, says Atlassian's description of the API.`,
    hint: `Expect ${PRODUCT_NAMES[product]} to answer with 403, and look for another operation that does the same.`,
    subject: about,
  };
}

function withoutModule(
  call: ProductCall,
  product: Product,
  module: string,
  isCertain: boolean,
  { name }: DescriptorFacts,
): Verdict {
  const { operations } = operationsOf(call, [product]);
  const about = isCertain ? signatureOf(call, operations) : describe(call);
  return {
    ruleId: NOT_FOR_APPS.id,
    severity: isCertain ? 'error' : 'warning',
    message: `${about} is open to add-ons with the module ${module} only; ${name} has none.`,
    hint: `Add the module "${module}" to ${name}, or leave the call out.`,
    subject: about,
  };
}

/** A call as the reader has written it. */
function describe({ method, path, isOpen }: ProductCall): string {
  const shown = `${path.replaceAll(UNKNOWN, '…')}${isOpen && !path.endsWith('…') ? '…' : ''}`;
  return method === undefined ? `Whatever its method, ${shown}` : `${method} ${shown}`;
}

/** The operation as its product states it. */
function signatureOf(call: ProductCall, operations: readonly RestOperation[]): string {
  const methods = [...new Set(operations.map(({ method }) => method))];
  return `${joinWords(methods, 'and')} ${asWritten(call, operations[0]?.path ?? call.path)}`;
}

/** A path of Jira's platform API, in the version that the call is of. */
function asWritten({ path }: ProductCall, stated: string): string {
  const version = /^\/rest\/api\/(2|latest)(?=\/)/.exec(path)?.[0];
  return version === undefined ? stated : stated.replace(/^\/rest\/api\/3(?=\/)/, version);
}
