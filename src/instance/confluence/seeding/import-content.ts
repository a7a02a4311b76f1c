import { randomUUID } from 'node:crypto';
import { SeedObject } from '../../seed/seed-object.ts';
import { SeedError } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';
import { ContentIndex } from '../content-index.ts';
import { findContent, ID_SEQUENCE } from '../content-rows.ts';
import { checkTitle } from '../content-titles.ts';
import { Fault } from '../fault.ts';
import { CONTENT_STATUSES, type ContentDetail, TREE_TYPES } from '../types.ts';
import type { SubjectNames } from './subjects.ts';

/** Where content of a seed goes. */
interface Place {
  readonly spaceId: number;
  readonly parent: number | null;
  readonly container: number | null;
  readonly position: number;
  readonly type: string;
  readonly creator: string;
  readonly created: number;
  /** What a comment is called. */
  readonly title?: string;
}

interface Version {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly created: number;
  readonly message: string;
  readonly isMinor: boolean;
}

/** Puts content of seeds into the tables: nobody is told, and nothing is asked for but that it fits together. */
export class ContentImport {
  readonly #database: Database;
  readonly #names: SubjectNames;
  readonly #index: ContentIndex;

  constructor(database: Database, names: SubjectNames) {
    this.#database = database;
    this.#names = names;
    this.#index = new ContentIndex(database);
  }

  /** What stands at the top of a space. @returns the ids of its pages by title */
  roots(space: SeedObject, spaceId: number, creator: string, created: number): void {
    const place = { spaceId, parent: null, container: null, creator, created };
    this.#all(space, 'pages', { ...place, type: 'page' });
    this.#all(space, 'blogPosts', { ...place, type: 'blogpost' });
    this.#all(space, 'customContent', { ...place, type: '' });
  }

