import type { Database, Row } from '../store/database.ts';
import type { Changes } from './changes.ts';

export const ENTITY_TYPES = ['user', 'content', 'space'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** An account id, a content's id, a space's key. */
export interface Entity {
  readonly type: EntityType;
  readonly key: string;
}

export interface Relation {
  /** `favourite`, or whatever it was called. */
  readonly name: string;
  readonly source: Entity;
  readonly target: Entity;
  readonly creator: string;
  readonly created: number;
}

/** The one that Confluence itself knows: what somebody has saved for later. */
export const FAVOURITE = 'favourite';

/** What things have to do with each other: each relation goes one way. */
export class Relations {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  find(name: string, source: Entity, target: Entity): Relation | undefined {
    const row = this.#database.get(
      `SELECT * FROM confluence_relation
       WHERE name = ? AND source_type = ? AND source = ? AND target_type = ? AND target = ?`,
      [name, source.type, source.key, target.type, target.key],
    );
    return row === undefined ? undefined : toRelation(row);
  }

  /** Oldest first. */
  from(name: string, source: Entity, targetType: EntityType): readonly Relation[] {
    return this.#database
      .all(
        `SELECT * FROM confluence_relation WHERE name = ? AND source_type = ? AND source = ? AND target_type = ?
         ORDER BY created, target`,
        [name, source.type, source.key, targetType],
      )
      .map(toRelation);
  }

  /** Oldest first. */
  to(name: string, target: Entity, sourceType: EntityType): readonly Relation[] {
    return this.#database
      .all(
        `SELECT * FROM confluence_relation WHERE name = ? AND target_type = ? AND target = ? AND source_type = ?
         ORDER BY created, source`,
        [name, target.type, target.key, sourceType],
      )
      .map(toRelation);
  }

  /** One that is there already stays what it is. */
  add(name: string, source: Entity, target: Entity, actor: string, created = this.#now()): Relation {
    return this.#changes.run((announce) => {
      const known = this.find(name, source, target);
      if (known !== undefined) return known;
      this.#database.run(
        `INSERT INTO confluence_relation (name, source_type, source, target_type, target, creator, created)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [name, source.type, source.key, target.type, target.key, actor, created],
      );
      const relation: Relation = { name, source, target, creator: actor, created };
      announce({ type: 'relation_created', relation, actor, at: this.#now() });
      return relation;
    });
  }

  remove(name: string, source: Entity, target: Entity, actor: string): void {
    this.#changes.run((announce) => {
      const relation = this.find(name, source, target);
      if (relation === undefined) return;
      this.#database.run(
        `DELETE FROM confluence_relation
         WHERE name = ? AND source_type = ? AND source = ? AND target_type = ? AND target = ?`,
        [name, source.type, source.key, target.type, target.key],
      );
      announce({ type: 'relation_deleted', relation, actor, at: this.#now() });
    });
  }
}

function toRelation(row: Row): Relation {
  const entity = (type: string, key: string): Entity => ({
    type: ENTITY_TYPES.find((one) => one === row[type]) ?? 'content',
    key: String(row[key]),
  });
  return {
    name: String(row['name']),
    source: entity('source_type', 'source'),
    target: entity('target_type', 'target'),
    creator: String(row['creator']),
    created: Number(row['created']),
  };
}
