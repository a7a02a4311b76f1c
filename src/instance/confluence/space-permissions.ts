import { ADMINS, APPS, CONFLUENCE_USERS } from '../people/groups.ts';
import type { Database, Row } from '../store/database.ts';
import type { Announce, Changes } from './changes.ts';
import { Fault } from './fault.ts';
import {
  SPACE_OPERATIONS,
  type Space,
  type SpaceOperation,
  type SpacePermission,
  type Subject,
} from './types.ts';

/** What an add-on says of a type of content that it has added. */
export interface CustomPermission extends Subject {
  readonly type: string;
  readonly operation: CustomOperation;
  readonly isGranted: boolean;
}

export const CUSTOM_OPERATIONS = ['read', 'create', 'delete'] as const;
export type CustomOperation = (typeof CUSTOM_OPERATIONS)[number];

/** What the people of the site may in a new space: everything but to administer it. */
const OF_USERS = SPACE_OPERATIONS.filter((operation) => operation !== 'administer/space');

/** Who may do what in a space. Every change tells of itself. */
export class SpacePermissions {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  /** Those of a space after one of them, by id. */
  list(space: Pick<Space, 'id'>, afterId = 0, limit = -1): readonly SpacePermission[] {
    return this.#database
      .all('SELECT * FROM confluence_space_permission WHERE space = ? AND id > ? ORDER BY id LIMIT ?', [
        space.id,
        afterId,
        limit,
      ])
      .map(toPermission);
  }

  find(space: Pick<Space, 'id'>, id: number): SpacePermission | undefined {
    const row = this.#database.get('SELECT * FROM confluence_space_permission WHERE id = ? AND space = ?', [
      id,
      space.id,
    ]);
    return row === undefined ? undefined : toPermission(row);
  }

  /**
   * What a new space comes with: its creator and the users of add-ons may everything; in one that is open, so may the
   * administrators of the site, and its people everything but to administer it.
   */
  plant(space: Pick<Space, 'id'>, creator: string, isPrivate: boolean, members: readonly string[]): void {
    const user = (subject: string): Subject => ({ kind: 'user', subject });
    const group = ({ id }: { readonly id: string }): Subject => ({ kind: 'group', subject: id });
    for (const subject of new Set([creator, ...members])) this.#grant(space, user(subject), SPACE_OPERATIONS);
    this.#grant(space, group(APPS), SPACE_OPERATIONS);
    if (isPrivate) return;
    this.#grant(space, group(ADMINS), SPACE_OPERATIONS);
    this.#grant(space, group(CONFLUENCE_USERS), OF_USERS);
  }

  /** @throws {Fault} where somebody has it already, or may not see the space */
  add(space: Space, who: Subject, operation: SpaceOperation, actor: string): SpacePermission {
    return this.#change(space, actor, () => {
      const has = (one: SpaceOperation) =>
        this.#database.get(
          'SELECT * FROM confluence_space_permission WHERE space = ? AND operation = ? AND kind = ? AND subject = ?',
          [space.id, one, who.kind, who.subject],
        );
      if (has(operation) !== undefined) {
        throw new Fault('invalid', 'The permission already exists for the given user or group.');
      }
      if (operation !== 'read/space' && has('read/space') === undefined) {
        throw new Fault('invalid', "The 'read space' permission does not exist for the given user or group.");
      }
      this.#grant(space, who, [operation]);
      const row = has(operation);
      if (row === undefined) throw new Error(`the permission ${operation} was granted and is not there`);
      return toPermission(row);
    });
  }

  /** Whoever may not see the space any more may nothing in it. @throws {Fault} where nobody would be left to administer it */
  remove(space: Space, { id, kind, subject, operation }: SpacePermission, actor: string): void {
    this.#change(space, actor, () => {
      if (operation === 'read/space') {
        this.#database.run(
          'DELETE FROM confluence_space_permission WHERE space = ? AND kind = ? AND subject = ?',
          [space.id, kind, subject],
        );
      } else {
        this.#database.run('DELETE FROM confluence_space_permission WHERE id = ?', [id]);
      }
      const isAdministered = this.#database.get(
        "SELECT 1 FROM confluence_space_permission WHERE space = ? AND operation = 'administer/space' LIMIT 1",
        [space.id],
      );
      if (isAdministered === undefined) {
        throw new Fault('invalid', 'All of the admin permissions cannot be removed from a space.');
      }
    });
  }

  /** In the place of what is there. For seeds: nobody is told. */
  replace(
    space: Pick<Space, 'id'>,
    permissions: readonly (Subject & { readonly operation: SpaceOperation })[],
  ): void {
    this.#database.run('DELETE FROM confluence_space_permission WHERE space = ?', [space.id]);
    for (const { operation, ...who } of permissions) this.#grant(space, who, [operation]);
  }

  /** A group is gone, and what it was given with it. */
  forget(groupId: string): void {
    for (const table of ['confluence_space_permission', 'confluence_custom_permission']) {
      this.#database.run(`DELETE FROM ${table} WHERE kind = 'group' AND subject = ?`, [groupId]);
    }
  }

  /** What add-ons have said of their types in a space. */
  custom(space: Pick<Space, 'id'>): readonly CustomPermission[] {
    return this.#database
      .all(
        `SELECT * FROM confluence_custom_permission WHERE space = ? ORDER BY type, operation, kind, subject`,
        [space.id],
      )
      .map((row) => ({
        type: String(row['type']),
        operation: CUSTOM_OPERATIONS.find((one) => one === row['operation']) ?? 'read',
        kind: row['kind'] === 'group' ? 'group' : 'user',
        subject: String(row['subject']),
        isGranted: row['is_granted'] === 1,
      }));
  }

  setCustom(space: Space, permissions: readonly CustomPermission[], actor: string): void {
    this.#change(space, actor, () => {
      for (const { type, operation, kind, subject, isGranted } of permissions) {
        this.#database.run(
          `INSERT OR REPLACE INTO confluence_custom_permission (space, type, operation, kind, subject, is_granted)
           VALUES (?, ?, ?, ?, ?, ?)`,
          [space.id, type, operation, kind, subject, isGranted ? 1 : 0],
        );
      }
    });
  }

  #grant({ id }: Pick<Space, 'id'>, { kind, subject }: Subject, operations: readonly SpaceOperation[]): void {
    for (const operation of operations) {
      this.#database.run(
        'INSERT INTO confluence_space_permission (space, kind, subject, operation) VALUES (?, ?, ?, ?)',
        [id, kind, subject, operation],
      );
    }
  }

  #change<T>(space: Space, actor: string, work: () => T): T {
    return this.#changes.run((announce: Announce) => {
      const result = work();
      announce({ type: 'space_permissions_updated', space, actor, at: this.#now() });
      return result;
    });
  }
}

/** The operation and what it is done to, apart. */
export function splitOperation(operation: SpaceOperation): { readonly key: string; readonly target: string } {
  const [key = '', target = ''] = operation.split('/');
  return { key, target };
}

/** The table is ours: what is in it was a permission when it was written. */
function toPermission(row: Row): SpacePermission {
  const operation = SPACE_OPERATIONS.find((one) => one === row['operation']);
  if (operation === undefined) throw new Error(`there is no permission ${String(row['operation'])}`);
  return {
    id: Number(row['id']),
    kind: row['kind'] === 'group' ? 'group' : 'user',
    subject: String(row['subject']),
    operation,
  };
}