  labels(entry: SeedObject, owner: 'content' | 'space', id: number): void {
    for (const [value, pointer] of entry.items('labels')) {
      const [, prefix = 'global', name = ''] = /^(?:(my|team|system):)?([^:\s]+)$/.exec(String(value)) ?? [];
      if (typeof value !== 'string' || name === '')
        throw new SeedError(pointer, 'it must be the name of a label.');
      this.#database.run('INSERT OR IGNORE INTO confluence_label (id, prefix, name) VALUES (?, ?, ?)', [
        ...[nextId(this.#database, ID_SEQUENCE), prefix, name.toLowerCase()],
      ]);
      this.#database.run(
        `INSERT OR IGNORE INTO confluence_labelling (owner_type, owner, label)
         SELECT ?, ?, id FROM confluence_label WHERE prefix = ? AND name = ?`,
        [owner, id, prefix, name.toLowerCase()],
      );
    }
  }

  properties(entry: SeedObject, owner: 'content' | 'space', id: number, author: string, at: number): void {
    const versions = new Map(entry.entries('propertyVersions').map(([key, value]) => [key, Number(value)]));
    for (const [key, value] of entry.entries('properties')) {
      this.#database.run(
        `INSERT INTO confluence_property (id, owner_type, owner, key, value, version, message, is_minor, author, created,
           modified) VALUES (?, ?, ?, ?, ?, ?, '', 0, ?, ?, ?)`,
        [
          ...[nextId(this.#database, ID_SEQUENCE), owner, id, key, JSON.stringify(value)],
          ...[versions.get(key) ?? 1, author, at, at],
        ],
      );
    }
  }

  #all(holder: SeedObject, list: string, place: Omit<Place, 'position'>): void {
    let position = 0;
    for (const one of holder.objects(list)) {
      this.#one(one, { ...place, position });
      position += 1;
    }
  }

  #one(entry: SeedObject, place: Place): void {
    const type = readType(entry, place.type);
    const title = place.title ?? entry.text('title');
    const creator = entry.has('creator') ? this.#person(entry, 'creator') : place.creator;
    const created = entry.moment('created') ?? place.created;
    const versions = this.#versions(entry, type, title, creator, created);
    const last = versions.at(-1);
    if (last === undefined) entry.fail('', 'it has no version.');
    const id = this.#id(entry);
    const status = entry.oneOf('status', CONTENT_STATUSES) ?? 'current';
    this.#checkTitle(entry, { id, type, title, spaceId: place.spaceId, status, created });
    const detail = readDetail(entry, type);
    this.#database.run(
      `INSERT INTO confluence_content (id, type, status, title, space, parent, container, position, creator, created,
         modifier, modified, version, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, type, status, title, place.spaceId, place.parent, place.container],
        ...[entry.count('position') ?? place.position, creator, created, last.author, last.created],
        ...[last.number, JSON.stringify(detail)],
      ],
    );
    for (const { number, author, created: at, message, isMinor, ...text } of versions) {
      this.#database.run(
        `INSERT INTO confluence_version (content, number, author, created, message, is_minor, title, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [id, number, author, at, message, isMinor ? 1 : 0, text.title, text.body],
      );
    }
    this.#indexBody(entry, id, last);
    if (type === 'attachment') this.#files(entry, id);
    this.labels(entry, 'content', id);
    this.properties(entry, 'content', id, creator, created);
    this.#restrictions(entry, id);
    for (const [index, [name, pointer]] of entry.items('likes').entries()) {
      const account = this.#names.readPerson(name, pointer);
      this.#database.run('INSERT INTO confluence_like (content, account, at) VALUES (?, ?, ?)', [
        ...[id, account, created + index],
      ]);
    }
    this.#attached(entry, { ...place, creator, created }, id, type, title);
    entry.end();
  }

  /** What belongs to content, and stands below it. */
  #attached(
    entry: SeedObject,
    { spaceId, container, creator, created, type: usual }: Place,
    id: number,
    type: string,
    title: string,
  ): void {
    const within = { spaceId, creator, created };
    if (usual === 'page') {
      this.#all(entry, 'children', { ...within, type: 'page', parent: id, container: null });
    }
    const comment = { ...within, type: 'comment', title: `Re: ${title}` };
    this.#all(entry, 'comments', { ...comment, parent: null, container: id });
    if (type === 'comment') this.#all(entry, 'answers', { ...comment, title, parent: id, container });
    this.#all(entry, 'attachments', { ...within, type: 'attachment', parent: null, container: id });
    this.#all(entry, 'customContent', { ...within, type: '', parent: null, container: id });
  }

  #versions(
    entry: SeedObject,
    type: string,
    title: string,
    creator: string,
    created: number,
  ): readonly Version[] {
    const former = [...entry.objects('history')].map((one, index): Version => {
      const version = {
        number: one.count('version') ?? index + 1,
        title: one.optionalText('title') ?? title,
        body: one.anyText('body'),
        author: one.has('author') ? this.#person(one, 'author') : creator,
        created: one.moment('created') ?? created,
        message: one.anyText('message'),
        isMinor: one.flag('minor', false),
      };
      one.end();
      return version;
    });
    return [
      ...former,
      {
        number: entry.count('version') ?? former.length + 1,
        title,
        body: entry.anyText('body'),
        author: entry.has('modifier') ? this.#person(entry, 'modifier') : creator,
        created: entry.moment('modified') ?? created,
        // What is said of a version of a file is its comment.
        message: entry.anyText('message', type === 'attachment' ? entry.anyText('comment') : ''),
        isMinor: entry.flag('minor', false),
      },
    ];
  }

  #indexBody(entry: SeedObject, id: number, { body, author, created }: Version): void {
    const content = findContent(this.#database, id);
    if (content === undefined) throw new Error(`the content ${id} was written and is not there`);
    naming(entry.at('body'), () => this.#index.update(content, body, author, created));
  }

  #checkTitle(entry: SeedObject, content: Parameters<typeof checkTitle>[1]): void {
    naming(entry.at('title'), () => checkTitle(this.#database, content));
  }

  #id(entry: SeedObject): number {
    const given = entry.count('id');
    if (given === undefined) return nextId(this.#database, ID_SEQUENCE);
    for (const table of ['confluence_content', 'confluence_space']) {
      if (this.#database.get(`SELECT 1 FROM ${table} WHERE id = ?`, [given]) !== undefined)
        throw new SeedError(entry.at('id'), 'something else has it already.');
    }
    reserveId(this.#database, ID_SEQUENCE, given);
    return given;
  }

  #person(entry: SeedObject, name: string): string {
    return this.#names.readPerson(entry.take(name), entry.at(name));
  }

  #restrictions(entry: SeedObject, id: number): void {
    for (const restrictions of entry.only('restrictions')) {
      for (const operation of ['read', 'update']) {
        for (const [name, pointer] of restrictions.items(operation)) {
          const { kind, subject } = this.#names.readSubject(name, pointer);
          this.#database.run(
            'INSERT OR IGNORE INTO confluence_restriction (content, operation, kind, subject) VALUES (?, ?, ?, ?)',
            [id, operation, kind, subject],
          );
        }
      }
      restrictions.end();
    }
  }

  #files(entry: SeedObject, id: number): void {
    const write = (one: SeedObject, version: number) => {
      const data = dataOf(one);
      const mediaType = one.optionalText('mediaType') ?? mediaTypeOf(entry);
      this.#database.run(
        'INSERT INTO confluence_file (content, version, media_type, size, data) VALUES (?, ?, ?, ?, ?)',
        [id, version, mediaType, data.length, data],
      );
    };
    if (!entry.has('files')) {
      write(entry, 1);
      return;
    }
    for (const one of entry.objects('files')) {
      write(one, one.count('version') ?? 1);
      one.end();
    }
  }
}

