import type { Database, Row } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';

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
  /** What projects name it by. */
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly grants: readonly PermissionGrant[];
}

export type NewScheme = Pick<PermissionScheme, 'name' | 'description'> & {
  readonly grants: readonly Omit<PermissionGrant, 'id'>[];
};

/** One that a new site has. */
export type InitialScheme = NewScheme & Pick<PermissionScheme, 'id' | 'code'>;

const SEQUENCE = 'permission-scheme';

/** The permission schemes of a site. There are few: they are read once, and written through. */
export class PermissionSchemes {
  readonly #database: Database;
  #schemes: readonly PermissionScheme[] | undefined;

  /** @param initial what a new site has */
  constructor(database: Database, initial: readonly InitialScheme[]) {
    this.#database = database;
    if (this.list().length === 0) {
      database.transaction(() => {
        for (const scheme of initial) {
          this.#insert(scheme);
          reserveId(database, SEQUENCE, Number(scheme.id));
        }
      });
    }
  }

  list(): readonly PermissionScheme[] {
    this.#schemes ??= this.#read();
    return this.#schemes;
  }

  find(id: string): PermissionScheme | undefined {
    return this.list().find((scheme) => scheme.id === id);
  }

  /** The one that a project names. */
  byCode(code: string): PermissionScheme | undefined {
    return this.list().find((scheme) => scheme.code === code);
  }

  isNameTaken(name: string, except?: string): boolean {
    return this.list().some((one) => one.id !== except && one.name.toLowerCase() === name.toLowerCase());
  }

  add(scheme: NewScheme): PermissionScheme {
    const id = String(nextId(this.#database, SEQUENCE));
    return this.#insert({ ...scheme, id, code: id });
  }

  /** @param change grants, where they are given, take the place of those that are there */
  update(scheme: PermissionScheme, change: Partial<NewScheme>): PermissionScheme {
    const { name = scheme.name, description = scheme.description, grants } = change;
    this.#database.run('UPDATE jira_permission_scheme SET name = ?, description = ? WHERE id = ?', [
      name,
      description,
      Number(scheme.id),
    ]);
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
  isUsed({ code }: PermissionScheme): boolean {
    const row = this.#database.get('SELECT 1 FROM jira_project WHERE scheme = ? LIMIT 1', [code]);
    return row !== undefined;
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

  #insert({ id, code, name, description, grants }: InitialScheme): PermissionScheme {
    this.#database.run(
      'INSERT INTO jira_permission_scheme (id, code, name, description) VALUES (?, ?, ?, ?)',
      [Number(id), code, name, description],
    );
    for (const grant of grants) this.grant(id, grant);
    return this.#reread(id);
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
      .all('SELECT id, code, name, description FROM jira_permission_scheme ORDER BY id')
      .map(({ id, code, name, description }) => ({
        id: String(id),
        code: String(code),
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
