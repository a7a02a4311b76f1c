import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import type { Changes } from './changes.ts';
import type { Part } from './content-reader.ts';
import { findContent, ID_SEQUENCE } from './content-rows.ts';
import type { ContentWriter } from './content-writer.ts';
import { Fault, spaceNotFound } from './fault.ts';
import type { Permissions, Viewer } from './permissions.ts';
import type { SpacePermissions } from './space-permissions.ts';
import { all, type Fragment, fragment, isIn } from './sql.ts';
import { SPACE_TYPES, type Space, type SpaceType } from './types.ts';

export interface NewSpace {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly type?: SpaceType;
  readonly isPrivate?: boolean;
  /** Account ids of those who view a private space beside its creator. */
  readonly members?: readonly string[];
  /** Given by the seed only. */
  readonly id?: number;
  readonly homepageId?: number;
  readonly created?: number;
  readonly homepageBody?: string;
}

export interface SpaceChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly homepageId?: number | undefined;
  readonly status?: Space['status'] | undefined;
}

export interface SpaceFilter {
  readonly ids?: readonly number[];
  readonly keys?: readonly string[];
  readonly type?: string;
  readonly status?: string;
  /** Names of labels, one of which the space has. */
  readonly labels?: readonly string[];
}

export interface SpaceSort {
  readonly column: 'id' | 'key' | 'name';
  readonly isDescending: boolean;
}

export interface SpaceDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly permissions: Permissions;
  readonly spacePermissions: SpacePermissions;
  readonly writer: ContentWriter;
  readonly now: () => number;
}

/** The spaces of the emulated Confluence. */
export class Spaces {
  readonly #deps: SpaceDeps;

  constructor(deps: SpaceDeps) {
    this.#deps = deps;
  }

  /** @throws {Fault} where there is none, or none that the viewer sees */
  byKey(viewer: Viewer, key: string): Space {
    return this.#seen(viewer, this.#read('key = ?', key)) ?? this.#missing(key);
  }

  /** @throws {Fault} where there is none, or none that the viewer sees */
  byId(viewer: Viewer, id: number): Space {
    return this.#seen(viewer, this.#read('id = ?', id)) ?? this.#missing(id);
  }

  /** The part of the list, and one more where there is more. */
  list(viewer: Viewer, filter: SpaceFilter, sort: SpaceSort, part: Part): readonly Space[] {
    const direction = sort.isDescending ? 'DESC' : 'ASC';
    const beyond = sort.isDescending ? '<' : '>';
    const where = all([
      this.#deps.permissions.visibleSpace(viewer, 's.id'),
      ...conditionsOf(filter),
      ...(part.after === undefined
        ? []
        : [fragment(`(s.${sort.column}, s.id) ${beyond} (?, ?)`, part.after.value, part.after.id)]),
    ]);
    return this.#deps.database
      .all(
        `SELECT s.* FROM confluence_space s WHERE ${where.sql}
         ORDER BY s.${sort.column} ${direction}, s.id ${direction} LIMIT ? OFFSET ?`,
        [...where.values, part.limit + 1, part.offset ?? 0],
      )
      .map(toSpace);
  }

  /** With its home page. @throws {Fault} where the key is taken or is none */
  create(input: NewSpace, actor: string): Space {
    const { database, changes, writer, spacePermissions, now } = this.#deps;
    if (!/^(?:~[\w.:-]{1,254}|[A-Za-z0-9]{1,255})$/.test(input.key)) {
      throw new Fault(
        'invalid',
        'Space keys must consist of letters and numbers only, and must not be empty.',
      );
    }
    if (input.name.trim() === '') throw new Fault('invalid', 'The space must have a name.');
    return changes.run((announce) => {
      const taken = database.get('SELECT 1 FROM confluence_space WHERE key = ? COLLATE NOCASE', [input.key]);
      if (taken !== undefined) throw new Fault('invalid', `A space already exists with key ${input.key}`);
      const id = input.id ?? nextId(database, ID_SEQUENCE);
      const at = input.created ?? now();
      database.run(
        `INSERT INTO confluence_space (id, key, name, description, type, status, homepage, creator, created)
         VALUES (?, ?, ?, ?, ?, 'current', NULL, ?, ?)`,
        [id, input.key, input.name, input.description ?? '', input.type ?? 'global', actor, at],
      );
      const created = this.#must(id);
      spacePermissions.plant(created, actor, input.isPrivate === true, input.members ?? []);
      announce({ type: 'space_created', space: created, actor, at });
      const homepage = writer.create(
        {
          type: 'page',
          title: input.name,
          spaceId: id,
          body: input.homepageBody ?? '',
          created: at,
          ...(input.homepageId === undefined ? {} : { id: input.homepageId }),
        },
        actor,
      );
      database.run('UPDATE confluence_space SET homepage = ? WHERE id = ?', [homepage.id, id]);
      return this.#must(id);
    });
  }

