import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';

/** Whom a permission is given to. Those of Jira that depend on an issue, or on a portal, are not emulated. */
export const HOLDER_TYPES = [
  'anyone',
  'applicationRole',
  'group',
  'projectLead',
  'projectRole',
  'user',
] as const;
export type HolderType = (typeof HOLDER_TYPES)[number];

export interface PermissionHolder {
  readonly type: HolderType;
  /** Id of a group, id of a role, account, key of an application; empty where the type says it all. */
  readonly parameter: string;
}

export interface PermissionGrant {
  readonly id: string;
  readonly permission: string;
  readonly holder: PermissionHolder;
}

export interface PermissionScheme {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly grants: readonly PermissionGrant[];
}

export type NewScheme = Pick<PermissionScheme, 'name' | 'description'> & {
  readonly grants: readonly Omit<PermissionGrant, 'id'>[];
};

/** The permission schemes of a site. There are few: they are read once, and written through. */
export class PermissionSchemes {
  readonly #database: Database;
  #schemes: readonly PermissionScheme[] | undefined;

  /** @param initial what a new site has */
  constructor(database: Database, initial: readonly NewScheme[]) {
    this.#database = database;
    if (this.list().length === 0) {
      database.transaction(() => {
        for (const scheme of initial) this.add(scheme);
      });
    }
  }

  list(): readonly PermissionScheme[] {
    this.#schemes ??= this.#read();
    return this.#schemes;
  }

  find(idOrName: string): PermissionScheme | undefined {
    return this.list().find(({ id, name }) => id === idOrName || name === idOrName);
  }

  isNameTaken(name: string, except?: string): boolean {
    return this.list().some((one) => one.id !== except && one.name.toLowerCase() === name.toLowerCase());
  }

  add({ name, description, grants }: NewScheme): PermissionScheme {
    const id = nextId(this.#database, 'permission-scheme', 0);
    this.#database.run('INSERT INTO jira_permission_scheme (id, name, description) VALUES (?, ?, ?)', [
      id,
      name,
      description,
    ]);
    for (const grant of grants) this.grant(String(id), grant);
    return this.#reread(String(id));
  }

  /** @param change grants, where they are given, take the place of those that are there */
  update(scheme: PermissionScheme, change: Partial<NewScheme>): PermissionScheme {
    const { name = scheme.name, description = scheme.description, grants } = change;
    this.#database.run('UPDATE jira_permission_scheme SET name = ?, description = ? WHERE id = ?', [
      name,
      description,
      Number(scheme.id),
    ]);
    this.#database.run('UPDATE jira_project SET scheme = ? WHERE scheme = ?', [name, scheme.name]);
    if (grants !== undefined) {
      this.#database.run('DELETE FROM jira_permission_grant WHERE scheme = ?', [Number(scheme.id)]);
      for (const grant of grants) this.grant(scheme.id, grant);
    }
    return this.#reread(scheme.id);
  }

  remove({ id }: PermissionScheme): void {
    this.#database.run('DELETE FROM jira_permission_scheme WHERE id = ?', [Number(id)]);
    this.#schemes = undefined;
  }

  /** Whether a project goes by a scheme. */
  isUsed({ id, name }: PermissionScheme): boolean {
    return (
      this.#database.get('SELECT 1 FROM jira_project WHERE scheme IN (?, ?) LIMIT 1', [id, name]) !==
      undefined
    );
  }

  grant(schemeId: string, { permission, holder }: Omit<PermissionGrant, 'id'>): PermissionGrant {
    const id = nextId(this.#database, 'permission-grant', 10_000);
    this.#database.run(
      'INSERT INTO jira_permission_grant (id, scheme, permission, holder, parameter) VALUES (?, ?, ?, ?, ?)',
      [id, Number(schemeId), permission, holder.type, holder.parameter],
    );
    this.#schemes = undefined;
    return { id: String(id), permission, holder };
  }

  revoke({ id }: PermissionGrant): void {
    this.#database.run('DELETE FROM jira_permission_grant WHERE id = ?', [Number(id)]);
    this.#schemes = undefined;
  }

  #reread(id: string): PermissionScheme {
    this.#schemes = undefined;
    const scheme = this.find(id);
    if (scheme === undefined) throw new Error(`permission scheme ${id} is not there`);
    return scheme;
  }

  #read(): readonly PermissionScheme[] {
    const grants = this.#database.all('SELECT * FROM jira_permission_grant ORDER BY id');
    return this.#database
      .all('SELECT id, name, description FROM jira_permission_scheme ORDER BY id')
      .map(({ id, name, description }) => ({
        id: String(id),
        name: String(name),
        description: String(description),
        grants: grants.filter(({ scheme }) => scheme === id).map(toGrant),
      }));
  }
}

function toGrant({ id, permission, holder, parameter }: Row): PermissionGrant {
  // The table is ours: what is in it was one of them when it was written.
  const type = HOLDER_TYPES.find((one) => one === holder) ?? 'user';
  return {
    id: String(id),
    permission: String(permission),
    holder: { type, parameter: String(parameter) },
  };
}
