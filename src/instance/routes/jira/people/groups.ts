import type { Hono } from 'hono';
import { userJson } from '../../../jira/json/user-json.ts';
import { ADMINS, type Group, JIRA_USERS } from '../../../people/groups.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import type { JiraContext, JiraRestDeps } from '../shared.ts';
import { groupJson, groupOfQuery, MOST_MEMBERS, membersOf } from './group-shared.ts';
import { mayBrowseUsers, pageBean, requireBrowseUsers, userContext } from './shared.ts';

/**
 * The groups of the site, and who is in them.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/
 */
export function addGroupRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { groups } = deps.people;

  app.get('/group', (c) => {
    c.set('honoured', ['groupname', 'groupId', 'expand']);
    requireBrowseUsers(c, deps);
    return c.json(groupJson(c, deps, groupOfQuery(c, deps)));
  });

  app.get('/group/bulk', (c) => {
    if (!mayBrowseUsers(c, deps)) {
      throw jiraError(403, ['Browse users and groups permission is required to view groups.']);
    }
    const [ids, names] = [c.req.queries('groupId') ?? [], c.req.queries('groupName') ?? []];
    const isWanted = (group: Group) =>
      (ids.length === 0 && names.length === 0) || ids.includes(group.id) || names.includes(group.name);
    const found = groups.list().filter((group) => isWanted(group) && hasAccess(c, group));
    const write = ({ id, name }: Group) => ({ name, groupId: id });
    return c.json(
      pageBean(c, deps, found, write, {
        honoured: ['groupId', 'groupName', 'accessType', 'applicationKey'],
      }),
    );
  });

  app.get('/group/member', (c) => {
    requireBrowseUsers(c, deps);
    const members = membersOf(deps, groupOfQuery(c, deps), c.req.query('includeInactiveUsers') === 'true');
    return c.json(
      pageBean(c, deps, members, (person) => userJson(person, userContext(c, deps)), {
        honoured: ['groupname', 'groupId', 'includeInactiveUsers'],
        most: MOST_MEMBERS,
      }),
    );
  });
}

/** What `accessType` and `applicationKey` leave. */
function hasAccess(c: JiraContext, { id }: Group): boolean {
  const [type, application] = [c.req.query('accessType'), c.req.query('applicationKey')];
  const isOfAdmins = id === ADMINS.id;
  const isOfUsers = id === JIRA_USERS.id;
  if (application !== undefined && (application !== 'jira-software' || !(isOfAdmins || isOfUsers)))
    return false;
  switch (type) {
    case undefined:
      return true;
    case 'site-admin':
    case 'admin':
      return isOfAdmins;
    case 'user':
      return isOfUsers;
    default:
      throw jiraError(400, [`'${type}' is no access type: there are site-admin, admin and user.`]);
  }
}
