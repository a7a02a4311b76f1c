import data from '../../schemas/catalog/rest-operations.json' with { type: 'json' };
import { PRODUCTS, type Product } from './products.ts';
import { isScope, type Scope } from './scopes.ts';

/** An operation of a product's REST API, as its OpenAPI file states it. */
export interface RestOperation {
  readonly product: Product;
  readonly method: string;
  /** With `{parameters}`; Jira's platform API as v3. */
  readonly path: string;
  /** The scope that a Connect add-on needs; `INACCESSIBLE` when no scope opens it. */
  readonly scope: Scope | 'INACCESSIBLE';
  /** The module that an add-on must declare besides; any add-on may call it where there is none. */
  readonly module?: string;
}

/** A segment of the paths of operations, with those that go on from it. */
export interface RestPathNode {
  readonly literals: ReadonlyMap<string, RestPathNode>;
  readonly parameter: RestPathNode | undefined;
  /** The operations whose path ends here. */
  readonly byMethod: ReadonlyMap<string, RestOperation>;
}

interface Node extends RestPathNode {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly byMethod: Map<string, RestOperation>;
}

let root: Node | undefined;

/**
 * The operation that serves a request.
 * @param path below the site's address, without query: `/rest/api/3/issue/DEMO-1`, `/wiki/api/v2/pages`
 * @returns undefined where the product has no such operation
 */
export function findRestOperation(method: string, path: string): RestOperation | undefined {
  const segments = normalizeVersion(path).split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return match(index(), segments, method.toUpperCase());
}

/** The paths of all operations as a tree, from what stands before their first slash on. */
export function restPathTree(): RestPathNode {
  return index();
}

/** Every operation of the catalogue. */
export function listRestOperations(): readonly RestOperation[] {
  return Object.values(data.apis).flatMap((api) =>
    Object.entries(api.operations).map(([signature, scope]) => ({
      ...toOperation(api.product, signature, scope),
      ...('module' in api ? { module: api.module } : {}),
    })),
  );
}

/** Versions 2 and `latest` of Jira's platform API have the same operations and scopes as version 3. */
function normalizeVersion(path: string): string {
  return path.replace(/^\/rest\/api\/(?:2|latest)\//, '/rest/api/3/');
}

function toOperation(product: string, signature: string, scope: string): RestOperation {
  const [method = '', path = ''] = signature.split(' ');
  const knownProduct = PRODUCTS.find((one) => one === product);
  if (knownProduct === undefined) throw new Error(`catalogue: unknown product ${product}`);
  if (scope !== 'INACCESSIBLE' && !isScope(scope)) throw new Error(`catalogue: unknown scope ${scope}`);
  return { product: knownProduct, method, path, scope };
}

function index(): Node {
  if (root !== undefined) return root;
  root = createNode();
  for (const operation of listRestOperations()) {
    let node = root;
    for (const segment of operation.path.split('/').slice(1)) node = childOf(node, segment);
    node.byMethod.set(operation.method, operation);
  }
  return root;
}

function createNode(): Node {
  return { literals: new Map(), parameter: undefined, byMethod: new Map() };
}

function childOf(node: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    node.parameter ??= createNode();
    return node.parameter;
  }
  let child = node.literals.get(segment);
  if (child === undefined) {
    child = createNode();
    node.literals.set(segment, child);
  }
  return child;
}

/** Literal segments win over parameters, as in the products' routers. */
function match(node: Node, segments: readonly string[], method: string): RestOperation | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.byMethod.get(method);
  const literal = node.literals.get(segment);
  const found = literal && match(literal, rest, method);
  if (found !== undefined) return found;
  return node.parameter && match(node.parameter, rest, method);
}
