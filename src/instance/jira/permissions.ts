import { groupsOf, isInGroup, JIRA_USERS } from '../people/groups.ts';
import { isActive, type Person } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { GLOBAL_PERMISSIONS, type GlobalPermission } from './access/permission-keys.ts';
import { type InitialScheme, type PermissionHolder, PermissionSchemes } from './access/permission-schemes.ts';
import { groupLevel, roleLevel } from './levels.ts';

/** Permissions in a project, by the keys that Jira knows them by. */
export const PROJECT_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'DELETE_ISSUES',
  'ASSIGN_ISSUES',
  'ASSIGNABLE_USER',
  'TRANSITION_ISSUES',
  'MODIFY_REPORTER',
  'LINK_ISSUES',
  'ADD_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'EDIT_ALL_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'CREATE_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'WORK_ON_ISSUES',
  'EDIT_OWN_WORKLOGS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_OWN_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
  'VIEW_VOTERS_AND_WATCHERS',
  'MANAGE_WATCHERS',
  'ADMINISTER_PROJECTS',
  'MANAGE_SPRINTS_PERMISSION',
  'VIEW_DEV_TOOLS',
  'VIEW_READONLY_WORKFLOW',
  'CLOSE_ISSUES',
  'RESOLVE_ISSUES',
  'MOVE_ISSUES',
  'SCHEDULE_ISSUES',
  'SET_ISSUE_SECURITY',
] as const;
export type ProjectPermission = (typeof PROJECT_PERMISSIONS)[number];

/** Who plays a role in a project: one person, or whoever is in a group. */
export interface RoleActor {
  readonly role: string;
  readonly kind: 'user' | 'group';
  readonly actor: string;
}

export interface ProjectRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** The role that every app user plays in every project, as in the cloud. */
export const ADDON_ROLE = 'atlassian-addons-project-access';

export const PROJECT_ROLES: readonly ProjectRole[] = [
  { id: '10002', name: 'Administrators', description: 'People who administer a project.' },
  { id: '10003', name: ADDON_ROLE, description: 'The project role that app users have.' },
  { id: '10004', name: 'Member', description: 'People who work in a project.' },
];

const ADMINISTRATIVE: ReadonlySet<ProjectPermission> = new Set([
  'ADMINISTER_PROJECTS',
  'MANAGE_SPRINTS_PERMISSION',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
]);
const ALWAYS: readonly PermissionHolder[] = [
  { type: 'projectRole', parameter: '10003' },
  { type: 'projectRole', parameter: '10002' },
];

/** The permission schemes of a new site: one for whoever is signed in, one for the members of a project. */
export const INITIAL_SCHEMES: readonly InitialScheme[] = [
  initialScheme('0', 'open', 'Default Permission Scheme', 'Whoever is signed in works in the project.', {
    type: 'applicationRole',
    parameter: '',
  }),
  initialScheme('10000', 'private', 'Members only', 'The members of the project work in it.', {
    type: 'projectRole',
    parameter: '10004',
  }),
];

export interface PermissionDeps {
  readonly database: Database;
  readonly person: (accountId: string | null) => Person | undefined;
  /** Whether a project is archived, or in the trash. */
  readonly shelved?: (projectId: string) => 'archived' | 'deleted' | undefined;
  /** The global permissions that add-ons have declared. */
  readonly addonPermissions?: () => readonly GlobalPermission[];
  /** The name of a project role; those of a new site when left out. */
  readonly roleName?: (id: string) => string | undefined;
}

/** Says who may do what in which project. Administrators of the site may everything; an anonymous visitor nothing. */
export class Permissions {
  readonly #database: Database;
  readonly #person: PermissionDeps['person'];
  readonly #shelved: NonNullable<PermissionDeps['shelved']>;
  readonly #addonPermissions: () => readonly GlobalPermission[];
  readonly #roleName: (id: string) => string | undefined;
  readonly schemes: PermissionSchemes;

  constructor({
    database,
    person,
    shelved = () => undefined,
    addonPermissions = () => [],
    roleName = (id) => PROJECT_ROLES.find((role) => role.id === id)?.name,
  }: PermissionDeps) {
    this.#shelved = shelved;
    this.#roleName = roleName;
    this.#database = database;
    this.#person = person;
    this.#addonPermissions = addonPermissions;
    this.schemes = new PermissionSchemes(database, INITIAL_SCHEMES);
  }

  may(accountId: string | null, permission: ProjectPermission, projectId: string): boolean {
    return this.has(accountId, permission, projectId);
  }

  /** The same for any key, those of add-ons too. */
  has(accountId: string | null, permission: string, projectId: string): boolean {
    const person = this.#person(accountId);
    if (person === undefined || !isActive(person)) return false;
    // What is archived is only read, and what is in the trash is not there.
    const state = this.#shelved(projectId);
    if (state === 'deleted' || (state === 'archived' && permission !== 'BROWSE_PROJECTS')) return false;
    if (person.isAdmin) return true;
    return this.#holders(permission, projectId).some((holder) => this.#isHolder(person, holder, projectId));
  }

