import { isRecord, stringAt } from '../../../../core/json.ts';
import type { Share, ShareTarget } from '../../../jira/access/shares.ts';
import { groupNameJson, userJson } from '../../../jira/json/user-json.ts';
import { projectJson } from '../../../jira/json.ts';
import { isInGroup } from '../../../people/groups.ts';
import { jiraError } from '../../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';
import { findProject } from './find-project.ts';
import { isAdmin, userContext } from './shared.ts';

export function shareJson(c: JiraContext, deps: JiraRestDeps, { id, target }: Share) {
  return { id: Number(id), ...targetJson(c, deps, target) };
}

function targetJson(c: JiraContext, deps: JiraRestDeps, target: ShareTarget) {
  const context = userContext(c, deps);
  switch (target.type) {
    case 'global':
    case 'loggedin':
      return { type: target.type };
    case 'project': {
      const project = deps.store.project(target.projectId);
      const role = deps.store.roles.find(target.roleId ?? '');
      const self = `${context.baseUrl}/rest/api/${context.apiVersion}/project/${target.projectId}/role/${target.roleId}`;
      return {
        type: 'project',
        ...(project === undefined ? {} : { project: projectJson(project, context) }),
        ...(role === undefined
          ? {}
          : { role: { self, name: role.name, id: Number(role.id), description: role.description } }),
      };
    }
    case 'group': {
      const group = deps.people.groups.find(target.groupId);
      return { type: 'group', ...(group === undefined ? {} : { group: groupNameJson(group, context) }) };
    }
    case 'user': {
      const person = deps.people.find(target.accountId);
      return { type: 'user', ...(person === undefined ? {} : { user: userJson(person, context) }) };
    }
    default:
      return target satisfies never;
  }
}

/**
 * With whom something is to be shared, from a list as the things themselves show it.
 * @throws {ProductError} 400 for what cannot be, or may not be
 */
export function readShares(c: JiraContext, deps: JiraRestDeps, value: unknown): readonly ShareTarget[] {
  if (!Array.isArray(value)) throw jiraError(400, ['The permissions must be a list.']);
  const targets = value.map((one) => readTarget(c, deps, isRecord(one) ? one : {}));
  if (targets.length > 0) requireSharing(c, deps);
  return targets;
}

/** The same of one, which may also name ids flatly: `projectId`, `groupId`, `groupname`, `accountId`. */
export function readShare(
  c: JiraContext,
  deps: JiraRestDeps,
  value: Readonly<Record<string, unknown>>,
): ShareTarget {
  requireSharing(c, deps);
  return readTarget(c, deps, {
    ...value,
    project: { id: value['projectId'] },
    role: { id: value['projectRoleId'] },
    group: { groupId: value['groupId'], name: value['groupname'] },
    user: { accountId: value['accountId'] },
  });
}

function readTarget(
  c: JiraContext,
  deps: JiraRestDeps,
  value: Readonly<Record<string, unknown>>,
): ShareTarget {
  const type = stringAt(value, 'type') ?? '';
  switch (type) {
    case 'global':
      return { type: 'global' };
    case 'loggedin':
    case 'authenticated':
      return { type: 'loggedin' };
    case 'project':
    case 'projectRole':
      return readProjectTarget(c, deps, value, type === 'projectRole');
    case 'group':
      return readGroupTarget(c, deps, value['group']);
    case 'user': {
      const person = deps.people.find(stringAt(value['user'], 'accountId'));
      if (person === undefined) throw jiraError(400, ['The user to share with does not exist.']);
      return { type: 'user', accountId: person.accountId };
    }
    default:
      throw jiraError(400, [`There is no share permission of the type '${type}'.`]);
  }
}

function readProjectTarget(
  c: JiraContext,
  deps: JiraRestDeps,
  value: Readonly<Record<string, unknown>>,
  isRole: boolean,
): ShareTarget {
  const project = deps.store.project(idAt(value['project']) ?? '');
  if (project === undefined) throw jiraError(400, ['The project to share with does not exist.']);
  findProject(c, deps, project.id);
  const roleId = idAt(value['role']);
  if (roleId === undefined && !isRole) return { type: 'project', projectId: project.id };
  const role = roleId === undefined ? undefined : deps.store.roles.find(roleId);
  if (role === undefined) throw jiraError(400, ['The project role to share with does not exist.']);
  return { type: 'project', projectId: project.id, roleId: role.id };
}

function readGroupTarget(c: JiraContext, deps: JiraRestDeps, value: unknown): ShareTarget {
  const group = deps.people.groups.find(stringAt(value, 'groupId') ?? stringAt(value, 'name') ?? '');
  if (group === undefined) throw jiraError(400, ['The group to share with does not exist.']);
  const person = deps.people.find(actorOf(c));
  if (isAdmin(c, deps) || (person !== undefined && isInGroup(person, group))) {
    return { type: 'group', groupId: group.id };
  }
  throw jiraError(400, [`You do not have permission to share with the group '${group.name}'.`]);
}

function requireSharing(c: JiraContext, { store }: JiraRestDeps): void {
  if (store.permissions.mayGlobally(actorOf(c), 'CREATE_SHARED_OBJECTS')) return;
  throw jiraError(400, ['You do not have permission to share.']);
}

function idAt(value: unknown): string | undefined {
  const id = isRecord(value) ? value['id'] : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
