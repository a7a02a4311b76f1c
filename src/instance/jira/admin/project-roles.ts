import { ADMINS } from '../../people/groups.ts';
import type { Database } from '../../store/database.ts';
import { PROJECT_ROLES, type ProjectRole, type RoleActor } from '../permissions.ts';
import { ConfigList } from './config-list.ts';

export type Actor = Omit<RoleActor, 'role'>;

/** A role with those who play it in every new project. */
export interface StoredRole extends ProjectRole {
  readonly defaultActors: readonly Actor[];
}

/** Those of a new site. */
export const USUAL_ROLES: readonly StoredRole[] = PROJECT_ROLES.map((role) => ({
  ...role,
  defaultActors: role.name === 'Administrators' ? [{ kind: 'group', actor: ADMINS.name }] : [],
}));

/** The roles that there are, and who plays them in which project. */
export class ProjectRoles {
  readonly #database: Database;
  readonly #roles: ConfigList<StoredRole>;

  constructor(database: Database) {
    this.#database = database;
    this.#roles = new ConfigList(database, 'project-role', USUAL_ROLES);
  }

  list(): readonly StoredRole[] {
    return this.#roles.items;
  }

  find(id: string): StoredRole | undefined {
    return this.#roles.find(id);
  }

  isTaken(name: string, exceptId?: string): boolean {
    return this.#roles.isTaken(name, (role) => role.name, exceptId);
  }

  add(name: string, description: string): StoredRole {
    return this.#roles.put({ id: this.#roles.nextId(), name, description, defaultActors: [] });
  }

  /** Whoever played it under its old name plays it under the new one. */
  put(role: StoredRole): StoredRole {
    const before = this.#roles.find(role.id);
    return this.#database.transaction(() => {
      if (before !== undefined && before.name !== role.name) {
        this.#database.run('UPDATE jira_role_actor SET role = ? WHERE role = ?', [role.name, before.name]);
      }
      return this.#roles.put(role);
    });
  }

  /** @param swap the role that those who played it play instead */
  delete(role: StoredRole, swap?: StoredRole): void {
    this.#database.transaction(() => {
      if (swap !== undefined) {
        this.#database.run('UPDATE OR IGNORE jira_role_actor SET role = ? WHERE role = ?', [
          swap.name,
          role.name,
        ]);
      }
      this.#database.run('DELETE FROM jira_role_actor WHERE role = ?', [role.name]);
      this.#roles.delete(role.id);
    });
  }

  /** Whether somebody plays it somewhere. */
  isInUse(role: StoredRole): boolean {
    return (
      this.#database.get('SELECT 1 FROM jira_role_actor WHERE role = ? LIMIT 1', [role.name]) !== undefined
    );
  }

  defaultActors(): readonly RoleActor[] {
    return this.list().flatMap(({ name, defaultActors }) =>
      defaultActors.map((actor) => ({ ...actor, role: name })),
    );
  }

  addActor(projectId: string, role: StoredRole, { kind, actor }: Actor): void {
    this.#database.run(
      'INSERT OR IGNORE INTO jira_role_actor (project, role, kind, actor) VALUES (?, ?, ?, ?)',
      [Number(projectId), role.name, kind, actor],
    );
  }

  removeActor(projectId: string, role: StoredRole, { kind, actor }: Actor): void {
    this.#database.run(
      'DELETE FROM jira_role_actor WHERE project = ? AND role = ? AND kind = ? AND actor = ?',
      [Number(projectId), role.name, kind, actor],
    );
  }

  /** Puts others in the place of those who play a role. */
  setActors(projectId: string, role: StoredRole, actors: readonly Actor[]): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM jira_role_actor WHERE project = ? AND role = ?', [
        Number(projectId),
        role.name,
      ]);
      for (const actor of actors) this.addActor(projectId, role, actor);
    });
  }
}