  /** Permissions that are about the site, and no project of it. */
  globals(): readonly GlobalPermission[] {
    return [...GLOBAL_PERMISSIONS, ...this.#addonPermissions()];
  }

  /** Whether somebody has a permission that is about no project. */
  mayGlobally(accountId: string | null, key: string): boolean {
    const person = this.#person(accountId);
    const grant = this.globals().find((one) => one.key === key)?.grant ?? 'nobody';
    if (person === undefined || !isActive(person) || grant === 'nobody') return false;
    if (person.isAdmin) return true;
    return grant === 'users' && (person.accountType === 'app' || isInGroup(person, JIRA_USERS));
  }

  /** Whether everybody who is signed in has a permission. */
  isOpen(permission: ProjectPermission, projectId: string): boolean {
    if (this.#shelved(projectId) !== undefined) return false;
    return this.#holders(permission, projectId).some(
      ({ type }) => type === 'applicationRole' || type === 'anyone',
    );
  }

  /**
   * The ids of the projects where somebody has a permission; `all` where that goes without saying. Nothing is found in
   * projects that are archived.
   */
  projectsWith(accountId: string | null, permission: ProjectPermission): readonly string[] | 'all' {
    const ids = this.#database.all('SELECT id FROM jira_project ORDER BY id').map(({ id }) => String(id));
    const live = ids.filter((id) => this.#shelved(id) === undefined);
    if (this.#person(accountId)?.isAdmin === true) return live.length === ids.length ? 'all' : live;
    return live.filter((id) => this.may(accountId, permission, id));
  }

  isAdmin(accountId: string | null): boolean {
    return this.#person(accountId)?.isAdmin === true;
  }

  groups(accountId: string | null): readonly string[] {
    const person = this.#person(accountId);
    if (person === undefined) return [];
    return groupsOf(person).map(({ name }) => name);
  }

  /** The names of the roles that somebody plays in a project. */
  roles(accountId: string | null, projectId: string): readonly string[] {
    const person = this.#person(accountId);
    if (person === undefined) return [];
    if (person.accountType === 'app') return [ADDON_ROLE];
    const groups = this.groups(accountId);
    const roles = this.actors(projectId)
      .filter(({ kind, actor }) => (kind === 'user' ? actor === person.accountId : groups.includes(actor)))
      .map(({ role }) => role);
    return [...new Set(roles)];
  }

  /** The levels of comments and worklogs that somebody may see; see `levels.ts`. */
  levels(accountId: string | null): readonly string[] {
    const groups = this.groups(accountId).map((group) => groupLevel(group));
    const projects = this.#database.all('SELECT id FROM jira_project').map(({ id }) => String(id));
    return [
      ...groups,
      ...projects.flatMap((project) =>
        this.roles(accountId, project).map((role) => roleLevel(project, role)),
      ),
    ];
  }

  actors(projectId: string): readonly RoleActor[] {
    return this.#database
      .all('SELECT role, kind, actor FROM jira_role_actor WHERE project = ?', [Number(projectId)])
      .map(({ role, kind, actor }) => ({
        role: String(role),
        kind: kind === 'group' ? 'group' : 'user',
        actor: String(actor),
      }));
  }

  #holders(permission: string, projectId: string): readonly PermissionHolder[] {
    const row = this.#database.get('SELECT scheme FROM jira_project WHERE id = ?', [Number(projectId)]);
    // A scheme that is not known gives nothing away.
    const grants = this.schemes.byCode(String(row?.['scheme'] ?? ''))?.grants;
    if (grants === undefined) return ALWAYS;
    return grants.filter((grant) => grant.permission === permission).map(({ holder }) => holder);
  }

  #isHolder(person: Person, { type, parameter }: PermissionHolder, projectId: string): boolean {
    switch (type) {
      case 'anyone':
      case 'applicationRole':
        return true;
      case 'group':
        return groupsOf(person).some(({ id }) => id === parameter);
      case 'user':
        return person.accountId === parameter;
      case 'projectRole': {
        const name = this.#roleName(parameter);
        return name !== undefined && this.roles(person.accountId, projectId).includes(name);
      }
      case 'projectLead':
        return this.#leadOf(projectId) === person.accountId;
      default:
        return type satisfies never;
    }
  }

  #leadOf(projectId: string): string | undefined {
    const row = this.#database.get(
      "SELECT json_extract(body, '$.leadAccountId') AS lead FROM jira_project WHERE id = ?",
      [Number(projectId)],
    );
    return row === undefined ? undefined : String(row['lead']);
  }
}

function initialScheme(
  id: string,
  code: string,
  name: string,
  description: string,
  others: PermissionHolder,
): InitialScheme {
  const grants = PROJECT_PERMISSIONS.flatMap((permission) =>
    (ADMINISTRATIVE.has(permission) ? ALWAYS : [...ALWAYS, others]).map((holder) => ({
      permission,
      holder,
    })),
  );
  return { id, code, name, description, grants };
}
