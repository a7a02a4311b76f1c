import type { Hono } from 'hono';
import { highlighted } from '../../../jira/json/user-json.ts';
import type { Person } from '../../../people/people.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRange, splitList } from '../shared.ts';
import { propertyQuery } from './property-query.ts';
import { findablePeople, isFoundBy, mayBrowseUsers, refuseOldNames } from './shared.ts';
import { listUsers, MOST_PEOPLE, readUserQuery } from './user-filter.ts';

/**
 * People by their name.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/
 */
export function addUserSearchRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/user/search', (c) => {
    refuseOldNames(c, ['username']);
    const property = c.req.query('property');
    const matches = readUserQuery(c, property !== undefined);
    const isWanted =
      property === undefined ? matches : both(matches, propertyQuery(store.properties, property));
    const found = mayBrowseUsers(c, deps) ? findablePeople(deps).filter(isWanted) : [];
    return listUsers(c, deps, found, ['property']);
  });

  app.get('/user/picker', (c) => {
    refuseOldNames(c, ['exclude']);
    const excluded = splitList(c.req.queries('excludeAccountIds'));
    const picked = pickedPeople(c, deps, { excluded, excludeApps: 'excludeConnectUsers' });
    c.set('honoured', ['query', 'maxResults', 'showAvatar', 'excludeAccountIds', 'excludeConnectUsers']);
    return c.json(picked);
  });
}

/**
 * People for a picker, with what was found marked. Without the right to browse people, only whole names are found.
 * @param excludeApps name of the query parameter that leaves app users out
 */
export function pickedPeople(
  c: JiraContext,
  deps: JiraRestDeps,
  { excluded, excludeApps }: { readonly excluded: readonly string[]; readonly excludeApps: string },
) {
  const query = c.req.query('query') ?? '';
  const { maxResults } = readRange(c, [], { usual: 50, most: MOST_PEOPLE });
  const isFound = (person: Person) =>
    mayBrowseUsers(c, deps)
      ? isFoundBy(person, query)
      : person.displayName.toLowerCase() === query.toLowerCase();
  const found = (query === '' ? [] : findablePeople(deps)).filter(
    (person) =>
      isFound(person) &&
      !excluded.includes(person.accountId) &&
      (person.accountType !== 'app' || c.req.query(excludeApps) !== 'true'),
  );
  const users = found.slice(0, maxResults).map((person) => ({
    accountId: person.accountId,
    accountType: person.accountType,
    html: highlighted(person.displayName, query, 'strong'),
    displayName: person.displayName,
    ...(c.req.query('showAvatar') === 'true'
      ? { avatarUrl: `${deps.host.baseUrl}/_connect-kit/avatars/${person.accountId}.svg` }
      : {}),
  }));
  return { users, total: found.length, header: `Showing ${users.length} of ${found.length} matching users` };
}

function both(
  one: (person: Person) => boolean,
  other: (person: Person) => boolean,
): (person: Person) => boolean {
  return (person) => one(person) && other(person);
}
