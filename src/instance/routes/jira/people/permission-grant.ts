import { isRecord, stringAt } from '../../../../core/json.ts';
import {
  HOLDER_TYPES,
  type HolderType,
  type PermissionGrant,
  type PermissionHolder,
} from '../../../jira/access/permission-schemes.ts';
import { groupNameJson, userJson } from '../../../jira/json/user-json.ts';
import { jiraError, ProductError } from '../../../product-error.ts';
import type { JiraContext, JiraRestDeps } from '../shared.ts';
import { userContext } from './shared.ts';

/** Holders of Jira that stand for whoever an issue, or a portal, says. */
const NOT_EMULATED = [
  'assignee',
  'reporter',
  'userCustomField',
  'groupCustomField',
  'sd.customer.portal.only',
];

export function grantJson(
  c: JiraContext,
  deps: JiraRestDeps,
  { id, permission, holder }: PermissionGrant,
  expand: ReadonlySet<string>,
) {
  return {
    id: Number(id),
    self: `${deps.host.baseUrl}/rest/api/3/permissionscheme/permission/${id}`,
    holder: holderJson(c, deps, holder, expand),
    permission,
  };
}

function holderJson(
  c: JiraContext,
  deps: JiraRestDeps,
  { type, parameter }: PermissionHolder,
  expand: ReadonlySet<string>,
) {
  const isExpanded = expand.has(type) || expand.has('all');
  const plain = { type, ...(parameter === '' ? {} : { parameter, value: parameter }) };
  switch (type) {
    case 'group': {
      const group = deps.people.groups.find(parameter);
      if (group === undefined) return { ...plain, expand: 'group' };
      const full = isExpanded ? { group: groupNameJson(group, userContext(c, deps)) } : {};
      return { ...plain, parameter: group.name, expand: 'group', ...full };
    }
    case 'user': {
      const person = deps.people.find(parameter);
      const full = person && isExpanded ? { user: userJson(person, userContext(c, deps)) } : {};
      return { ...plain, expand: 'user', ...full };
    }
    case 'projectRole': {
      const role = deps.store.roles.find(parameter);
      const self = `${deps.host.baseUrl}/rest/api/3/role/${parameter}`;
      const full =
        role && isExpanded
          ? { projectRole: { self, name: role.name, id: Number(role.id), description: role.description } }
          : {};
      return { ...plain, expand: 'projectRole', ...full };
    }
    case 'anyone':
    case 'applicationRole':
    case 'projectLead':
      return plain;
    default:
      return type satisfies never;
  }
}

/** @throws {ProductError} 400, and 501 for holders that are not emulated */
export function readGrant(
  body: Readonly<Record<string, unknown>>,
  deps: JiraRestDeps,
): Omit<PermissionGrant, 'id'> {
  const permission = stringAt(body, 'permission') ?? '';
  const known = deps.store.permissionDefinitions().filter(({ type }) => type === 'PROJECT');
  if (!known.some(({ key }) => key === permission)) {
    throw jiraError(400, [], { permission: `There is no project permission '${permission}'.` });
  }
  return { permission, holder: readHolder(body['holder'], deps) };
}

function readHolder(value: unknown, deps: JiraRestDeps): PermissionHolder {
  const given = stringAt(value, 'type') ?? '';
  if (NOT_EMULATED.includes(given)) {
    throw new ProductError(501, {
      message: `connect-kit's dev instance does not emulate permissions that are granted to '${given}'.`,
      'status-code': 501,
    });
  }
  const type = HOLDER_TYPES.find((one) => one === given);
  if (type === undefined) throw jiraError(400, [], { holder: `There is no holder of the type '${given}'.` });
  const [parameter, id] = isRecord(value) ? [value['parameter'], value['value']] : [];
  return { type, parameter: readParameter(type, String(id ?? parameter ?? ''), deps) };
}

/** What a holder is, as the site knows it. @throws {ProductError} 400 */
function readParameter(type: HolderType, text: string, { people, store }: JiraRestDeps): string {
  const found = () => {
    switch (type) {
      case 'group':
        return people.groups.find(text)?.id;
      case 'user':
        return people.find(text)?.accountId;
      case 'projectRole':
        return store.roles.find(text)?.id;
      case 'applicationRole':
        return text;
      case 'anyone':
      case 'projectLead':
        return '';
      default:
        return type satisfies never;
    }
  };
  const parameter = found();
  if (parameter === undefined) throw jiraError(400, [], { holder: `There is no ${type} '${text}'.` });
  return parameter;
}
