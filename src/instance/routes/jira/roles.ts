import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import type { Actor, StoredRole } from '../../jira/admin/project-roles.ts';
import { ADDON_ROLE } from '../../jira/permissions.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { findProject, paramOf, requireAdministrator, requireProjectAdministrator } from './administration.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord, textsOf, versionOf } from './shared.ts';

/** Project roles, and who plays them. */
export function addRoleRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addRolesOfProject(app, deps);
  addRoles(app, deps);
  addDefaultActors(app, deps);
}

function addRolesOfProject(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const self = (c: JiraContext, { id }: Project, role: StoredRole) =>
    `${host.baseUrl}/rest/api/${versionOf(c)}/project/${id}/role/${role.id}`;
  // Jira answers 401 here to whoever is signed in and may not.
  const findAdministered = (c: JiraContext) => {
    const project = findProject(c, deps);
    requireProjectAdministrator(c, deps, project, { status: 401 });
    return project;
  };
  const answer = (c: JiraContext, project: Project, role: StoredRole) => {
    const actors = store.permissions.actors(project.id).filter((one) => one.role === role.name);
    return c.json(roleJson(role, self(c, project, role), actors, deps));
  };

  app.get('/project/:project/role', (c) => {
    const project = findAdministered(c);
    return c.json(Object.fromEntries(store.roles.list().map((role) => [role.name, self(c, project, role)])));
  });

  app.get('/project/:project/roledetails', (c) => {
    c.set('honoured', ['currentMember', 'excludeConnectAddons']);
    const project = findProject(c, deps);
    const own = store.permissions.roles(actorOf(c), project.id);
    const roles = store.roles
      .list()
      .filter(({ name }) => c.req.query('currentMember') !== 'true' || own.includes(name))
      .filter(({ name }) => c.req.query('excludeConnectAddons') !== 'true' || name !== ADDON_ROLE);
    return c.json(
      roles.map((role) => ({
        self: self(c, project, role),
        name: role.name,
        id: Number(role.id),
        description: role.description,
        admin: role.name === 'Administrators',
        default: role.defaultActors.length > 0,
        roleConfigurable: true,
        translatedName: role.name,
      })),
    );
  });

  app.get('/project/:project/role/:id', (c) => {
    const project = findAdministered(c);
    return answer(c, project, findRole(c, deps));
  });

  app.post('/project/:project/role/:id', async (c) => {
    const project = findAdministered(c);
    const role = findRole(c, deps);
    const given = readActors(await readRecord(c), deps);
    const known = store.permissions.actors(project.id).filter((one) => one.role === role.name);
    const double = given.find(({ kind, actor }) =>
      known.some((one) => one.kind === kind && one.actor === actor),
    );
    if (double !== undefined) {
      throw jiraError(400, [`${nameOf(double, deps)} is already a member of the project role.`]);
    }
    store.changes.run(() => {
      for (const actor of given) store.roles.addActor(project.id, role, actor);
    });
    return answer(c, project, role);
  });

  app.put('/project/:project/role/:id', async (c) => {
    const project = findAdministered(c);
    const role = findRole(c, deps);
    const body = await readRecord(c);
    const actors = readActors(renamed(body['categorisedActors']), deps, true);
    store.changes.run(() => store.roles.setActors(project.id, role, actors));
    return answer(c, project, role);
  });

  app.delete('/project/:project/role/:id', (c) => {
    c.set('honoured', ['user', 'group', 'groupId']);
    const project = findAdministered(c);
    const role = findRole(c, deps);
    const [actor] = readActors(c.req.query(), deps);
    const isMember = store.permissions
      .actors(project.id)
      .some((one) => one.role === role.name && one.kind === actor?.kind && one.actor === actor.actor);
    if (actor === undefined || !isMember) {
      throw jiraError(404, ['The actor is not a member of the project role.']);
    }
    store.changes.run(() => store.roles.removeActor(project.id, role, actor));
    return c.body(null, 204);
  });
}

function addRoles(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const answer = (c: JiraContext, role: StoredRole) => c.json(wholeRole(c, role, deps));
  const checkName = (name: string, exceptId?: string) => {
    if (name === '' || name !== name.trim())
      throw jiraError(400, ['The role name is empty, or has spaces around it.']);
    if (store.roles.isTaken(name, exceptId)) {
      throw jiraError(409, [`A project role with name '${name}' already exists.`]);
    }
  };
  const change = async (c: JiraContext, isWhole: boolean) => {
    requireAdministrator(c, deps);
    const role = findRole(c, deps);
    const body = await readRecord(c);
    const name = stringAt(body, 'name');
    const description = stringAt(body, 'description');
    const isShort = name === undefined || description === undefined;
    if (isWhole ? isShort : name === undefined && description === undefined) {
      throw jiraError(400, [
        isWhole ? 'Give the name and the description.' : 'Give the name or the description.',
      ]);
    }
    if (name !== undefined) checkName(name, role.id);
    const changed = { ...role, name: name ?? role.name, description: description ?? role.description };
    return answer(c, store.roles.put(changed));
  };

  app.get('/role', (c) => {
    requireAdministrator(c, deps);
    return c.json(store.roles.list().map((role) => wholeRole(c, role, deps)));
  });

  app.get('/role/:id', (c) => {
    requireAdministrator(c, deps);
    return answer(c, findRole(c, deps));
  });

  app.post('/role', async (c) => {
    requireAdministrator(c, deps);
    const body = await readRecord(c);
    const name = stringAt(body, 'name') ?? '';
    checkName(name);
    return answer(c, store.roles.add(name, stringAt(body, 'description') ?? ''));
  });

  app.post('/role/:id', (c) => change(c, false));
  app.put('/role/:id', (c) => change(c, true));

  app.delete('/role/:id', (c) => {
    c.set('honoured', ['swap']);
    requireAdministrator(c, deps);
    const role = findRole(c, deps);
    const swapId = c.req.query('swap');
    const swap = store.roles.find(swapId ?? '');
    if (swapId !== undefined && (swap === undefined || swap.id === role.id)) {
      throw jiraError(400, [`Can not find a role for the id: ${swapId}.`]);
    }
    if (swap === undefined && store.roles.isInUse(role)) {
      throw jiraError(409, ['The role is in use. Name the role that takes its place with swap.']);
    }
    store.roles.delete(role, swap);
    return c.body(null, 204);
  });
}