  update(space: Space, change: SpaceChange, actor: string): Space {
    const { database, changes, now } = this.#deps;
    return changes.run((announce) => {
      database.run(
        'UPDATE confluence_space SET name = ?, description = ?, homepage = ?, status = ? WHERE id = ?',
        [
          change.name ?? space.name,
          change.description ?? space.description,
          change.homepageId ?? space.homepageId,
          change.status ?? space.status,
          space.id,
        ],
      );
      const changed = this.#must(space.id);
      announce({ type: 'space_updated', space: changed, actor, at: now() });
      return changed;
    });
  }

  /** Whether an add-on may take the place of pages of the space; it changes nothing here. */
  hasRouteOverride({ id }: Space): boolean {
    const row = this.#deps.database.get('SELECT route_override FROM confluence_space WHERE id = ?', [id]);
    return row?.['route_override'] === 1;
  }

  setRouteOverride({ id }: Space, isOn: boolean): void {
    this.#deps.database.run('UPDATE confluence_space SET route_override = ? WHERE id = ?', [
      isOn ? 1 : 0,
      id,
    ]);
  }

  /** With everything that is in it. Of the content nobody is told, as of Confluence. */
  remove(space: Space, actor: string): void {
    const { database, changes, writer, now } = this.#deps;
    changes.run((announce) => {
      const ids = database.all('SELECT id FROM confluence_content WHERE space = ? AND container IS NULL', [
        space.id,
      ]);
      for (const row of ids) {
        const content = findContent(database, Number(row['id']));
        if (content !== undefined) writer.remove(content, actor, true);
      }
      for (const table of ['confluence_labelling', 'confluence_property']) {
        database.run(`DELETE FROM ${table} WHERE owner_type = 'space' AND owner = ?`, [space.id]);
      }
      database.run("DELETE FROM confluence_watch WHERE kind = 'space' AND target = ?", [space.key]);
      database.run('DELETE FROM confluence_space WHERE id = ?', [space.id]);
      announce({ type: 'space_removed', space, actor, at: now() });
    });
  }

  #read(condition: string, value: string | number): Space | undefined {
    const row = this.#deps.database.get(`SELECT * FROM confluence_space WHERE ${condition}`, [value]);
    return row === undefined ? undefined : toSpace(row);
  }

  #must(id: number): Space {
    return this.#read('id = ?', id) ?? this.#missing(id);
  }

  #seen(viewer: Viewer, space: Space | undefined): Space | undefined {
    return space !== undefined && this.#deps.permissions.maySeeSpace(viewer, space) ? space : undefined;
  }

  #missing(key: string | number): never {
    throw spaceNotFound(key);
  }
}

function conditionsOf({ ids, keys, type, status, labels }: SpaceFilter): readonly Fragment[] {
  return [
    ...(ids === undefined ? [] : [isIn('s.id', ids)]),
    ...(keys === undefined ? [] : [isIn('s.key', keys)]),
    ...(type === undefined ? [] : [fragment('s.type = ?', type)]),
    ...(status === undefined ? [] : [fragment('s.status = ?', status)]),
    ...(labels === undefined
      ? []
      : [
          fragment(
            `s.id IN (SELECT g.owner FROM confluence_labelling g JOIN confluence_label l ON l.id = g.label
              WHERE g.owner_type = 'space' AND l.name IN (${labels.map(() => '?').join(', ')}))`,
            ...labels,
          ),
        ]),
  ];
}

export function toSpace(row: Row): Space {
  return {
    id: Number(row['id']),
    key: String(row['key']),
    name: String(row['name']),
    description: String(row['description']),
    type: SPACE_TYPES.find((type) => type === row['type']) ?? 'global',
    status: row['status'] === 'archived' ? 'archived' : 'current',
    homepageId: row['homepage'] === null ? null : Number(row['homepage']),
    creator: String(row['creator']),
    created: Number(row['created']),
  };
}
