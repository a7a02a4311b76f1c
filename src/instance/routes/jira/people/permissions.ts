import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import type { PermissionDefinition } from '../../../jira/access/permission-keys.ts';
import type { JiraStore } from '../../../jira/jira-store.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import {
  actorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  splitList,
  visibleIssue,
} from '../shared.ts';
import { findProject } from './find-project.ts';
import { isAdmin, notAdmin } from './shared.ts';

const MOST_CHECKED = 1000;

/**
 * Who may what.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/
 */
export function addPermissionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, people } = deps;
  const { permissions } = store;

  app.get('/permissions', (c) => {
    const list = store
      .permissionDefinitions()
      .map(({ key, name, type, description }) => [key, { key, name, type, description }]);
    return c.json({ permissions: Object.fromEntries(list) });
  });

  app.get('/mypermissions', (c) => {
    c.set('honoured', [
      ...['permissions', 'projectKey', 'projectId', 'issueKey', 'issueId', 'commentId'],
      ...['projectUuid', 'projectConfigurationUuid'],
    ]);
    const keys = splitList(c.req.queries('permissions'));
    if (keys.length === 0) throw jiraError(400, ["The query parameter 'permissions' must be provided."]);
    const definitions = findDefinitions(store, keys);
    const projects = projectsOf(c, keys);
    const account = actorOf(c);
    const isHeld = ({ key, type }: PermissionDefinition) =>
      type === 'GLOBAL'
        ? permissions.mayGlobally(account, key)
        : projects.some((id) => permissions.has(account, key, id));
    return c.json({
      permissions: Object.fromEntries(
        definitions.map((one) => [
          one.key,
          {
            id: one.id,
            key: one.key,
            name: one.name,
            type: one.type,
            description: one.description,
            havePermission: isHeld(one),
          },
        ]),
      ),
    });
  });

  app.post('/permissions/check', async (c) => {
    const body = await readRecord(c);
    const account = stringAt(body, 'accountId') ?? actorOf(c);
    const isOwn = account === actorOf(c) || c.get('caller').kind === 'addon';
    if (!isOwn && !isAdmin(c, deps)) throw notAdmin();
    if (account !== null && people.find(account) === undefined) {
      throw jiraError(400, [`The user with account ID '${account}' does not exist.`]);
    }
    const globals = findDefinitions(store, textsIn(body['globalPermissions']), 'GLOBAL');
    const wanted = listIn(body['projectPermissions']).map(readProjectPermissions);
    return c.json({
      projectPermissions: wanted.flatMap(({ keys, projects, issues }) =>
        findDefinitions(store, keys, 'PROJECT').map(({ key }) => ({
          permission: key,
          issues: issues.filter((id) => {
            const issue = store.issue(String(id));
            return issue?.id === String(id) && permissions.has(account, key, issue.projectId);
          }),
          projects: projects.filter(
            (id) => store.project(String(id))?.id === String(id) && permissions.has(account, key, String(id)),
          ),
        })),
      ),
      globalPermissions: globals
        .filter(({ key }) => permissions.mayGlobally(account, key))
        .map(({ key }) => key),
    });
  });

  app.post('/permissions/project', async (c) => {
    const keys = textsIn((await readRecord(c))['permissions']);
    if (keys.length === 0) throw jiraError(400, ['The permissions must be provided.']);
    const definitions = findDefinitions(store, keys, 'PROJECT');
    const projects = store
      .projects()
      .filter(({ id }) => definitions.every(({ key }) => permissions.has(actorOf(c), key, id)));
    return c.json({ projects: projects.map(({ id, key }) => ({ id: Number(id), key })) });
  });

  /** The project that is asked about; every project where none is. @throws {ProductError} 400, 404 */
  function projectsOf(c: JiraContext, keys: readonly string[]): readonly string[] {
    const commentId = c.req.query('commentId');
    const issue = c.req.query('issueId') ?? c.req.query('issueKey');
    const project = c.req.query('projectId') ?? c.req.query('projectKey');
    if (commentId !== undefined) {
      if (keys.length !== 1 || keys[0] !== 'BROWSE_PROJECTS') {
        throw jiraError(400, ['Only BROWSE_PROJECTS can be asked for with a comment.']);
      }
      return [projectOfComment(c, commentId)];
    }
    if (issue !== undefined) return [findIssue(c, deps, issue).projectId];
    if (project !== undefined) return [findProject(c, deps, project).id];
    return store.projects().map(({ id }) => id);
  }

  function projectOfComment(c: JiraContext, id: string): string {
    const comment = store.comments.find(id, issueContext(c, deps).viewer);
    const issue = comment && visibleIssue(c, deps, comment.issueId);
    if (issue === undefined) throw jiraError(404, [`Can not find a comment for the id: ${id}.`]);
    return issue.projectId;
  }
}

/** @throws {ProductError} 400 for those that there are not */
function findDefinitions(
  store: JiraStore,
  keys: readonly string[],
  type?: PermissionDefinition['type'],
): readonly PermissionDefinition[] {
  const known = store.permissionDefinitions().filter((one) => type === undefined || one.type === type);
  const unknown = keys.filter((key) => !known.some((one) => one.key === key));
  if (unknown.length > 0) {
    throw jiraError(400, [], Object.fromEntries(unknown.map((key) => [key, 'Unrecognized permission'])));
  }
  return known.filter(({ key }) => keys.includes(key));
}

/** @throws {ProductError} 400 */
function readProjectPermissions(value: unknown) {
  const keys = isRecord(value) ? textsIn(value['permissions']).filter((key) => key !== '') : [];
  if (keys.length === 0) throw jiraError(400, ['At least one project permission must be provided.']);
  const [projects, issues] = isRecord(value) ? [value['projects'], value['issues']] : [];
  return { keys, projects: numbersIn(projects), issues: numbersIn(issues) };
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((one) => one !== null) : [];
}

function textsIn(value: unknown): readonly string[] {
  return listIn(value).map(String);
}

/** @throws {ProductError} 400 */
function numbersIn(value: unknown): readonly number[] {
  const numbers = listIn(value).map(Number);
  if (numbers.length <= MOST_CHECKED) return [...new Set(numbers)];
  throw jiraError(400, [`At most ${MOST_CHECKED} projects and issues can be checked.`]);
}
