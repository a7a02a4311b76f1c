import type { Hono } from 'hono';
import { expandedUserJson, groupNameJson, userJson } from '../../../jira/json/user-json.ts';
import { groupsOf } from '../../../people/groups.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readExpand, readRange, splitList } from '../shared.ts';
import {
  accountIds,
  pageBean,
  personOfQuery,
  refuseOldNames,
  requireBrowseUsers,
  requirePerson,
  userContext,
} from './shared.ts';

const EXPANDS = ['groups', 'applicationRoles'];
const MOST_PEOPLE = 1000;

/**
 * People by their account.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/
 */
export function addUserRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { people } = deps;

  app.get('/myself', (c) => {
    c.set('honoured', ['expand']);
    const expand = readExpand(c, splitList(c.req.queries('expand')), EXPANDS);
    return c.json(expandedUserJson(requirePerson(people.find(actorOf(c))), userContext(c, deps), expand));
  });

  app.get('/user', (c) => {
    c.set('honoured', ['accountId', 'expand']);
    requireBrowseUsers(c, deps);
    const expand = readExpand(c, splitList(c.req.queries('expand')), EXPANDS);
    return c.json(expandedUserJson(personOfQuery(c, deps), userContext(c, deps), expand));
  });

  app.get('/user/bulk', (c) => {
    refuseOldNames(c);
    const ids = c.req.queries('accountId') ?? [];
    if (ids.length === 0) throw jiraError(400, ["The query parameter 'accountId' must be provided."]);
    const found = [...new Set(ids)].flatMap((id) => people.find(id) ?? []);
    return c.json(
      pageBean(c, deps, found, (person) => userJson(person, userContext(c, deps)), {
        honoured: ['accountId'],
        usual: 10,
        most: 200,
      }),
    );
  });

  app.get('/user/bulk/migration', (c) => {
    const [keys, names] = [c.req.queries('key'), c.req.queries('username')];
    if ((keys === undefined) === (names === undefined)) {
      throw jiraError(400, ["Either 'key' or 'username' must be provided, and not both."]);
    }
    const { startAt, maxResults } = readRange(c, ['key', 'username'], { usual: 10, most: 100 });
    const wanted = (keys ?? names ?? []).slice(startAt, startAt + maxResults);
    const found = wanted.flatMap((name) => people.all().find(({ username }) => username === name) ?? []);
    return c.json(
      found.map(({ username, accountId }) =>
        keys === undefined ? { username, accountId } : { key: username, accountId },
      ),
    );
  });

  for (const path of ['/users', '/users/search']) {
    app.get(path, (c) => {
      const { startAt, maxResults } = readRange(c, [], { usual: 50, most: MOST_PEOPLE });
      requireBrowseUsers(c, deps);
      const page = people.all().slice(startAt, startAt + maxResults);
      return c.json(page.map((person) => userJson(person, userContext(c, deps))));
    });
  }

  app.get('/user/groups', (c) => {
    c.set('honoured', ['accountId']);
    requireBrowseUsers(c, deps);
    const person = personOfQuery(c, deps);
    return c.json(groupsOf(person).map((group) => groupNameJson(group, userContext(c, deps))));
  });

  app.get('/user/email', (c) => {
    c.set('honoured', ['accountId']);
    requireAddon(c);
    const { accountId, emailAddress } = personOfQuery(c, deps);
    return c.json({ accountId, email: emailAddress });
  });

  app.get('/user/email/bulk', (c) => {
    c.set('honoured', ['accountId']);
    requireAddon(c);
    const found = accountIds(c).flatMap((id) => people.find(id) ?? []);
    return c.json(found.map(({ accountId, emailAddress }) => ({ accountId, email: emailAddress })));
  });
}

/** E-mail addresses are for add-ons that act for themselves. @throws {ProductError} 401 */
function requireAddon(c: JiraContext): void {
  if (c.get('caller').kind !== 'addon') {
    throw jiraError(401, ['This operation is for apps that act for themselves.']);
  }
}
