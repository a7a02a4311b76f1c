import { isInGroup } from '../../people/groups.ts';
import type { Person } from '../../people/people.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Permissions } from '../permissions.ts';

/** What people share with each other. */
export type ShareableKind = 'filter' | 'dashboard';

/** With whom. */
export type ShareTarget =
  | { readonly type: 'global' }
  | { readonly type: 'loggedin' }
  | { readonly type: 'project'; readonly projectId: string; readonly roleId?: string }
  | { readonly type: 'group'; readonly groupId: string }
  | { readonly type: 'user'; readonly accountId: string };

export type ShareRights = 'view' | 'edit';

export interface Share {
  readonly id: string;
  readonly rights: ShareRights;
  readonly target: ShareTarget;
}

/** Something that somebody may have shared: `ownerAccountId` is null where it belongs to the site. */
export interface Shareable {
  readonly id: string;
  readonly ownerAccountId: string | null;
}

export interface SharesDeps {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly person: (accountId: string | null) => Person | undefined;
  readonly roleName: (id: string) => string | undefined;
}

/** With whom filters and dashboards are shared, and who likes them. */
export class Shares {
  readonly #deps: SharesDeps;

  constructor(deps: SharesDeps) {
    this.#deps = deps;
  }

  list(kind: ShareableKind, id: string): readonly Share[] {
    return this.#deps.database
      .all('SELECT id, rights, body FROM jira_share WHERE kind = ? AND entity = ? ORDER BY id', [
        kind,
        Number(id),
      ])
      .map((row) => ({
        id: String(row['id']),
        rights: row['rights'] === 'edit' ? 'edit' : 'view',
        // The table is ours: what is in a body was one when it was written.
        target: JSON.parse(String(row['body'])),
      }));
  }

  add(kind: ShareableKind, id: string, rights: ShareRights, target: ShareTarget): Share {
    const shareId = nextId(this.#deps.database, 'share');
    this.#deps.database.run(
      'INSERT INTO jira_share (id, kind, entity, rights, body) VALUES (?, ?, ?, ?, ?)',
      [shareId, kind, Number(id), rights, JSON.stringify(target)],
    );
    return { id: String(shareId), rights, target };
  }

  remove({ id }: Share): void {
    this.#deps.database.run('DELETE FROM jira_share WHERE id = ?', [Number(id)]);
  }

  /** Puts these targets in the place of those with the same rights. */
  replace(kind: ShareableKind, id: string, rights: ShareRights, targets: readonly ShareTarget[]): void {
    this.#deps.database.run('DELETE FROM jira_share WHERE kind = ? AND entity = ? AND rights = ?', [
      kind,
      Number(id),
      rights,
    ]);
    for (const target of targets) this.add(kind, id, rights, target);
  }

  /** What goes when the thing goes. */
  forget(kind: ShareableKind, id: string): void {
    this.#deps.database.run('DELETE FROM jira_share WHERE kind = ? AND entity = ?', [kind, Number(id)]);
    this.#deps.database.run('DELETE FROM jira_favourite WHERE kind = ? AND entity = ?', [kind, Number(id)]);
  }

  maySee(kind: ShareableKind, thing: Shareable, accountId: string | null): boolean {
    if (accountId !== null && thing.ownerAccountId === accountId) return true;
    return this.list(kind, thing.id).some(({ target }) => this.reaches(target, accountId));
  }

  mayEdit(kind: ShareableKind, thing: Shareable, accountId: string | null): boolean {
    if (accountId === null) return false;
    if (thing.ownerAccountId === accountId) return true;
    return this.list(kind, thing.id).some(
      ({ rights, target }) => rights === 'edit' && this.reaches(target, accountId),
    );
  }

  /** Whether somebody is among those with whom something is shared. */
  reaches(target: ShareTarget, accountId: string | null): boolean {
    const { permissions, person, roleName } = this.#deps;
    if (target.type === 'global') return true;
    const somebody = person(accountId);
    if (somebody === undefined) return false;
    switch (target.type) {
      case 'loggedin':
        return true;
      case 'user':
        return target.accountId === accountId;
      case 'group':
        return isInGroup(somebody, { id: target.groupId });
      case 'project': {
        if (target.roleId === undefined)
          return permissions.may(accountId, 'BROWSE_PROJECTS', target.projectId);
        const role = roleName(target.roleId);
        return role !== undefined && permissions.roles(accountId, target.projectId).includes(role);
      }
      default:
        return target satisfies never;
    }
  }

  isFavourite(kind: ShareableKind, id: string, accountId: string | null): boolean {
    return accountId !== null && this.#favourites(kind, id).includes(accountId);
  }

  popularity(kind: ShareableKind, id: string): number {
    return this.#favourites(kind, id).length;
  }

  setFavourite(kind: ShareableKind, id: string, accountId: string, isFavourite: boolean): void {
    const sql = isFavourite
      ? 'INSERT OR IGNORE INTO jira_favourite (kind, entity, account) VALUES (?, ?, ?)'
      : 'DELETE FROM jira_favourite WHERE kind = ? AND entity = ? AND account = ?';
    this.#deps.database.run(sql, [kind, Number(id), accountId]);
  }

  #favourites(kind: ShareableKind, id: string): readonly string[] {
    return this.#deps.database
      .all('SELECT account FROM jira_favourite WHERE kind = ? AND entity = ?', [kind, Number(id)])
      .map(({ account }) => String(account));
  }
}
