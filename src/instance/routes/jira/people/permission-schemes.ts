import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import type {
  NewScheme,
  PermissionGrant,
  PermissionScheme,
} from '../../../jira/access/permission-schemes.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRecord, splitList } from '../shared.ts';
import { grantJson, readGrant } from './permission-grant.ts';
import { requireAdmin } from './shared.ts';

const EXPANDS = 'permissions,user,group,projectRole,field,all';

/**
 * Which permissions whom in a project.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/
 */
export function addPermissionSchemeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { schemes } = store.permissions;

  app.get('/permissionscheme', (c) => {
    const expand = readExpand(c);
    return c.json({ permissionSchemes: schemes.list().map((scheme) => schemeJson(c, deps, scheme, expand)) });
  });

  app.post('/permissionscheme', async (c) => {
    requireAdmin(c, deps);
    const scheme = readScheme(await readRecord(c));
    checkName(scheme.name);
    const added = store.changes.run(() => schemes.add({ ...scheme, grants: scheme.grants ?? [] }));
    return c.json(schemeJson(c, deps, added, readExpand(c)), 201);
  });

  app.get('/permissionscheme/:schemeId', (c) => c.json(schemeJson(c, deps, findScheme(c), readExpand(c))));

  app.put('/permissionscheme/:schemeId', async (c) => {
    requireAdmin(c, deps);
    const body = await readRecord(c);
    const scheme = findScheme(c);
    const { grants, ...change } = readScheme(body);
    checkName(change.name, scheme.id);
    const updated = store.changes.run(() =>
      schemes.update(scheme, { ...change, ...(grants === undefined ? {} : { grants }) }),
    );
    return c.json(schemeJson(c, deps, updated, readExpand(c)));
  });

  app.delete('/permissionscheme/:schemeId', (c) => {
    requireAdmin(c, deps);
    const scheme = findScheme(c);
    if (schemes.isUsed(scheme)) {
      throw jiraError(400, ['A permission scheme that is used by a project cannot be deleted.']);
    }
    store.changes.run(() => schemes.remove(scheme));
    return c.body(null, 204);
  });

  app.get('/permissionscheme/:schemeId/permission', (c) => {
    const expand = readExpand(c);
    const permissions = findScheme(c).grants.map((grant) => grantJson(c, deps, grant, expand));
    return c.json({ permissions, expand: EXPANDS.replace('permissions,', '') });
  });

  app.post('/permissionscheme/:schemeId/permission', async (c) => {
    requireAdmin(c, deps);
    const grant = readGrant(await readRecord(c), deps);
    const scheme = findScheme(c);
    checkGrants([...scheme.grants, grant]);
    const added = store.changes.run(() => schemes.grant(scheme.id, grant));
    return c.json(grantJson(c, deps, added, readExpand(c)), 201);
  });

  app.get('/permissionscheme/:schemeId/permission/:permissionId', (c) =>
    c.json(grantJson(c, deps, findGrant(c), readExpand(c))),
  );

  app.delete('/permissionscheme/:schemeId/permission/:permissionId', (c) => {
    requireAdmin(c, deps);
    const grant = findGrant(c);
    store.changes.run(() => schemes.revoke(grant));
    return c.body(null, 204);
  });

  function findScheme(c: JiraContext): PermissionScheme {
    return findPermissionScheme(deps, c.req.param('schemeId') ?? '');
  }

  function findGrant(c: JiraContext): PermissionGrant {
    const id = c.req.param('permissionId') ?? '';
    const grant = findScheme(c).grants.find((one) => one.id === id);
    if (grant === undefined) throw jiraError(404, [`The permission grant with id ${id} does not exist.`]);
    return grant;
  }

  /** @throws {ProductError} 400 */
  function readScheme(
    body: Readonly<Record<string, unknown>>,
  ): Omit<NewScheme, 'grants'> & Partial<Pick<NewScheme, 'grants'>> {
    const { permissions } = body;
    const name = stringAt(body, 'name')?.trim() ?? '';
    const description = stringAt(body, 'description') ?? '';
    if (name === '')
      throw jiraError(400, [], { name: 'The name of the permission scheme must be provided.' });
    if (permissions === undefined) return { name, description };
    if (!Array.isArray(permissions)) throw jiraError(400, [], { permissions: 'A list is expected.' });
    const grants = permissions.map((one) => readGrant(isRecord(one) ? one : {}, deps));
    checkGrants(grants);
    return { name, description, grants };
  }

  function checkName(name: string, except?: string): void {
    if (!schemes.isNameTaken(name, except)) return;
    throw jiraError(400, [], { name: 'A permission scheme with this name already exists.' });
  }
}

/** @throws {ProductError} 404 */
export function findPermissionScheme({ store }: JiraRestDeps, id: string): PermissionScheme {
  const scheme = store.permissions.schemes.list().find((one) => one.id === id);
  if (scheme === undefined) throw jiraError(404, [`The permission scheme with id ${id} does not exist.`]);
  return scheme;
}

export function schemeJson(
  c: JiraContext,
  deps: JiraRestDeps,
  scheme: PermissionScheme,
  expand: ReadonlySet<string>,
) {
  const { id, name, description, grants } = scheme;
  return {
    expand: EXPANDS,
    self: `${deps.host.baseUrl}/rest/api/3/permissionscheme/${id}`,
    id: Number(id),
    name,
    description,
    // Whatever is expanded is part of the permissions.
    ...(expand.size === 0 ? {} : { permissions: grants.map((grant) => grantJson(c, deps, grant, expand)) }),
  };
}

/** @throws {ProductError} 400 where a grant is there twice */
function checkGrants(grants: readonly Omit<PermissionGrant, 'id'>[]): void {
  const names = grants.map(({ permission, holder }) => `${permission}/${holder.type}/${holder.parameter}`);
  if (new Set(names).size < names.length)
    throw jiraError(400, ['The same permission grant is already present.']);
}

export function readExpand(c: JiraContext): ReadonlySet<string> {
  c.set('honoured', ['expand']);
  return new Set(splitList(c.req.queries('expand')));
}
