import type { Hono } from 'hono';
import data from '../../schemas/catalog/rest-operations.json' with { type: 'json' };
import type { InstanceEnv } from '../../src/instance/routes/env.ts';

/** An operation of the catalogue, and whether a route of the dev instance answers it. */
export interface CoveredOperation {
  readonly method: string;
  readonly path: string;
  readonly scope: string;
  readonly group: string;
  readonly isEmulated: boolean;
  /** Whether it is for add-ons with a module of a certain type. */
  readonly isForProviders: boolean;
}

export interface CoveredApi {
  readonly id: string;
  readonly title: string;
  readonly product: string;
  readonly operations: readonly CoveredOperation[];
}

/** Each API of the catalogue against the routes of a site. */
export function coverageOf(app: Hono<InstanceEnv>): readonly CoveredApi[] {
  const routes = new Set(restRoutes(app).map(({ method, path }) => shapeOf(method, path)));
  return Object.entries(data.apis).map(([id, api]) => ({
    id,
    title: api.title,
    product: api.product,
    operations: Object.entries(api.operations).map(([signature, scope]) => {
      const [method = '', path = ''] = signature.split(' ');
      return {
        ...{ method, path, scope, group: groupOf(path) },
        isEmulated: routes.has(shapeOf(method, path)),
        isForProviders: 'module' in api,
      };
    }),
  }));
}

/** Routes below the products' REST APIs that no operation of the catalogue has the path of. */
export function routesWithoutOperation(app: Hono<InstanceEnv>): readonly string[] {
  const known = new Set(listAll().map(({ method, path }) => shapeOf(method, path)));
  return restRoutes(app)
    .filter(({ method, path }) => !known.has(shapeOf(method, path)))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Requests for operations that the router has another operation's route for: `/issue/:id` fits `/issue/picker` too. */
export function misroutedOperations(
  app: Hono<InstanceEnv>,
): readonly { readonly method: string; readonly path: string }[] {
  return listAll().flatMap(({ method, path }) =>
    VERSIONS.flatMap((version) => {
      const versioned = path.replace('/rest/api/3/', `/rest/api/${version}/`);
      const sample = versioned.replaceAll(/\{[^}]+\}/g, 'x');
      const [handlers] = app.router.match(method, sample);
      const taken = handlers.map(([[, route]]) => route).find((route) => route.method !== 'ALL');
      return taken === undefined || shapeOf(method, taken.path) === shapeOf(method, versioned)
        ? []
        : [{ method, path: sample }];
    }),
  );
}

const VERSIONS = ['2', '3', 'latest'];

function listAll() {
  return Object.values(data.apis).flatMap(({ operations }) =>
    Object.keys(operations).map((signature) => {
      const [method = '', path = ''] = signature.split(' ');
      return { method, path };
    }),
  );
}

function restRoutes(app: Hono<InstanceEnv>) {
  return app.routes.filter(
    ({ method, path }) => method !== 'ALL' && /^\/(?:wiki\/)?(?:rest|api)\//.test(path),
  );
}

/** A method and path with the names of the parameters left out: what is written out must be written alike. */
function shapeOf(method: string, path: string): string {
  return `${method} ${path
    .replace(/^\/rest\/api\/(?:2|latest)(?=\/)/, '/rest/api/3')
    .replaceAll(/:[^/{]+(?:\{[^}]*\})?|\{[^}]+\}/g, '{}')}`;
}

/** The first word behind the name and version of the API. */
function groupOf(path: string): string {
  const rest = path.replace(
    /^(?:\/wiki)?\/(?:api\/v2|rest\/api(?:\/3)?|rest\/servicedeskapi|rest\/[^/]+\/[\d.]+)\//,
    '',
  );
  return rest.split('/')[0] ?? rest;
}
