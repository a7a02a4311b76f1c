import { CONTEXT_PATHS, type Product } from '../../catalog/products.ts';
import type { RestOperation } from '../../catalog/rest-operations.ts';
import { restOperationsAt, restOperationsFrom } from '../../catalog/rest-templates.ts';
import type { ProductCall } from '../find-product-calls.ts';

/** The operations that a call may be of. */
export interface CalledOperations {
  /** With the call's method, where it is known. */
  readonly operations: readonly RestOperation[];
  /** Whether the call is of these and no others: not where its path may go on. */
  readonly isExact: boolean;
  /** Where there is none with the call's method: those with others at the same path. */
  readonly others: readonly RestOperation[];
}

/** @param products those that the add-on may be installed in, which decide where both have such a path */
export function operationsOf(call: ProductCall, products: readonly Product[]): CalledOperations {
  const paths = pathsOf(call, products);
  const here = paths.flatMap(restOperationsAt);
  const exact = here.filter((operation) => hasMethod(operation, call));
  const isCertain = !call.isOpen && new Set(exact.map(({ method }) => method)).size === exact.length;
  if (exact.length > 0 && isCertain) return { operations: exact, isExact: true, others: [] };
  const from = paths.flatMap(restOperationsFrom).filter((operation) => hasMethod(operation, call));
  // A path that is called where it stands, and has operations further on only, is the beginning of one.
  const operations = call.isOpen || exact.length === 0 ? from : exact;
  return { operations, isExact: false, others: operations.length === 0 ? here : [] };
}

/** Requests with HEAD are answered as those with GET. */
function hasMethod({ method }: RestOperation, call: ProductCall): boolean {
  const wanted = call.method === 'HEAD' ? 'GET' : call.method;
  return wanted === undefined || wanted === method;
}

/** The call's path below the site's address: frameworks add Confluence's context path by themselves. */
function pathsOf({ path, product }: ProductCall, products: readonly Product[]): readonly string[] {
  if (path.startsWith(`${CONTEXT_PATHS.confluence}/`)) return [path];
  const candidates = product === undefined ? products : [product];
  return candidates.map((one) => `${CONTEXT_PATHS[one]}${path}`);
}
