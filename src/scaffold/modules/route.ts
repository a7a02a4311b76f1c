import type { ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';

/**
 * What an add-on answers for a module.
 * - `page`: HTML in a frame; GET, with a signed `jwt` in the address
 * - `webhook`: POST with JSON and a signed header; nothing but the status of the answer counts
 * - `fragment`: requested by the product itself, which uses the body of the answer: storage format, JQL, …
 */
export const ROUTE_KINDS = ['page', 'webhook', 'fragment'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** What a route is about, and the query that its URL carries for it, by product. */
export const SUBJECT_QUERIES = {
  issue: 'issue={issue.key}',
  project: 'project={project.key}',
  board: 'board={board.id}',
  request: 'request={servicedesk.requestId}',
  'post-function': 'config={postFunction.config}',
  'dashboard-item': 'dashboard={dashboard.id}&item={dashboardItem.id}',
  content: 'content={content.id}',
  /** To macros, the page that they are on is `page.id`. */
  macro: 'content={page.id}',
  space: 'space={space.key}',
  none: '',
} as const satisfies Readonly<Record<string, string>>;
export type RouteSubject = keyof typeof SUBJECT_QUERIES;

export interface Route {
  readonly kind: RouteKind;
  readonly about: RouteSubject;
  /** Where the add-on answers, below its base URL: `/issue-panel`. */
  readonly path: string;
  /** Name of its file without extension, in kebab case: `issue-panel`. */
  readonly file: string;
  /** Name of what the file exports: `issuePanel`. */
  readonly exportName: string;
  /** Where the project has a file for the path already, nothing is written for it. */
  readonly isShared: boolean;
}

/** What the names of a route's recipes are made of. */
export interface RouteOrigin {
  readonly kind: RouteKind;
  readonly about: RouteSubject;
  readonly type: ModuleType;
  readonly product: Product;
  /** Tells the routes of a module with several apart: `edit`; empty for the main one. */
  readonly role: string;
  /** True where only a recipe that was written for the module type answers what the product asks. */
  readonly isSpecial: boolean;
}

/** Names of the recipes that a route can be made from, the best first. */
export function recipeNames({ kind, about, type, product, role, isSpecial }: RouteOrigin): readonly string[] {
  const ofType = [...(role === '' ? [] : [`${kind}-${type}-${role}`]), `${kind}-${type}`];
  if (isSpecial) return ofType;
  // What stands in a macro is about the page that the macro is on.
  const subjects = about === 'macro' ? ['macro', 'content'] : [about];
  return [...ofType, ...subjects.map((subject) => `${kind}-${subject}`), `${kind}-${product}`, kind];
}