function readType(entry: SeedObject, usual: string): string {
  const type = entry.anyText('type', usual);
  const isFitting =
    usual === 'page'
      ? TREE_TYPES.some((one) => one === type)
      : usual === ''
        ? /^ac:[^:]+:[^:]+$/.test(type)
        : type === usual;
  if (!isFitting)
    throw new SeedError(entry.at('type'), `there is no content of the type '${type}' in this place.`);
  return type;
}

const DETAILS = ['location', 'inline', 'resolution', 'embedUrl', 'state', 'isRaw', 'trashedFrom'];

/** What only some types have, as it stands in the seed, and what follows from the data of a file. */
function readDetail(entry: SeedObject, type: string): ContentDetail {
  const given = new SeedObject(entry.take('detail') ?? {}, entry.at('detail'));
  const location = given.oneOf('location', ['footer', 'inline']);
  for (const name of DETAILS) given.take(name);
  given.end();
  const detail: ContentDetail = {
    ...(type === 'comment' ? { location: location ?? 'footer' } : {}),
    ...JSON.parse(JSON.stringify(entry.take('detail') ?? {})),
  };
  if (type !== 'attachment') return detail;
  const file = [...entry.objects('files')].at(-1) ?? entry;
  return {
    ...detail,
    file: {
      mediaType: mediaTypeOf(entry),
      size: dataOf(file).length,
      comment: entry.anyText('comment'),
      fileId: entry.optionalText('fileId') ?? randomUUID(),
    },
  };
}

function mediaTypeOf(attachment: SeedObject): string {
  return attachment.optionalText('mediaType') ?? 'application/octet-stream';
}

function dataOf(entry: SeedObject): Uint8Array {
  const plain = entry.anyText('text');
  if (!entry.has('base64')) return new Uint8Array(Buffer.from(plain, 'utf8'));
  const text = entry.anyText('base64');
  if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(text)) throw new SeedError(entry.at('base64'), 'it must be Base64.');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** What is refused is refused with its place. */
export function naming<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) throw new SeedError(pointer, `${error.message.split('\n')[0]}.`);
    throw error;
  }
}
