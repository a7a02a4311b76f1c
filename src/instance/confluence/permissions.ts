import { ADMINS, APPS, CONFLUENCE_USERS, groupsOf } from '../people/groups.ts';
import { isActive, type Person } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import type { CustomOperation } from './space-permissions.ts';
import { all, any, type Fragment, fragment, not } from './sql.ts';
import type { Content, RestrictedOperation, Space, SpaceOperation } from './types.ts';

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

/** Whether somebody may use Confluence at all. */
export function mayUse(person: Person): boolean {
  if (!isActive(person)) return false;
  const entitled = [CONFLUENCE_USERS, ADMINS, APPS].map(({ id }) => id);
  return groupsOf(person).some(({ id }) => entitled.includes(id));
}

/** Somebody who is a member of one group and nothing else. */
export function viewerInGroup(groupId: string): Viewer {
  return { accountId: '', isApp: false, isAdmin: false, groupIds: [groupId] };
}

/**
 * Who may do what. Permissions of the space come first: for reading, and for making, changing and deleting things of each
 * kind. Content may be restricted further, for reading together with everything below it. Restrictions hold for apps and
 * administrators as for everybody; so do the permissions of spaces, which both have by their groups.
 */
export class Permissions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Holds for the spaces that somebody sees. @param id an expression for a space's id */
  visibleSpace(viewer: Viewer, id: string): Fragment {
    const spaces = this.#spacesWhere(viewer, 'read/space');
    return { sql: `${id} IN (${spaces.sql})`, values: spaces.values };
  }

  /** Holds for the content that somebody sees, in queries where it is `c`. */
  visibleContent(viewer: Viewer): Fragment {
    // The plus keeps SQLite from going through space after space: what else is asked for is rarer.
    const space = this.visibleSpace(viewer, '+c.space');
    const barred = this.#barred(viewer);
    const custom = this.#customBarred(viewer);
    return all([
      space,
      { sql: `c.id NOT IN (${barred.sql})`, values: barred.values },
      fragment("(+c.status IS NOT 'draft' OR c.creator = ?)", viewer.accountId),
      ...(custom === undefined ? [] : [custom]),
    ]);
  }

  maySeeSpace(viewer: Viewer, space: Pick<Space, 'id'>): boolean {
    return this.may(viewer, 'read/space', space.id);
  }

  maySee(viewer: Viewer, content: Content): boolean {
    if (!this.may(viewer, 'read/space', content.spaceId)) return false;
    if (content.status === 'draft' && content.creator !== viewer.accountId) return false;
    if (isCustom(content.type) && !this.#mayCustom(viewer, content.spaceId, content.type, 'read'))
      return false;
    return this.#above(content.id).every((id) => this.#passes(viewer, id, 'read'));
  }

  /** What the space allows, whatever is restricted in it. */
  may(viewer: Viewer, operation: SpaceOperation, spaceId: number): boolean {
    const spaces = this.#spacesWhere(viewer, operation, 'AND space = ?', spaceId);
    return this.#database.get(`${spaces.sql} LIMIT 1`, spaces.values) !== undefined;
  }

  /** Making something of the type, for whoever sees the space. */
  mayCreate(viewer: Viewer, type: string, spaceId: number): boolean {
    if (isCustom(type)) return this.#mayCustom(viewer, spaceId, type, 'create');
    return this.may(viewer, creating(type), spaceId);
  }

  /** Changing, for whoever sees the content. */
  mayEdit(viewer: Viewer, content: Content): boolean {
    const { id, type, spaceId, containerId, creator } = content;
    if (type === 'comment') {
      // Other people's comments are changed by those alone who administer the space.
      return creator === viewer.accountId
        ? this.mayCreate(viewer, type, spaceId)
        : this.may(viewer, 'administer/space', spaceId);
    }
    if (!this.mayCreate(viewer, type, spaceId)) return false;
    // A file is changed by whoever may change its page.
    const subjects = containerId === null ? [id] : [id, containerId];
    return subjects.every((one) => this.#passes(viewer, one, 'update'));
  }

  /** Deleting, for whoever sees the content. */
  mayDelete(viewer: Viewer, content: Content): boolean {
    const { id, type, spaceId, containerId, creator } = content;
    const isOwn = creator === viewer.accountId && this.may(viewer, 'delete/space', spaceId);
    const isAllowed = isCustom(type)
      ? this.#mayCustom(viewer, spaceId, type, 'delete')
      : this.may(viewer, deleting(type), spaceId);
    if (!isOwn && !isAllowed) return false;
    if (type === 'comment') return true;
    const subjects = containerId === null ? [id] : [id, containerId];
    return subjects.every((one) => this.#passes(viewer, one, 'update'));
  }

  /** Saying who alone may read or change the content, for whoever sees it. */
  mayRestrict(viewer: Viewer, content: Content): boolean {
    return this.may(viewer, 'restrict_content/space', content.spaceId) && this.mayEdit(viewer, content);
  }

  mayArchive(viewer: Viewer, content: Content): boolean {
    return this.may(viewer, 'archive/page', content.spaceId) && this.mayEdit(viewer, content);
  }

  /** Purging, changing and removing the space, for whoever sees it. */
  mayAdminister(viewer: Viewer, space: Pick<Space, 'id'>): boolean {
    return this.may(viewer, 'administer/space', space.id);
  }

  /** Spaces where somebody may do something. @param more a condition with one value */
  #spacesWhere(
    { accountId, groupIds }: Viewer,
    operation: SpaceOperation,
    more = '',
    ...values: readonly number[]
  ): Fragment {
    const from = 'SELECT space FROM confluence_space_permission WHERE operation = ? AND';
    const groups = groupIds.map(() => '?').join(', ');
    return {
      sql: `${from} kind = 'user' AND subject = ? ${more} UNION ALL ${from} kind = 'group' AND subject IN (${groups}) ${more}`,
      values: [operation, accountId, ...values, operation, ...groupIds, ...values],
    };
  }

  /**
   * What an add-on has said of its type decides, of the person before that of their groups; otherwise its content is as pages
   * are.
   */
  #mayCustom(viewer: Viewer, spaceId: number, type: string, operation: CustomOperation): boolean {
    const rows = this.#database.all(
      'SELECT kind, subject, is_granted FROM confluence_custom_permission WHERE space = ? AND type = ? AND operation = ?',
      [spaceId, type, operation],
    );
    const said = rows.filter(({ kind, subject }) =>
      kind === 'user' ? subject === viewer.accountId : viewer.groupIds.includes(String(subject)),
    );
    const own = said.filter(({ kind }) => kind === 'user');
    const deciding = own.length > 0 ? own : said;
    if (deciding.length > 0) return deciding.some((row) => row['is_granted'] === 1);
    return this.may(viewer, LIKE_PAGES[operation], spaceId);
  }

  /** The same in a query; nothing where no add-on keeps anybody from reading. */
  #customBarred(viewer: Viewer): Fragment | undefined {
    const rows = this.#database.all(
      "SELECT DISTINCT space, type FROM confluence_custom_permission WHERE operation = 'read' AND is_granted = 0",
    );
    const barred = rows
      .map((row) => ({ space: Number(row['space']), type: String(row['type']) }))
      .filter(({ space, type }) => !this.#mayCustom(viewer, space, type, 'read'));
    return barred.length === 0
      ? undefined
      : not(any(barred.map(({ space, type }) => fragment('c.space = ? AND c.type = ?', space, type))));
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

/** What of a page allows the same of custom content. */
const LIKE_PAGES = { read: 'read/space', create: 'create/page', delete: 'delete/page' } as const;

function isCustom(type: string): boolean {
  return type.startsWith('ac:');
}

/** What stands in the tree beside pages is made by whoever makes pages. */
function creating(type: string): SpaceOperation {
  switch (type) {
    case 'blogpost':
      return 'create/blogpost';
    case 'comment':
      return 'create/comment';
    case 'attachment':
      return 'create/attachment';
    default:
      return 'create/page';
  }
}

function deleting(type: string): SpaceOperation {
  switch (type) {
    case 'blogpost':
      return 'delete/blogpost';
    case 'comment':
      return 'delete/comment';
    case 'attachment':
      return 'delete/attachment';
    default:
      return 'delete/page';
  }
}
