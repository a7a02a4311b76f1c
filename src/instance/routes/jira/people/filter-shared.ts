import type { Filter } from '../../../jira/access/filters.ts';
import { userJson } from '../../../jira/json/user-json.ts';
import { jiraError } from '../../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readExpand, splitList } from '../shared.ts';
import { shareJson } from './share-input.ts';
import { isAdmin, userContext } from './shared.ts';

const EXPANDS = ['sharedUsers', 'subscriptions'];
const UNAVAILABLE =
  'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.';

/**
 * The filter of the path, where the caller sees it. Administrators see any when they say so.
 * @throws {ProductError} with `status`, whether it is not there or not seen
 */
export function findFilter(c: JiraContext, deps: JiraRestDeps, status: 400 | 404 = 400): Filter {
  const { store } = deps;
  const filter = store.filters.find(c.req.param('id') ?? '');
  if (filter !== undefined && (maySee(c, deps, filter) || isOverridden(c, deps))) return filter;
  throw jiraError(status, [UNAVAILABLE]);
}

export function maySee(c: JiraContext, { store }: JiraRestDeps, filter: Filter): boolean {
  return store.shares.maySee('filter', filter, actorOf(c));
}

/** Whether an administrator has asked to look past what is shared. */
export function isOverridden(c: JiraContext, deps: JiraRestDeps): boolean {
  return c.req.query('overrideSharePermissions') === 'true' && isAdmin(c, deps);
}

export function isOwner(c: JiraContext, { ownerAccountId }: Filter): boolean {
  return ownerAccountId === actorOf(c);
}

/** A filter with all that there is to it. */
export function filterJson(c: JiraContext, deps: JiraRestDeps, filter: Filter, expand: ReadonlySet<string>) {
  const { isWritable: _, ...details } = filterDetails(c, deps, filter);
  const list = <T>(name: string, items: readonly T[]) => ({
    size: items.length,
    items: expand.has(name) ? items : [],
    'max-results': 1000,
    'start-index': 0,
    'end-index': expand.has(name) && items.length > 0 ? items.length - 1 : 0,
  });
  return {
    ...details,
    sharedUsers: list('sharedUsers', expand.has('sharedUsers') ? sharedUsers(c, deps, filter) : []),
    subscriptions: list('subscriptions', []),
  };
}

/** Everything that a list of filters can show of one. */
export function filterDetails(c: JiraContext, deps: JiraRestDeps, filter: Filter) {
  const { store, people } = deps;
  const { id, name, description, jql, ownerAccountId } = filter;
  const context = userContext(c, deps);
  const { baseUrl, apiVersion } = context;
  const owner = people.find(ownerAccountId);
  const shares = store.shares.list('filter', id);
  const sharesWith = (rights: string) =>
    shares.filter((share) => share.rights === rights).map((share) => shareJson(c, deps, share));
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/filter/${id}`,
    id,
    name,
    description,
    ...(owner === undefined ? {} : { owner: userJson(owner, context) }),
    jql,
    viewUrl: `${baseUrl}/issues/?filter=${id}`,
    searchUrl: `${baseUrl}/rest/api/${apiVersion}/search?jql=${encodeURIComponent(jql)}`,
    favourite: store.shares.isFavourite('filter', id, actorOf(c)),
    favouritedCount: store.shares.popularity('filter', id),
    sharePermissions: sharesWith('view'),
    editPermissions: sharesWith('edit'),
    isWritable: store.shares.mayEdit('filter', filter, actorOf(c)),
  };
}

function sharedUsers(c: JiraContext, deps: JiraRestDeps, filter: Filter) {
  return deps.people
    .list()
    .filter(
      ({ accountId }) =>
        accountId !== filter.ownerAccountId && deps.store.shares.maySee('filter', filter, accountId),
    )
    .map((person) => userJson(person, userContext(c, deps)));
}

/** `sharedUsers[0:9]` asks for a part of what is shown whole here. */
export function expandOf(c: JiraContext): ReadonlySet<string> {
  c.set('honoured', ['expand', 'overrideSharePermissions', 'includeFavourites']);
  return readExpand(
    c,
    splitList(c.req.queries('expand')).map((name) => name.replace(/\[.*$/, '')),
    EXPANDS,
  );
}
