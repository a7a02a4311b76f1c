import path from 'node:path';
import type { ModuleType } from '../../catalog/modules.ts';
import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { UsageError } from '../../core/errors.ts';
import { UnknownIndexError } from './module-index.ts';
import { fillRecipe } from './recipe-files.ts';
import { type Route, recipeNames } from './route.ts';
import { exportNameOf, fileNameOf } from './route-names.ts';
import type { RouteSample } from './sample.ts';
import type { Workspace } from './workspace.ts';

/** A route with its files, not yet part of the project. */
export interface RouteDraft {
  readonly route: Route;
  /** Empty for routes that are shared, and where only the descriptor is edited. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface RouteRequest {
  readonly type: ModuleType;
  readonly product: Product;
  readonly sample: RouteSample;
  /** Name of the file, in any case: `issue-panel`. */
  readonly name: string;
  /** Where it is answered, below the base URL; the name of its file where nothing is said. */
  readonly path?: string;
  readonly moduleKey: string;
  readonly event: string;
}

/**
 * Drafts a route from the recipe that suits it best.
 * @throws UsageError when the template has none that would do
 */
export function draftRoute(request: RouteRequest, workspace: Workspace): RouteDraft {
  const { sample, name } = request;
  const { kind, about } = sample;
  const file = fileNameOf(name);
  const route: Route = {
    kind,
    about,
    path: request.path ?? `/${file}`,
    file,
    exportName: exportNameOf(file),
    isShared: false,
  };
  const { recipes } = workspace.layout;
  if (recipes === undefined) return { route, files: new Map() };
  const { role = '', isSpecial = false } = sample;
  const recipe = recipes.find(recipeNames({ ...request, kind, about, role, isSpecial }));
  if (recipe === undefined) throw withoutRecipe(request);
  const files = fillRecipe(recipe, {
    ROUTE_FILE: route.file,
    ROUTE_EXPORT: route.exportName,
    ROUTE_PATH: route.path,
    MODULE_KEY: request.moduleKey,
    EVENT: request.event,
  });
  return { route, files };
}

const ANSWERS = {
  page: 'shows pages',
  webhook: 'receives what the product posts',
  fragment: 'answers what the product itself asks for',
} as const;

function withoutRecipe({ type, product, sample }: RouteRequest): UsageError {
  const reason =
    sample.isSpecial === true
      ? `for ${type}, ${PRODUCT_NAMES[product]} wants an answer of a form of its own`
      : `${type} need a server that ${ANSWERS[sample.kind]}`;
  return new UsageError('no-recipe', `The template of this project has no route for ${type}: ${reason}.`, {
    nextSteps: ['To add the entry of the descriptor alone, and write the route yourself: --descriptor-only'],
  });
}

/** Why a route cannot be added as it is drafted, as a sentence; undefined where it can. */
export function obstacleOf({ route, files }: RouteDraft, workspace: Workspace): string | undefined {
  if (route.isShared) return undefined;
  if (workspace.facts.paths.has(route.path)) return `The descriptor has the path ${route.path} already.`;
  const existing = [...files.keys()].find((file) => workspace.files.has(file.toLowerCase()));
  if (existing !== undefined) return `The project has ${existing} already.`;
  const content = workspace.index?.content;
  if (content === undefined || content instanceof UnknownIndexError) return undefined;
  if (content.words.has(route.exportName))
    return `The name ${route.exportName} is taken in the list of routes.`;
  const source = `./${route.file}`;
  const isImported = content.sources.some((one) => one.slice(0, -path.posix.extname(one).length) === source);
  return isImported ? `The list of routes imports ${source} already.` : undefined;
}
