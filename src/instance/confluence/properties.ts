import type { Json } from '../../core/json.ts';
import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import type { Changes } from './changes.ts';
import { ID_SEQUENCE, toVersion } from './content-rows.ts';
import { Fault } from './fault.ts';
import type { Owner, Property } from './types.ts';

export interface PropertyInput {
  readonly key: string;
  readonly value: Json;
  /** The number of the version that this makes; the next one when left out. */
  readonly number?: number | undefined;
  readonly message?: string | undefined;
  readonly isMinor?: boolean | undefined;
}

const MAX_KEY = 255;
/** What Confluence takes of a value, as JSON. */
export const MAX_VALUE = 32_768;

/** JSON that add-ons keep with content and spaces: each with an id, a key, and a version that counts its changes. */
export class Properties {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  /** By key. @param key of the only one that is asked for */
  of({ type, id }: Owner, key?: string): readonly Property[] {
    return this.#database
      .all(
        'SELECT * FROM confluence_property WHERE owner_type = ? AND owner = ? AND key = ifnull(?, key) ORDER BY key',
        [type, id, key ?? null],
      )
      .map(toProperty);
  }

  find(owner: Owner, key: string): Property | undefined {
    return this.of(owner, key)[0];
  }

  findById({ type, id }: Owner, propertyId: number): Property | undefined {
    const row = this.#database.get(
      'SELECT * FROM confluence_property WHERE id = ? AND owner_type = ? AND owner = ?',
      [propertyId, type, id],
    );
    return row === undefined ? undefined : toProperty(row);
  }

  /** @throws {Fault} where there is one, or the key or value is none */
  create(owner: Owner, input: PropertyInput, actor: string): Property {
    checkInput(input);
    return this.#changes.run((announce) => {
      if (this.find(owner, input.key) !== undefined) {
        throw new Fault(
          'conflict',
          `A property with key ${input.key} already exists for the given ${owner.type}.`,
          `Cannot create new property with key ${input.key}: a property with that key already exists`,
        );
      }
      const at = this.#now();
      this.#database.run(
        `INSERT INTO confluence_property (id, owner_type, owner, key, value, version, message, is_minor, author, created,
           modified) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)`,
        [
          ...[
            nextId(this.#database, ID_SEQUENCE),
            owner.type,
            owner.id,
            input.key,
            JSON.stringify(input.value),
          ],
          ...[input.message ?? '', input.isMinor === true ? 1 : 0, actor, at, at],
        ],
      );
      const property = this.#must(owner, input.key);
      announce({ type: 'property_changed', property, change: 'created', actor, at });
      return property;
    });
  }

  /** @throws {Fault} where the version is not the next one */
  update(property: Property, input: PropertyInput, actor: string): Property {
    checkInput(input);
    return this.#changes.run((announce) => {
      const next = property.version.number + 1;
      if (input.number !== undefined && input.number !== next) {
        throw new Fault(
          'conflict',
          `Version must be incremented on update. Current version is: ${property.version.number}`,
          `Cannot update property: the version ${input.number} is not the next one after ${property.version.number}`,
        );
      }
      const at = this.#now();
      this.#database.run(
        `UPDATE confluence_property SET key = ?, value = ?, version = ?, message = ?, is_minor = ?, author = ?,
           modified = ? WHERE id = ?`,
        [
          ...[
            input.key,
            JSON.stringify(input.value),
            next,
            input.message ?? '',
            input.isMinor === true ? 1 : 0,
          ],
          ...[actor, at, property.id],
        ],
      );
      const changed = this.#must(property.owner, input.key);
      announce({ type: 'property_changed', property: changed, change: 'updated', actor, at });
      return changed;
    });
  }

  remove(property: Property, actor: string): void {
    this.#changes.run((announce) => {
      this.#database.run('DELETE FROM confluence_property WHERE id = ?', [property.id]);
      announce({ type: 'property_changed', property, change: 'removed', actor, at: this.#now() });
    });
  }

  #must(owner: Owner, key: string): Property {
    const property = this.find(owner, key);
    if (property === undefined) throw new Error(`the property ${key} was written and is not there`);
    return property;
  }
}

function checkInput({ key, value }: PropertyInput): void {
  if (key === '' || key.length > MAX_KEY) {
    throw new Fault('invalid', `The key of a property must have between 1 and ${MAX_KEY} characters.`);
  }
  if (JSON.stringify(value).length > MAX_VALUE) {
    throw new Fault('too-large', `The value of a property cannot be longer than ${MAX_VALUE} characters.`);
  }
}

function toProperty(row: Row): Property {
  return {
    id: Number(row['id']),
    owner: { type: row['owner_type'] === 'space' ? 'space' : 'content', id: Number(row['owner']) },
    key: String(row['key']),
    value: JSON.parse(String(row['value'])),
    version: toVersion({ ...row, number: row['version'] ?? null, created: row['modified'] ?? null }),
    created: Number(row['created']),
  };
}