/** Who plays a role in every new project. */
function addDefaultActors(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/role/:id/actors', (c) => {
    requireAdministrator(c, deps);
    return c.json(wholeRole(c, findRole(c, deps), deps));
  });

  app.post('/role/:id/actors', async (c) => {
    requireAdministrator(c, deps);
    const role = findRole(c, deps);
    const given = readActors(await readRecord(c), deps);
    const others = role.defaultActors.filter((one) => !given.some((actor) => isSameActor(one, actor)));
    return c.json(wholeRole(c, store.roles.put({ ...role, defaultActors: [...others, ...given] }), deps));
  });

  app.delete('/role/:id/actors', (c) => {
    c.set('honoured', ['user', 'group', 'groupId']);
    requireAdministrator(c, deps);
    const role = findRole(c, deps);
    const given = readActors(c.req.query(), deps);
    const defaultActors = role.defaultActors.filter((one) => !given.some((actor) => isSameActor(one, actor)));
    return c.json(wholeRole(c, store.roles.put({ ...role, defaultActors }), deps));
  });
}

function isSameActor(a: Actor, b: Actor): boolean {
  return a.kind === b.kind && a.actor === b.actor;
}

function findRole(c: JiraContext, { store }: JiraRestDeps): StoredRole {
  const id = paramOf(c, 'id');
  const role = store.roles.find(id);
  if (role === undefined) throw jiraError(404, [`Can not find a role for the id: ${id}.`]);
  return role;
}

/** The names of the body's lists in those that other bodies have. */
function renamed(categorised: unknown): Readonly<Record<string, unknown>> {
  const lists: Readonly<Record<string, unknown>> =
    typeof categorised === 'object' && categorised !== null ? { ...categorised } : {};
  return {
    user: lists['atlassian-user-role-actor'],
    group: lists['atlassian-group-role-actor'],
    groupId: lists['atlassian-group-role-actor-id'],
  };
}

/**
 * The people and groups that a request names; groups by name or by id.
 * @throws {ProductError} 400 where there are none, 404 for those that there are not
 */
function readActors(
  body: Readonly<Record<string, unknown>>,
  { people }: JiraRestDeps,
  mayBeNone = false,
): readonly Actor[] {
  const users = textsOf(body['user']);
  const named = [...textsOf(body['group']), ...textsOf(body['groupId'])];
  const nobody = users.find((user) => people.find(user) === undefined);
  if (nobody !== undefined)
    throw jiraError(404, [`We can't find '${nobody}' in any accessible user directory.`]);
  const groups = named.flatMap((group) => people.groups.find(group)?.name ?? []);
  const missing = named.find((group) => people.groups.find(group) === undefined);
  if (missing !== undefined)
    throw jiraError(404, [`We can't find '${missing}' in any accessible user directory.`]);
  if (!mayBeNone && users.length + groups.length === 0) {
    throw jiraError(400, ['You must specify a user or a group.']);
  }
  return [
    ...users.map((actor): Actor => ({ kind: 'user', actor })),
    ...groups.map((actor): Actor => ({ kind: 'group', actor })),
  ];
}

function nameOf({ kind, actor }: Actor, { people }: JiraRestDeps): string {
  return kind === 'group' ? actor : (people.find(actor)?.displayName ?? actor);
}

function wholeRole(c: JiraContext, role: StoredRole, deps: JiraRestDeps) {
  const self = `${deps.host.baseUrl}/rest/api/${versionOf(c)}/role/${role.id}`;
  return roleJson(role, self, role.defaultActors, deps);
}

function roleJson(
  { id, name, description }: StoredRole,
  self: string,
  actors: readonly Actor[],
  deps: JiraRestDeps,
) {
  return {
    self,
    name,
    id: Number(id),
    description,
    actors: actors.map((one) => actorJson(one, deps)),
  };
}

function actorJson(one: Actor, deps: JiraRestDeps) {
  const displayName = nameOf(one, deps);
  // Jira numbers them as they come; here the number is made of the name, and so the same every time.
  const id =
    10_000 + [...one.actor].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_000, 7);
  return one.kind === 'group'
    ? {
        id,
        displayName,
        type: 'atlassian-group-role-actor',
        name: one.actor,
        actorGroup: {
          name: one.actor,
          displayName,
          groupId: deps.people.groups.find(one.actor)?.id ?? one.actor,
        },
      }
    : { id, displayName, type: 'atlassian-user-role-actor', actorUser: { accountId: one.actor } };
}
