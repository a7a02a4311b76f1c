import { scopesOf } from '../../addons/installation.ts';
import type { ProjectPermission } from '../../jira/permissions.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError, ProductError } from '../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps, type ListPage, versionOf } from './shared.ts';

/** What only those may who administer Jira or a project, and pages of lists as newer operations answer them. */

const NOT_ADMINISTRATOR =
  'You are not authorized to perform this action. Administrator privileges are required.';
export const NOT_CONFIGURABLE = 'You cannot edit the configuration of this project.';

/** Administrators of the site; of add-ons that act for themselves those that have the scope for it. */
export function isAdministrator(c: JiraContext, { store }: Pick<JiraRestDeps, 'store'>): boolean {
  const caller = c.get('caller');
  if (caller.kind === 'addon') return scopesOf(caller.installation).has('ADMIN');
  return store.permissions.isAdmin(actorOf(c));
}

/** @throws {ProductError} 403 for everybody else */
export function requireAdministrator(
  c: JiraContext,
  deps: Pick<JiraRestDeps, 'store'>,
  message = NOT_ADMINISTRATOR,
): void {
  if (!isAdministrator(c, deps)) throw jiraError(403, [message]);
}

export function mayAdminister(c: JiraContext, deps: JiraRestDeps, { id }: Pick<Project, 'id'>): boolean {
  return isAdministrator(c, deps) || deps.store.permissions.may(actorOf(c), 'ADMINISTER_PROJECTS', id);
}

/** @throws {ProductError} 403, or with another status where Jira has one */
export function requireProjectAdministrator(
  c: JiraContext,
  deps: JiraRestDeps,
  project: Pick<Project, 'id'>,
  { message = NOT_CONFIGURABLE, status = 403 }: { message?: string; status?: 401 | 403 } = {},
): void {
  if (!mayAdminister(c, deps, project)) throw jiraError(status, [message]);
}

/** The project of the path. @throws {ProductError} 404, whether it is not there or not seen */
export function findProject(c: JiraContext, deps: JiraRestDeps, idOrKey = idOrKeyIn(c)): Project {
  const project = visibleProject(c, deps, idOrKey);
  if (project !== undefined) return project;
  throw noProject(idOrKey);
}

/** Undefined where it is not there, not seen, or in the trash. */
export function visibleProject(
  c: JiraContext,
  { store }: JiraRestDeps,
  idOrKey: string,
): Project | undefined {
  const project = store.project(idOrKey);
  const may = (permission: ProjectPermission) =>
    store.permissions.may(actorOf(c), permission, project?.id ?? '');
  return project !== undefined && (may('BROWSE_PROJECTS') || may('ADMINISTER_PROJECTS'))
    ? project
    : undefined;
}

export function noProject(idOrKey: string) {
  return jiraError(404, [
    /^\d+$/.test(idOrKey)
      ? `No project could be found with id '${idOrKey}'.`
      : `No project could be found with key '${idOrKey}'.`,
  ]);
}

function idOrKeyIn(c: JiraContext): string {
  return c.req.param('project') ?? '';
}

/** What the representations need of a request. */
export function jsonContext(c: JiraContext, { host }: Pick<JiraRestDeps, 'host'>) {
  return { baseUrl: host.baseUrl, apiVersion: versionOf(c) };
}

/** A page as newer operations answer it: with where it is, and where the next one is. */
export function pageBean<From, To>(
  c: JiraContext,
  { host }: Pick<JiraRestDeps, 'host'>,
  { startAt, maxResults, total, values }: ListPage<From>,
  toJson: (value: From) => To,
) {
  const next = startAt + values.length;
  const isLast = next >= total || values.length === 0;
  const at = (position: number) => {
    const query = new URLSearchParams(new URL(c.req.url).search);
    query.delete('jwt');
    query.set('startAt', String(position));
    query.set('maxResults', String(maxResults));
    return `${host.baseUrl}${c.req.path}?${query}`;
  };
  return {
    self: at(startAt),
    ...(isLast ? {} : { nextPage: at(next) }),
    maxResults,
    startAt,
    total,
    isLast,
    values: values.map(toJson),
  };
}

/** `name`, `-name` or `+name` of `orderBy`, by the keys of what is compared. @throws {ProductError} 400 for another field */
export function ordered<T>(
  items: readonly T[],
  orderBy: string | undefined,
  keys: Readonly<Record<string, (item: T) => string | number>>,
): readonly T[] {
  if (orderBy === undefined || orderBy === '') return items;
  const isDescending = orderBy.startsWith('-');
  // A plus in a query is a space.
  const field = orderBy.replace(/^[-+ ]/, '');
  const keyOf = Object.hasOwn(keys, field) ? keys[field] : undefined;
  if (keyOf === undefined) throw jiraError(400, [`The value '${orderBy}' of orderBy is not supported.`]);
  const sorted = [...items].sort((a, b) => compare(keyOf(a), keyOf(b)));
  return isDescending ? sorted.reverse() : sorted;
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
}

/** Whether a text is somewhere in others, in either case. */
export function isIn(query: string | undefined, ...texts: readonly string[]): boolean {
  const wanted = query?.trim().toLowerCase() ?? '';
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
}

/** A text or a number of a body as a text: ids come as either. */
export function idIn(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

/** A parameter of a path that Hono has found in it. */
export function paramOf(c: JiraContext, name: string): string {
  return c.req.param(name) ?? '';
}

/** For a part of an operation that Jira has and the dev instance has not. @param what `options of options` */
export function notEmulated(what: string): ProductError {
  const message = `Jira has ${what}, but connect-kit's dev instance does not emulate them.`;
  return new ProductError(501, { message, 'status-code': 501 });
}
