import { splitOperation } from '../space-permissions.ts';
import type { Space, SpacePermission } from '../types.ts';
import type { JsonContext } from './common.ts';
import { groupV1, personV1 } from './v1-people.ts';

/** The permissions of a space as they are written inside of it: each with the one subject that has it. */
export function permissionsV1(space: Space, context: JsonContext) {
  return context.confluence.spacePermissions.list(space).map((permission) => {
    const { id, kind, subject, operation } = permission;
    const { key, target } = splitOperation(operation);
    const isAnonymous = kind === 'user' && subject === ANONYMOUS;
    return {
      id,
      ...(isAnonymous ? {} : { subjects: subjectsOf(permission, context) }),
      operation: { operation: key, targetType: target },
      anonymousAccess: isAnonymous,
      unlicensedAccess: false,
    };
  });
}

/** The subject of a permission for those who have not signed in. */
export const ANONYMOUS = 'anonymous';

/** A permission by itself. */
export function permissionV1(
  { id, kind, subject, operation }: SpacePermission,
  space: Space,
  { host }: Pick<JsonContext, 'host'>,
) {
  return {
    id,
    subject: { type: kind, identifier: subject },
    operation: splitOperation(operation),
    _links: { self: `${host.baseUrl}/rest/api/space/${space.key}/permission/${id}` },
  };
}

function subjectsOf({ kind, subject }: SpacePermission, context: JsonContext) {
  const list = (results: readonly unknown[]) => ({ results, size: results.length });
  if (kind === 'user') return { user: list([personV1(subject, context)]), _expandable: { group: '' } };
  const group = context.people.groups.find(subject);
  const groups = group === undefined ? [] : [groupV1(group, context.host)];
  return { group: list(groups), _expandable: { user: '' } };
}
