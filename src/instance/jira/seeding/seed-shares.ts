import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { Groups } from '../../people/groups.ts';
import { compact, type SeedObject, unlessEmpty } from '../../seed/seed-object.ts';
import type { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { ShareableKind, ShareRights, ShareTarget } from '../access/shares.ts';
import { ProjectRoles } from '../admin/project-roles.ts';
import { Projects } from '../projects.ts';
import { idIn, nameIn } from './seed-names.ts';

const RIGHTS = [
  ['viewers', 'view'],
  ['editors', 'edit'],
] as const;

/** Between whom filters and dashboards are shared with, and who likes them, and what people write of it. */
export class SeedShares {
  readonly #database: Database;
  readonly #kind: ShareableKind;
  readonly #people: SeedPeople;
  readonly #groups: Groups;
  readonly #projects: Projects;
  readonly #roles: ProjectRoles;

  constructor(database: Database, kind: ShareableKind, people: SeedPeople) {
    this.#database = database;
    this.#kind = kind;
    this.#people = people;
    this.#groups = new Groups(database);
    this.#projects = new Projects(database);
    this.#roles = new ProjectRoles(database);
  }

  /** Each undefined where there is nobody. */
  export(id: number) {
    const likedBy = this.#database
      .all('SELECT account FROM jira_favourite WHERE kind = ? AND entity = ? ORDER BY account', [
        this.#kind,
        id,
      ])
      .map(({ account }) => this.#people.personText(String(account)));
    return {
      viewers: unlessEmpty(this.#targets(id, 'view')),
      editors: unlessEmpty(this.#targets(id, 'edit')),
      favouriteOf: unlessEmpty(likedBy),
    };
  }

  clear(): void {
    this.#database.run('DELETE FROM jira_share WHERE kind = ?', [this.#kind]);
    this.#database.run('DELETE FROM jira_favourite WHERE kind = ?', [this.#kind]);
  }

  /** @throws {SeedError} */
  import(from: SeedObject, id: number): void {
    for (const [property, rights] of RIGHTS) {
      for (const [index, target] of from.list(property).entries()) {
        this.#database.run('INSERT INTO jira_share (id, kind, entity, rights, body) VALUES (?, ?, ?, ?, ?)', [
          ...[nextId(this.#database, 'share'), this.#kind, id, rights],
          JSON.stringify(this.#read(target, from, `${property}/${index}`)),
        ]);
      }
    }
    for (const account of this.#people.readPeople(from, 'favouriteOf')) {
      this.#database.run('INSERT OR IGNORE INTO jira_favourite (kind, entity, account) VALUES (?, ?, ?)', [
        ...[this.#kind, id, account],
      ]);
    }
  }

  #targets(id: number, rights: ShareRights): readonly Json[] {
    return this.#database
      .all('SELECT body FROM jira_share WHERE kind = ? AND entity = ? AND rights = ? ORDER BY id', [
        ...[this.#kind, id, rights],
      ])
      .map(({ body }) => this.#toJson(JSON.parse(String(body))));
  }

  #toJson(target: ShareTarget): Json {
    switch (target.type) {
      case 'global':
      case 'loggedin':
        return target.type;
      case 'group':
        return { group: this.#groups.find(target.groupId)?.name ?? target.groupId };
      case 'user':
        return { user: this.#people.personText(target.accountId) };
      case 'project':
        return compact({
          project: this.#projects.find(target.projectId)?.key ?? target.projectId,
          role: target.roleId === undefined ? undefined : nameIn(this.#roles.list(), target.roleId),
        });
      default:
        return target satisfies never;
    }
  }

  #read(value: unknown, from: SeedObject, place: string): ShareTarget {
    if (value === 'global' || value === 'loggedin') return { type: value };
    const wrong = 'it must be global, loggedin, or an object with project, group or user.';
    if (!isRecord(value)) return from.fail(place, wrong);
    const [name, ...more] = Object.keys(value).filter((key) => key !== 'role' || !('project' in value));
    const text = name === undefined ? undefined : stringAt(value, name);
    if (text === undefined || more.length > 0) return from.fail(place, wrong);
    switch (name) {
      case 'group':
        // One that is gone is known by its id.
        return { type: 'group', groupId: this.#groups.find(text)?.id ?? text };
      case 'user':
        return { type: 'user', accountId: this.#people.personOf(text, from, `${place}/user`) };
      case 'project':
        return this.#readProject(text, value['role'], from, place);
      default:
        return from.fail(place, wrong);
    }
  }

  /** A project that is gone, or not there yet, is known by its id. */
  #readProject(key: string, role: unknown, from: SeedObject, place: string): ShareTarget {
    const projectId = this.#projects.find(key)?.id ?? (/^\d{1,15}$/.test(key) ? key : undefined);
    if (projectId === undefined) return from.fail(`${place}/project`, `there is no project ${key}.`);
    if (role === undefined) return { type: 'project', projectId };
    if (typeof role !== 'string') return from.fail(`${place}/role`, 'it must be text.');
    // One that has been deleted since is known by its id.
    const roleId = /^\d{1,15}$/.test(role) ? role : idIn(this.#roles.list(), role, from, `${place}/role`);
    return { type: 'project', projectId, roleId };
  }
}
