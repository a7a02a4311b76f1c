import type { Database } from '../store/database.ts';
import type { Announce, Changes } from './changes.ts';
import { findContent } from './content-rows.ts';
import { checkTitle } from './content-titles.ts';
import { contentNotFound, Fault } from './fault.ts';
import { type Content, TREE_TYPES } from './types.ts';

export interface Place {
  readonly parentId: number | null;
  readonly position: number;
}

/** Where pages stand: below which, and in which order. */
export class PageTree {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  /** Next to another page, or below it as its last child. */
  move(page: Content, position: 'before' | 'after' | 'append', target: Content, actor: string): Content {
    return this.#changes.run((announce) => {
      const before = this.#read(page.id);
      if (target.id === before.id) throw new Fault('invalid', 'A page cannot be moved next to itself.');
      const parent = position === 'append' ? target.id : target.parentId;
      if (parent !== null) this.#checkParent(before, parent);
      const siblings = this.#siblings(before, parent, target.spaceId);
      const next = siblings.indexOf(target.id) + (position === 'after' ? 1 : 0);
      siblings.splice(position === 'append' ? siblings.length : next, 0, before.id);
      this.#database.run('UPDATE confluence_content SET parent = ? WHERE id = ?', [parent, before.id]);
      if (target.spaceId !== before.spaceId) this.#changeSpace(before, target.spaceId);
      for (const [index, id] of siblings.entries()) {
        this.#database.run('UPDATE confluence_content SET position = ? WHERE id = ?', [index, id]);
      }
      const after = this.#read(before.id);
      checkTitle(this.#database, after);
      this.announceMove(announce, before, after, actor);
      return after;
    });
  }

  /**
   * The place below another parent; the one that the content has where none is given.
   * @throws {Fault} where the parent is below the content
   */
  placeOf(content: Content, parentId: number | null | undefined): Place {
    if (parentId === undefined || parentId === content.parentId) return content;
    if (parentId !== null) this.#checkParent(content, parentId);
    return { parentId, position: this.nextPosition(content.spaceId, parentId) };
  }

  nextPosition(spaceId: number, parent: number | null): number {
    const row =
      parent === null
        ? this.#database.get(
            'SELECT max(position) AS last FROM confluence_content WHERE space = ? AND container IS NULL AND parent IS NULL',
            [spaceId],
          )
        : this.#database.get('SELECT max(position) AS last FROM confluence_content WHERE parent = ?', [
            parent,
          ]);
    return row === undefined || row['last'] === null ? 0 : Number(row['last']) + 1;
  }

  announceMove(announce: Announce, before: Content, after: Content, actor: string): void {
    if (after.type !== 'page') return;
    const at = this.#now();
    const parentOf = ({ parentId }: Content) =>
      parentId === null ? undefined : findContent(this.#database, parentId);
    if (before.parentId === after.parentId && before.spaceId === after.spaceId) {
      announce({ type: 'page_children_reordered', page: parentOf(after) ?? after, actor, at });
      return;
    }
    announce({
      type: 'page_moved',
      page: after,
      oldParent: parentOf(before),
      newParent: parentOf(after),
      actor,
      at,
    });
  }

  #siblings({ id }: Content, parent: number | null, spaceId: number): number[] {
    return this.#database
      .all(
        `SELECT id FROM confluence_content WHERE parent IS ? AND space = ? AND type IN (${TREE_TYPES.map(() => '?').join(', ')})
           AND id != ? ORDER BY position, id`,
        [parent, spaceId, ...TREE_TYPES, id],
      )
      .map((row) => Number(row['id']));
  }

  /** With everything below the page. */
  #changeSpace({ id }: Content, spaceId: number): void {
    this.#database.run(
      `UPDATE confluence_content SET space = ? WHERE id IN (
        WITH RECURSIVE moved (id) AS (SELECT ?
          UNION SELECT c.id FROM confluence_content c JOIN moved ON c.parent = moved.id
          UNION SELECT c.id FROM confluence_content c JOIN moved ON c.container = moved.id)
        SELECT id FROM moved)`,
      [spaceId, id],
    );
  }

  #checkParent({ id }: Content, parent: number): void {
    const isCycle = this.#database.get(
      `WITH RECURSIVE above (id) AS (SELECT ? UNION
         SELECT c.parent FROM confluence_content c JOIN above ON c.id = above.id WHERE c.parent IS NOT NULL)
       SELECT 1 FROM above WHERE id = ?`,
      [parent, id],
    );
    if (isCycle !== undefined) {
      throw new Fault('invalid', 'A page cannot be moved below itself or one of its descendants.');
    }
  }

  #read(id: number): Content {
    const content = findContent(this.#database, id);
    if (content === undefined) throw contentNotFound(id);
    return content;
  }
}
