import { randomUUID } from 'node:crypto';
import { SeedError } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';
import { ContentIndex } from '../content-index.ts';
import { findContent, ID_SEQUENCE } from '../content-rows.ts';
import { checkTitle } from '../content-titles.ts';
import { Fault } from '../fault.ts';
import { CONTENT_STATUSES, type ContentDetail, TREE_TYPES } from '../types.ts';
import { asJson, SeedEntry } from './reading.ts';
import type { SubjectNames } from './subjects.ts';

const FIELDS = [
  ...[
    'title',
    'id',
    'type',
    'status',
    'body',
    'creator',
    'created',
    'modifier',
    'modified',
    'message',
    'minor',
  ],
  ...[
    'version',
    'history',
    'detail',
    'labels',
    'properties',
    'propertyVersions',
    'restrictions',
    'likes',
    'position',
  ],
  ...['children', 'comments', 'answers', 'attachments', 'customContent'],
  ...['mediaType', 'fileId', 'comment', 'text', 'base64', 'files'],
];

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
  roots(space: SeedEntry, spaceId: number, creator: string, created: number): void {
    const place = { spaceId, parent: null, container: null, creator, created };
    this.#all(space, 'pages', { ...place, type: 'page' });
    this.#all(space, 'blogPosts', { ...place, type: 'blogpost' });
    this.#all(space, 'customContent', { ...place, type: '' });
  }

  labels(entry: SeedEntry, owner: 'content' | 'space', id: number): void {
    for (const [value, pointer] of entry.list('labels')) {
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

  properties(entry: SeedEntry, owner: 'content' | 'space', id: number, author: string, at: number): void {
    const versions = new Map(entry.entries('propertyVersions').map(([key, value]) => [key, Number(value)]));
    for (const [key, value] of entry.entries('properties')) {
      this.#database.run(
        `INSERT INTO confluence_property (id, owner_type, owner, key, value, version, message, is_minor, author, created,
           modified) VALUES (?, ?, ?, ?, ?, ?, '', 0, ?, ?, ?)`,
        [
          ...[nextId(this.#database, ID_SEQUENCE), owner, id, key, JSON.stringify(asJson(value))],
          ...[versions.get(key) ?? 1, author, at, at],
        ],
      );
    }
  }

  #all(holder: SeedEntry, list: string, place: Omit<Place, 'position'>): void {
    for (const [index, [value, pointer]] of holder.list(list).entries()) {
      this.#one(new SeedEntry(value, pointer, FIELDS), { ...place, position: index });
    }
  }

  #one(entry: SeedEntry, place: Place): void {
    const type = readType(entry, place.type);
    const title = place.title ?? entry.text('title');
    const creator = entry.has('creator') ? this.#person(entry, 'creator') : place.creator;
    const created = entry.time('created', place.created);
    const versions = this.#versions(entry, title, creator, created);
    const last = versions.at(-1);
    if (last === undefined) throw new SeedError(entry.pointer, 'it has no version.');
    const id = this.#id(entry);
    const status = entry.oneOf('status', CONTENT_STATUSES, 'current');
    this.#checkTitle(entry, { id, type, title, spaceId: place.spaceId, status, created });
    const detail = readDetail(entry, type);
    this.#database.run(
      `INSERT INTO confluence_content (id, type, status, title, space, parent, container, position, creator, created,
         modifier, modified, version, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, type, status, title, place.spaceId, place.parent, place.container],
        ...[entry.number('position') ?? place.position, creator, created, last.author, last.created],
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
    for (const [index, [name, pointer]] of entry.list('likes').entries()) {
      const account = this.#names.readPerson(name, pointer);
      this.#database.run('INSERT INTO confluence_like (content, account, at) VALUES (?, ?, ?)', [
        ...[id, account, created + index],
      ]);
    }
    this.#attached(entry, { ...place, creator, created }, id, type, title);
  }

  /** What belongs to content, and stands below it. */
  #attached(
    entry: SeedEntry,
    { spaceId, container, creator, created }: Place,
    id: number,
    type: string,
    title: string,
  ): void {
    const within = { spaceId, creator, created };
    this.#all(entry, 'children', { ...within, type: 'page', parent: id, container: null });
    const comment = { ...within, type: 'comment', title: `Re: ${title}` };
    this.#all(entry, 'comments', { ...comment, parent: null, container: id });
    const answered = type === 'comment' ? title : `Re: ${title}`;
    this.#all(entry, 'answers', { ...comment, title: answered, parent: id, container });
    this.#all(entry, 'attachments', { ...within, type: 'attachment', parent: null, container: id });
    this.#all(entry, 'customContent', { ...within, type: '', parent: null, container: id });
  }

  #versions(entry: SeedEntry, title: string, creator: string, created: number): readonly Version[] {
    const former = entry.list('history').map(([value, pointer], index): Version => {
      const one = new SeedEntry(value, pointer, [
        'version',
        'title',
        'body',
        'author',
        'created',
        'message',
        'minor',
      ]);
      return {
        number: one.number('version') ?? index + 1,
        title: one.text('title', title),
        body: one.text('body', ''),
        author: one.has('author') ? this.#person(one, 'author') : creator,
        created: one.time('created', created),
        message: one.text('message', ''),
        isMinor: one.flag('minor'),
      };
    });
    return [
      ...former,
      {
        number: entry.number('version') ?? former.length + 1,
        title,
        body: entry.text('body', ''),
        author: entry.has('modifier') ? this.#person(entry, 'modifier') : creator,
        created: entry.time('modified', created),
        message: entry.text('message', entry.text('comment', '')),
        isMinor: entry.flag('minor'),
      },
    ];
  }

  #indexBody(entry: SeedEntry, id: number, { body, author, created }: Version): void {
    const content = findContent(this.#database, id);
    if (content === undefined) throw new Error(`the content ${id} was written and is not there`);
    naming(entry.at('body'), () => this.#index.update(content, body, author, created));
  }

  #checkTitle(entry: SeedEntry, content: Parameters<typeof checkTitle>[1]): void {
    naming(entry.at('title'), () => checkTitle(this.#database, content));
  }

  #id(entry: SeedEntry): number {
    const given = entry.number('id');
    if (given === undefined) return nextId(this.#database, ID_SEQUENCE);
    for (const table of ['confluence_content', 'confluence_space']) {
      if (this.#database.get(`SELECT 1 FROM ${table} WHERE id = ?`, [given]) !== undefined)
        throw new SeedError(entry.at('id'), 'something else has it already.');
    }
    reserveId(this.#database, ID_SEQUENCE, given);
    return given;
  }

  #person(entry: SeedEntry, name: string): string {
    return this.#names.readPerson(entry.raw(name), entry.at(name));
  }

  #restrictions(entry: SeedEntry, id: number): void {
    if (!entry.has('restrictions')) return;
    const restrictions = new SeedEntry(entry.raw('restrictions'), entry.at('restrictions'), [
      'read',
      'update',
    ]);
    for (const operation of ['read', 'update']) {
      for (const [name, pointer] of restrictions.list(operation)) {
        const { kind, subject } = this.#names.readSubject(name, pointer);
        this.#database.run(
          'INSERT OR IGNORE INTO confluence_restriction (content, operation, kind, subject) VALUES (?, ?, ?, ?)',
          [id, operation, kind, subject],
        );
      }
    }
  }

  #files(entry: SeedEntry, id: number): void {
    const write = (one: SeedEntry, version: number) => {
      const data = dataOf(one);
      const mediaType = one.text('mediaType', entry.text('mediaType', 'application/octet-stream'));
      this.#database.run(
        'INSERT INTO confluence_file (content, version, media_type, size, data) VALUES (?, ?, ?, ?, ?)',
        [id, version, mediaType, data.length, data],
      );
    };
    if (!entry.has('files')) {
      write(entry, 1);
      return;
    }
    for (const [value, pointer] of entry.list('files')) {
      const one = new SeedEntry(value, pointer, ['version', 'mediaType', 'text', 'base64']);
      write(one, one.number('version') ?? 1);
    }
  }
}

function readType(entry: SeedEntry, usual: string): string {
  const type = entry.text('type', usual);
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

/** What only some types have, as it stands in the seed, and what follows from the data of a file. */
function readDetail(entry: SeedEntry, type: string): ContentDetail {
  const given = new SeedEntry(entry.raw('detail') ?? {}, entry.at('detail'), [
    ...['location', 'inline', 'resolution', 'embedUrl', 'state', 'isRaw', 'trashedFrom'],
  ]);
  const detail: ContentDetail = {
    ...(type === 'comment' ? { location: given.oneOf('location', ['footer', 'inline'], 'footer') } : {}),
    ...JSON.parse(JSON.stringify(entry.raw('detail') ?? {})),
  };
  if (type !== 'attachment') return detail;
  const last = entry.list('files').at(-1);
  const file =
    last === undefined ? entry : new SeedEntry(last[0], last[1], ['version', 'mediaType', 'text', 'base64']);
  return {
    ...detail,
    file: {
      mediaType: entry.text('mediaType', 'application/octet-stream'),
      size: dataOf(file).length,
      comment: entry.text('comment', ''),
      fileId: entry.text('fileId', randomUUID()),
    },
  };
}

function dataOf(entry: SeedEntry): Uint8Array {
  if (!entry.has('base64')) return new Uint8Array(Buffer.from(entry.text('text', ''), 'utf8'));
  const text = entry.text('base64');
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
