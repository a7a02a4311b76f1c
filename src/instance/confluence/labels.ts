import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import type { Changes } from './changes.ts';
import { ID_SEQUENCE } from './content-rows.ts';
import { Fault } from './fault.ts';
import type { Permissions, Viewer } from './permissions.ts';
import type { Content, Label, Owner, Space } from './types.ts';

export interface NewLabel {
  readonly prefix: string;
  readonly name: string;
}

const PREFIXES = ['global', 'my', 'team', 'system'];
const MAX_LENGTH = 255;
/** The signs that labels of Confluence have none of. */
const FORBIDDEN = /[:;,.\s?&[\]()#^*@!/\\]/;

/** The labels of content and spaces. */
export class Labels {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #permissions: Permissions;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, permissions: Permissions, now: () => number) {
    this.#database = database;
    this.#permissions = permissions;
    this.#changes = changes;
    this.#now = now;
  }

  /** In the order in which they came into the site. @param prefix all of them when left out */
  of({ type, id }: Owner, prefix?: string): readonly Label[] {
    return this.#database
      .all(
        `SELECT l.* FROM confluence_labelling g JOIN confluence_label l ON l.id = g.label
         WHERE g.owner_type = ? AND g.owner = ? AND l.prefix = ifnull(?, l.prefix) ORDER BY l.id`,
        [type, id, prefix ?? null],
      )
      .map(toLabel);
  }

  /** Those of the current content of a space that somebody sees. */
  inSpace(viewer: Viewer, spaceId: number): readonly Label[] {
    const visible = this.#permissions.visibleContent(viewer);
    return this.#database
      .all(
        `SELECT * FROM confluence_label WHERE id IN (
          SELECT g.label FROM confluence_labelling g JOIN confluence_content c ON c.id = g.owner
          WHERE g.owner_type = 'content' AND c.space = ? AND c.status = 'current' AND ${visible.sql}) ORDER BY id`,
        [spaceId, ...visible.values],
      )
      .map(toLabel);
  }

  find(id: number): Label | undefined {
    const row = this.#database.get('SELECT * FROM confluence_label WHERE id = ?', [id]);
    return row === undefined ? undefined : toLabel(row);
  }

  /** The labels of the site after one of them. */
  list(
    ids: readonly number[],
    prefixes: readonly string[],
    afterId: number,
    limit: number,
  ): readonly Label[] {
    const within = (column: string, values: readonly unknown[]) =>
      values.length === 0 ? 'TRUE' : `${column} IN (${values.map(() => '?').join(', ')})`;
    return this.#database
      .all(
        `SELECT * FROM confluence_label WHERE ${within('id', ids)} AND ${within('prefix', prefixes)} AND id > ?
         ORDER BY id LIMIT ?`,
        [...ids, ...prefixes, afterId, limit],
      )
      .map(toLabel);
  }

  /** @throws {Fault} for a name that is no label */
  add(labeled: Content | Space, labels: readonly NewLabel[], actor: string): void {
    const owner = ownerOf(labeled);
    for (const label of labels) checkLabel(label);
    this.#changes.run((announce) => {
      for (const wanted of labels) {
        const at = this.#now();
        const name = wanted.name.toLowerCase();
        const known = this.#named(wanted.prefix, name);
        const label = known ?? this.#create(wanted.prefix, name);
        if (known === undefined) announce({ type: 'label_created', label, labeled: undefined, actor, at });
        const added = this.#database.run(
          'INSERT OR IGNORE INTO confluence_labelling (owner_type, owner, label) VALUES (?, ?, ?)',
          [owner.type, owner.id, label.id],
        );
        if (added > 0) announce({ type: 'label_added', label, labeled, actor, at });
      }
    });
  }

  /** @returns whether there was one. A label that nothing has any more is gone. */
  remove(labeled: Content | Space, name: string, actor: string, prefix = 'global'): boolean {
    const owner = ownerOf(labeled);
    return this.#changes.run((announce) => {
      const label = this.#named(prefix, name.toLowerCase());
      if (label === undefined) return false;
      const removed = this.#database.run(
        'DELETE FROM confluence_labelling WHERE owner_type = ? AND owner = ? AND label = ?',
        [owner.type, owner.id, label.id],
      );
      if (removed === 0) return false;
      const at = this.#now();
      announce({ type: 'label_removed', label, labeled, actor, at });
      if (
        this.#database.get('SELECT 1 FROM confluence_labelling WHERE label = ?', [label.id]) === undefined
      ) {
        this.#database.run('DELETE FROM confluence_label WHERE id = ?', [label.id]);
        announce({ type: 'label_deleted', label, labeled: undefined, actor, at });
      }
      return true;
    });
  }

  #named(prefix: string, name: string): Label | undefined {
    const row = this.#database.get('SELECT * FROM confluence_label WHERE name = ? AND prefix = ?', [
      name,
      prefix,
    ]);
    return row === undefined ? undefined : toLabel(row);
  }

  #create(prefix: string, name: string): Label {
    const id = nextId(this.#database, ID_SEQUENCE);
    this.#database.run('INSERT INTO confluence_label (id, prefix, name) VALUES (?, ?, ?)', [
      id,
      prefix,
      name,
    ]);
    return { id, prefix, name };
  }
}

export function ownerOf(thing: Content | Space): Owner {
  return { type: 'version' in thing ? 'content' : 'space', id: thing.id };
}

function checkLabel({ prefix, name }: NewLabel): void {
  if (!PREFIXES.includes(prefix))
    throw new Fault('invalid', `The prefix '${prefix}' of a label is not known.`);
  if (name === '' || name.length > MAX_LENGTH || FORBIDDEN.test(name)) {
    throw new Fault('invalid', `The label '${name}' is empty, too long, or contains invalid characters.`);
  }
}

function toLabel(row: Row): Label {
  return { id: Number(row['id']), prefix: String(row['prefix']), name: String(row['name']) };
}
