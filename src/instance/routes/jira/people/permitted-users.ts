import type { Hono } from 'hono';
import type { Issue } from '../../../jira/types.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, splitList, visibleIssue } from '../shared.ts';
import { findProject } from './find-project.ts';
import { findablePeople, isAdmin, mayBrowseUsers, refuseOldNames } from './shared.ts';
import { listUsers, readUserQuery } from './user-filter.ts';

/** People by what they may in a project. */
export function addPermittedUserRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/user/assignable/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readUserQuery(c, true);
    const projectId = projectOf(c, c.req.query('project'), ['issueKey', 'issueId', 'project']);
    return listUsers(
      c,
      deps,
      peopleOnly().filter((person) => matches(person) && isAssignable(person, projectId)),
      ['project', 'issueKey', 'issueId', 'sessionId', 'actionDescriptorId', 'recommend'],
    );
  });

  app.get('/user/assignable/multiProjectSearch', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readUserQuery(c, true);
    const keys = splitList(c.req.queries('projectKeys'));
    if (keys.length === 0) throw jiraError(400, ["The query parameter 'projectKeys' must be provided."]);
    const projects = keys.map((key) => findProject(c, deps, key));
    return listUsers(
      c,
      deps,
      peopleOnly().filter(
        (person) => matches(person) && projects.every(({ id }) => isAssignable(person, id)),
      ),
      ['projectKeys'],
    );
  });

  app.get('/user/permission/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readUserQuery(c, true);
    const permissions = readPermissions(c);
    const projectId = projectOf(c, c.req.query('projectKey'), ['issueKey', 'projectKey']);
    if (!isAdmin(c, deps) && !store.permissions.may(actorOf(c), 'ADMINISTER_PROJECTS', projectId)) {
      throw jiraError(403, ['You do not have the permission to search for users by their permissions.']);
    }
    const hasAll = ({ accountId }: Person) =>
      permissions.every((key) => store.permissions.has(accountId, key, projectId));
    return listUsers(
      c,
      deps,
      peopleOnly().filter((person) => matches(person) && hasAll(person)),
      ['permissions', 'issueKey', 'projectKey'],
    );
  });

  app.get('/user/viewissue/search', (c) => {
    refuseOldNames(c, ['username']);
    const matches = readUserQuery(c);
    const projectId = projectOf(c, c.req.query('projectKey'), ['issueKey', 'projectKey']);
    const seeing = ({ accountId }: Person) => store.permissions.may(accountId, 'BROWSE_PROJECTS', projectId);
    const found = mayBrowseUsers(c, deps)
      ? peopleOnly().filter((person) => matches(person) && seeing(person))
      : [];
    return listUsers(c, deps, found, ['issueKey', 'projectKey']);
  });

  /** App users are never asked for: nobody assigns to them or shows them issues. */
  function peopleOnly(): readonly Person[] {
    return findablePeople(deps).filter(({ accountType }) => accountType !== 'app');
  }

  function isAssignable({ accountId }: Person, projectId: string): boolean {
    return store.permissions.may(accountId, 'ASSIGNABLE_USER', projectId);
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
