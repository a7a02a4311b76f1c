import type { UserJsonContext } from '../../../jira/json/user-json.ts';
import { isActive, type Person } from '../../../people/people.ts';
import { jiraError, type ProductError } from '../../../product-error.ts';
import { rawUrl } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRange, versionOf } from '../shared.ts';

export function userContext(c: JiraContext, { host }: Pick<JiraRestDeps, 'host'>): UserJsonContext {
  return { baseUrl: host.baseUrl, apiVersion: versionOf(c), accountId: actorOf(c) };
}

/**
 * What has named people before they had accounts is refused, as the cloud does since its GDPR changes.
 * @throws {ProductError} 400
 */
export function refuseOldNames(
  c: JiraContext,
  names: readonly string[] = ['username', 'key', 'userKey'],
): void {
  const given = names.find((name) => c.req.query(name) !== undefined);
  if (given === undefined) return;
  throw jiraError(400, [`The query parameter '${given}' is not supported in GDPR strict mode.`]);
}

/** @throws {ProductError} 400 where there is none, 404 where nobody has it */
export function personOfQuery(c: JiraContext, { people }: Pick<JiraRestDeps, 'people'>): Person {
  refuseOldNames(c);
  const accountId = c.req.query('accountId');
  if (accountId === undefined || accountId === '') {
    throw jiraError(400, ["The query parameter 'accountId' must be provided."]);
  }
  return requirePerson(people.find(accountId));
}

/** @throws {ProductError} 404 */
export function requirePerson(person: Person | undefined): Person {
  if (person !== undefined) return person;
  throw jiraError(404, ['Specified user does not exist or you do not have required permissions']);
}

export function mayBrowseUsers(c: JiraContext, { store }: Pick<JiraRestDeps, 'store'>): boolean {
  return store.permissions.mayGlobally(actorOf(c), 'USER_PICKER');
}

/** @throws {ProductError} 403 */
export function requireBrowseUsers(c: JiraContext, deps: Pick<JiraRestDeps, 'store'>): void {
  if (mayBrowseUsers(c, deps)) return;
  throw jiraError(403, ['You do not have the permission to browse users and groups.']);
}

export function isAdmin(c: JiraContext, { store }: Pick<JiraRestDeps, 'store'>): boolean {
  return store.permissions.mayGlobally(actorOf(c), 'ADMINISTER');
}

/** @throws {ProductError} 403 */
export function requireAdmin(c: JiraContext, deps: Pick<JiraRestDeps, 'store'>): void {
  if (!isAdmin(c, deps)) throw notAdmin();
}

export function notAdmin(): ProductError {
  return jiraError(403, ['Only Jira administrators can perform this operation.']);
}

/**
 * Whether a text finds somebody: the beginning of a word of their name, or the whole of their e-mail address, which the
 * others do not see.
 */
export function isFoundBy({ displayName, emailAddress }: Person, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  const name = displayName.toLowerCase();
  return (
    name.startsWith(wanted) ||
    name.split(/[\s-]+/).some((word) => word.startsWith(wanted)) ||
    emailAddress.toLowerCase() === wanted
  );
}

/** Who can be found: app users too, but nobody who was taken off the site. */
export function findablePeople({ people }: Pick<JiraRestDeps, 'people'>): readonly Person[] {
  return people.all().filter(isActive);
}

/** The values of a parameter that is repeated; a list with commas is one of them too. */
export function accountIds(c: JiraContext, name = 'accountId'): readonly string[] {
  return (c.req.queries(name) ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** A page of a list in the form that most of Jira's newer operations give it. */
export function pageBean<T, R>(
  c: JiraContext,
  { host }: Pick<JiraRestDeps, 'host'>,
  items: readonly T[],
  write: (item: T) => R,
  { honoured = [], usual = 50, most = 100 }: PageOptions = {},
) {
  const { startAt, maxResults } = readRange(c, honoured, { usual, most });
  const values = items.slice(startAt, startAt + maxResults);
  const end = startAt + values.length;
  const isLast = end >= items.length || maxResults === 0;
  return {
    self: pageUrl(c, host.baseUrl, startAt, maxResults),
    ...(isLast ? {} : { nextPage: pageUrl(c, host.baseUrl, end, maxResults) }),
    maxResults,
    startAt,
    total: items.length,
    isLast,
    values: values.map(write),
  };
}

export interface PageOptions {
  /** Further query parameters that the operation has looked at. */
  readonly honoured?: readonly string[];
  readonly usual?: number;
  readonly most?: number;
}

function pageUrl(c: JiraContext, baseUrl: string, startAt: number, maxResults: number): string {
  const query = new URLSearchParams(rawUrl(c).split('?')[1] ?? '');
  query.delete('jwt');
  query.set('startAt', String(startAt));
  query.set('maxResults', String(maxResults));
  return `${baseUrl}${c.req.path}?${query}`;
}
