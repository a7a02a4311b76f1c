import type { Json } from '../../core/json.ts';
import type { Database } from '../store/database.ts';

/** What a property belongs to: `issue`, `comment`, `project`, `user`, `board`, and an id that is unique among its kind. */
export interface Entity {
  readonly type: string;
  readonly id: string;
}

export interface EntityProperty {
  readonly key: string;
  readonly value: Json;
}

/** JSON that add-ons keep with an issue, a comment, a person and so on, each under a key. */
export class EntityProperties {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the alphabet. */
  keys({ type, id }: Entity): readonly string[] {
    return this.#database
      .all('SELECT key FROM entity_property WHERE entity_type = ? AND entity_id = ? ORDER BY key', [type, id])
      .map(({ key }) => String(key));
  }

  find({ type, id }: Entity, key: string): EntityProperty | undefined {
    const row = this.#database.get(
      'SELECT value FROM entity_property WHERE entity_type = ? AND entity_id = ? AND key = ?',
      [type, id, key],
    );
    return row === undefined ? undefined : { key, value: JSON.parse(String(row['value'])) };
  }

  /** @returns whether there was none under the key */
  set(entity: Entity, key: string, value: Json): boolean {
    const isNew = this.find(entity, key) === undefined;
    this.#database.run(
      `INSERT INTO entity_property (entity_type, entity_id, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (entity_type, entity_id, key) DO UPDATE SET value = excluded.value`,
      [entity.type, entity.id, key, JSON.stringify(value)],
    );
    return isNew;
  }

  /** @returns whether there was one */
  delete({ type, id }: Entity, key: string): boolean {
    const deleted = this.#database.run(
      'DELETE FROM entity_property WHERE entity_type = ? AND entity_id = ? AND key = ?',
      [type, id, key],
    );
    return deleted > 0;
  }

  /** What goes when the entity goes. */
  deleteAll({ type, id }: Entity): void {
    this.#database.run('DELETE FROM entity_property WHERE entity_type = ? AND entity_id = ?', [type, id]);
  }
}
