import type { Hono } from 'hono';
import { highlighted, userJson } from '../../../jira/json/user-json.ts';
import type { Issue } from '../../../jira/types.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import {
  actorOf,
  type JiraContext,
  type JiraRestDeps,
  readRange,
  splitList,
  visibleIssue,
} from '../shared.ts';
import { findProject } from './find-project.ts';
import { propertyQuery } from './property-query.ts';
import { findablePeople, isAdmin, isFoundBy, mayBrowseUsers, refuseOldNames, userContext } from './shared.ts';

/** Searches look at no more people than these. */
const MOST_PEOPLE = 1000;

/**
 * People by their name, and by what they may.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/
 */
export function addUserSearchRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/user/search', (c) => {
    refuseOldNames(c, ['username']);
    const property = c.req.query('property');
    const matches = readQuery(c, property !== undefined);
    const isWanted =
      property === undefined ? matches : both(matches, propertyQuery(store.properties, property));
    return list(c, mayBrowseUsers(c, deps) ? findablePeople(deps).filter(isWanted) : [], ['property']);
  });

  app.get('/user/picker', (c) => {
    refuseOldNames(c, ['exclude']);
    const excluded = splitList(c.req.queries('excludeAccountIds'));
    const picked = pickedPeople(c, deps, { excluded, excludeApps: 'excludeConnectUsers' });
    c.set('honoured', ['query', 'maxResults', 'showAvatar', 'excludeAccountIds', 'excludeConnectUsers']);
    return c.json(picked);
  });

  app.get('/user/assignable/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readQuery(c, true);
    const projectId = projectOf(c, c.req.query('project'), ['issueKey', 'issueId', 'project']);
    return list(
      c,
      peopleOnly().filter((person) => matches(person) && isAssignable(person, projectId)),
      ['project', 'issueKey', 'issueId', 'sessionId', 'actionDescriptorId', 'recommend'],
    );
  });

  app.get('/user/assignable/multiProjectSearch', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readQuery(c, true);
    const keys = splitList(c.req.queries('projectKeys'));
    if (keys.length === 0) throw jiraError(400, ["The query parameter 'projectKeys' must be provided."]);
    const projects = keys.map((key) => findProject(c, deps, key));
    return list(
      c,
      peopleOnly().filter(
        (person) => matches(person) && projects.every(({ id }) => isAssignable(person, id)),
      ),
      ['projectKeys'],
    );
  });

  app.get('/user/permission/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readQuery(c, true);
    const permissions = readPermissions(c);
    const projectId = projectOf(c, c.req.query('projectKey'), ['issueKey', 'projectKey']);
    if (!isAdmin(c, deps) && !store.permissions.may(actorOf(c), 'ADMINISTER_PROJECTS', projectId)) {
      throw jiraError(403, ['You do not have the permission to search for users by their permissions.']);
    }
    const hasAll = ({ accountId }: Person) =>
      permissions.every((key) => store.permissions.has(accountId, key, projectId));
    return list(
      c,
      peopleOnly().filter((person) => matches(person) && hasAll(person)),
      ['permissions', 'issueKey', 'projectKey'],
    );
  });

  app.get('/user/viewissue/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readQuery(c);
    const projectId = projectOf(c, c.req.query('projectKey'), ['issueKey', 'projectKey']);
    const seeing = ({ accountId }: Person) => store.permissions.may(accountId, 'BROWSE_PROJECTS', projectId);
    const found = mayBrowseUsers(c, deps)
      ? peopleOnly().filter((person) => matches(person) && seeing(person))
      : [];
    return list(c, found, ['issueKey', 'projectKey']);
  });

  /** App users are never asked for: nobody assigns to them or shows them issues. */
  function peopleOnly(): readonly Person[] {
    return findablePeople(deps).filter(({ accountType }) => accountType !== 'app');
  }

  function isAssignable({ accountId }: Person, projectId: string): boolean {
    return store.permissions.may(accountId, 'ASSIGNABLE_USER', projectId);
  }

  function list(c: JiraContext, found: readonly Person[], honoured: readonly string[]) {
    const { startAt, maxResults } = readRange(c, ['query', 'accountId', ...honoured], {
      usual: 50,
      most: MOST_PEOPLE,
    });
    const page = found.slice(startAt, startAt + maxResults);
    return c.json(page.map((person) => userJson(person, userContext(c, deps))));
  }

  /** The project that is asked about, by itself or by an issue of it. @throws {ProductError} 400, 404 */
  function projectOf(c: JiraContext, project: string | undefined, names: readonly string[]): string {
    const issue = c.req.query('issueId') ?? c.req.query('issueKey');
    if (issue !== undefined) return requireIssue(c, issue).projectId;
    if (project === undefined) throw jiraError(400, [`One of ${names.join(', ')} must be provided.`]);
    return findProject(c, deps, project).id;
  }

  function requireIssue(c: JiraContext, idOrKey: string): Issue {
    const issue = visibleIssue(c, deps, idOrKey);
    if (issue !== undefined) return issue;
    throw jiraError(404, ['Issue does not exist or you do not have permission to see it.']);
  }

  /** @throws {ProductError} 400 for none, and for those that there are not */
  function readPermissions(c: JiraContext): readonly string[] {
    const keys = splitList(c.req.queries('permissions'));
    const known = store.permissionDefinitions().filter(({ type }) => type === 'PROJECT');
    const unknown = keys.find((key) => !known.some((one) => one.key === key));
    if (keys.length === 0) throw jiraError(400, ["The query parameter 'permissions' must be provided."]);
    if (unknown !== undefined) throw jiraError(400, [`Unrecognized permission: ${unknown}`]);
    return keys;
  }
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

/**
 * Whom `query` or `accountId` asks for.
 * @param isOptional whether without both everybody is
 * @throws {ProductError} 400
 */
function readQuery(c: JiraContext, isOptional = false): (person: Person) => boolean {
  const [query, accountId] = [c.req.query('query'), c.req.query('accountId')];
  if (query !== undefined && accountId !== undefined) {
    throw jiraError(400, ["Only one of 'query' and 'accountId' can be provided."]);
  }
  if (accountId !== undefined) return (person) => person.accountId === accountId;
  if (query !== undefined) return (person) => isFoundBy(person, query);
  if (isOptional) return () => true;
  throw jiraError(400, ["One of the query parameters 'query', 'accountId' and 'property' must be provided."]);
}
