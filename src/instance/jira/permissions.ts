import type { Person } from '../people/people.ts';
import type { Database } from '../store/database.ts';
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
  'SCHEDULE_ISSUES',
  'MANAGE_SPRINTS_PERMISSION',
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

/** Groups that people are in without anybody's doing. */
export const ADMIN_GROUP = 'site-admins';
export const USERS_GROUP = 'jira-software-users';
export const ADDON_GROUP = 'atlassian-addons';

/** A permission is given to whoever is signed in, or to those who play a role or are in a group. */
type Grantee = { readonly to: 'signed-in' } | { readonly to: 'role' | 'group'; readonly name: string };

const ADMINISTRATIVE: ReadonlySet<ProjectPermission> = new Set([
  'ADMINISTER_PROJECTS',
  'MANAGE_SPRINTS_PERMISSION',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
]);
const ALWAYS: readonly Grantee[] = [
  { to: 'role', name: ADDON_ROLE },
  { to: 'role', name: 'Administrators' },
];

/** Permission schemes by name. Whoever is asked for is in the list of grantees of a permission, or may not. */
const SCHEMES: Readonly<Record<string, (permission: ProjectPermission) => readonly Grantee[]>> = {
  open: (permission) => (ADMINISTRATIVE.has(permission) ? ALWAYS : [...ALWAYS, { to: 'signed-in' }]),
  private: (permission) =>
    ADMINISTRATIVE.has(permission) ? ALWAYS : [...ALWAYS, { to: 'role', name: 'Member' }],
};

export interface PermissionDeps {
  readonly database: Database;
  readonly person: (accountId: string | null) => Person | undefined;
  /** Groups that somebody has put a person into; those that come by themselves are added. */
  readonly groupsOf: (accountId: string) => readonly string[];
}

/** Says who may do what in which project. Administrators of the site may everything; an anonymous visitor nothing. */
export class Permissions {
  readonly #database: Database;
  readonly #person: PermissionDeps['person'];
  readonly #groupsOf: PermissionDeps['groupsOf'];

  constructor({ database, person, groupsOf }: PermissionDeps) {
    this.#database = database;
    this.#person = person;
    this.#groupsOf = groupsOf;
  }

  may(accountId: string | null, permission: ProjectPermission, projectId: string): boolean {
    const person = this.#person(accountId);
    if (person === undefined) return false;
    if (person.isAdmin) return true;
    return this.#grantees(permission, projectId).some((grantee) =>
      this.#isGrantee(person, grantee, projectId),
    );
  }

  /** Whether everybody who is signed in has a permission. */
  isOpen(permission: ProjectPermission, projectId: string): boolean {
    return this.#grantees(permission, projectId).some(({ to }) => to === 'signed-in');
  }

  /** The ids of the projects where somebody has a permission; `all` where that goes without saying. */
  projectsWith(accountId: string | null, permission: ProjectPermission): readonly string[] | 'all' {
    if (this.#person(accountId)?.isAdmin === true) return 'all';
    return this.#database
      .all('SELECT id FROM jira_project ORDER BY id')
      .map(({ id }) => String(id))
      .filter((id) => this.may(accountId, permission, id));
  }

  isAdmin(accountId: string | null): boolean {
    return this.#person(accountId)?.isAdmin === true;
  }

  groups(accountId: string | null): readonly string[] {
    const person = this.#person(accountId);
    if (person === undefined) return [];
    const own =
      person.accountType === 'app'
        ? [ADDON_GROUP]
        : person.isAdmin
          ? [ADMIN_GROUP, USERS_GROUP]
          : [USERS_GROUP];
    return [...new Set([...own, ...this.#groupsOf(person.accountId)])];
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

  #grantees(permission: ProjectPermission, projectId: string): readonly Grantee[] {
    const row = this.#database.get('SELECT scheme FROM jira_project WHERE id = ?', [Number(projectId)]);
    return schemeOf(String(row?.['scheme'] ?? ''))(permission);
  }

  #isGrantee(person: Person, grantee: Grantee, projectId: string): boolean {
    switch (grantee.to) {
      case 'signed-in':
        return true;
      case 'group':
        return this.groups(person.accountId).includes(grantee.name);
      case 'role':
        return this.roles(person.accountId, projectId).includes(grantee.name);
      default:
        return grantee satisfies never;
    }
  }
}

/** A scheme that is not known gives nothing away. */
function schemeOf(name: string): (permission: ProjectPermission) => readonly Grantee[] {
  return (Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined) ?? (() => ALWAYS);
}
