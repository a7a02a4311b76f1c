import type { Hono } from 'hono';
import { splitOperation } from '../../../confluence/space-permissions.ts';
import type { SpacePermission } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRestDeps, readId, viewer } from '../shared.ts';
import { listV2, readPart } from './paging.ts';

/** Who may do what in a space. */
export function addSpacePermissionRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces, spacePermissions } = confluence;

  app.get('/spaces/:id/permissions', (c) => {
    const space = spaces.byId(viewer(c, deps), readId(c.req.param('id'), 'id', 'long'));
    const part = readPart(new Query(c));
    const found = spacePermissions.list(space, part.after?.id ?? 0, part.limit + 1);
    return listV2(c, host, part, found, permissionV2, ({ id }) => ({ value: id, id }));
  });

  // A site of the time before roles, where the permissions above are all that there is.
  app.get('/space-role-mode', (c) => {
    viewer(c, deps);
    return c.json({ mode: 'PRE_ROLES' });
  });
}

function permissionV2({ id, kind, subject, operation }: SpacePermission) {
  const { key, target } = splitOperation(operation);
  return {
    id: String(id),
    principal: { type: kind, id: subject },
    operation: { key, targetType: target },
  };
}
