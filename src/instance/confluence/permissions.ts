import { groupsOf } from '../people/groups.ts';
import type { Person } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { type Fragment, fragment } from './sql.ts';
import type { Content, RestrictedOperation, Space } from './types.ts';

/** Whoever asks, as far as permissions look at them. */
export interface Viewer {
  readonly accountId: string;
  readonly isApp: boolean;
  readonly isAdmin: boolean;
  /** Ids of groups. */
  readonly groupIds: readonly string[];
}

export function viewerOf(person: Person): Viewer {
  return {
    accountId: person.accountId,
    isApp: person.accountType === 'app',
    isAdmin: person.isAdmin,
    groupIds: groupsOf(person).map(({ id }) => id),
  };
}

/**
 * Who may do what. A space is open to everybody, or private to its members; content may be restricted further, for reading
 * together with everything below it. Whoever sees content may change it unless that is restricted. Apps are let into every
 * space, as the cloud does by giving their group permissions in each, but restrictions hold for them like for people; so
 * they do for administrators, who may administer every space that they see.
 */
export class Permissions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Holds for the spaces that somebody sees. @param id an expression for a space's id */
  visibleSpace(viewer: Viewer, id: string): Fragment {
    if (viewer.isApp) return fragment('TRUE');
    return fragment(
      `${id} IN (SELECT id FROM confluence_space WHERE is_private = 0
        UNION ALL SELECT space FROM confluence_space_member WHERE account = ?)`,
      viewer.accountId,
    );
  }

  /** Holds for the content that somebody sees, in queries where it is `c`. */
  visibleContent(viewer: Viewer): Fragment {
    // The plus keeps SQLite from going through space after space: what else is asked for is rarer.
    const space = this.visibleSpace(viewer, '+c.space');
    const barred = this.#barred(viewer);
    return {
      sql: `${space.sql} AND c.id NOT IN (${barred.sql})`,
      values: [...space.values, ...barred.values],
    };
  }

  maySeeSpace(viewer: Viewer, space: Space): boolean {
    return viewer.isApp || !space.isPrivate || this.#isMember(viewer, space.id);
  }

  maySee(viewer: Viewer, content: Content): boolean {
    const space = this.visibleSpace(viewer, '?');
    const seesSpace = this.#database.get(`SELECT 1 FROM (SELECT 1) WHERE ${space.sql}`, [
      ...(viewer.isApp ? [] : [content.spaceId]),
      ...space.values,
    ]);
    if (seesSpace === undefined) return false;
    return this.#above(content.id).every((id) => this.#passes(viewer, id, 'read'));
  }

  /** Changing and deleting, for whoever sees the content. */
  mayEdit(viewer: Viewer, content: Content): boolean {
    // A comment or a file is changed by whoever may change its page.
    const subject = content.containerId ?? content.id;
    return this.#passes(viewer, subject, 'update') && this.#passes(viewer, content.id, 'update');
  }

  /** Purging, changing and removing the space, for whoever sees it. */
  mayAdminister(viewer: Viewer, space: Space): boolean {
    return viewer.isAdmin || viewer.isApp || space.creator === viewer.accountId;
  }

  /** Content with a restriction that leaves the viewer out, and what is below it. */
  #barred({ accountId, groupIds }: Viewer): Fragment {
    const groups = groupIds.map(() => '?').join(', ');
    return {
      sql: `WITH RECURSIVE barred (id) AS (
        SELECT DISTINCT content FROM confluence_restriction WHERE operation = 'read' AND content NOT IN (
          SELECT content FROM confluence_restriction WHERE operation = 'read'
            AND ((kind = 'user' AND subject = ?) OR (kind = 'group' AND subject IN (${groups}))))
        UNION SELECT below.id FROM confluence_content below JOIN barred ON below.parent = barred.id
        UNION SELECT below.id FROM confluence_content below JOIN barred ON below.container = barred.id)
        SELECT id FROM barred`,
      values: [accountId, ...groupIds],
    };
  }

  #isMember({ accountId }: Viewer, spaceId: number): boolean {
    const row = this.#database.get('SELECT 1 FROM confluence_space_member WHERE space = ? AND account = ?', [
      spaceId,
      accountId,
    ]);
    return row !== undefined;
  }

  /** The content itself, what it is attached to, and the parents of each. */
  #above(id: number): readonly number[] {
    return this.#database
      .all(
        `WITH RECURSIVE above (id) AS (
          SELECT ?
          UNION SELECT c.parent FROM confluence_content c JOIN above ON c.id = above.id WHERE c.parent IS NOT NULL
          UNION SELECT c.container FROM confluence_content c JOIN above ON c.id = above.id WHERE c.container IS NOT NULL)
        SELECT id FROM above`,
        [id],
      )
      .map((row) => Number(row['id']));
  }

  /** True where the operation is not restricted, or the viewer is among those who may. */
  #passes({ accountId, groupIds }: Viewer, id: number, operation: RestrictedOperation): boolean {
    const rows = this.#database.all(
      'SELECT kind, subject FROM confluence_restriction WHERE content = ? AND operation = ?',
      [id, operation],
    );
    if (rows.length === 0) return true;
    return rows.some(({ kind, subject }) =>
      kind === 'user' ? subject === accountId : groupIds.includes(String(subject)),
    );
  }
}
