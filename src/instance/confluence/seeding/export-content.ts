import type { Json, JsonObject } from '../../../core/json.ts';
import type { Database, Row } from '../../store/database.ts';
import { CONTENT_COLUMNS, CONTENT_FROM, toContent } from '../content-rows.ts';
import { type Content, TREE_TYPES } from '../types.ts';
import type { SubjectNames } from './subjects.ts';

const TREE: readonly string[] = TREE_TYPES;

/** Writes content into seeds: in the tree that it stands in, with what belongs to it. */
export class ContentExport {
  readonly #database: Database;
  readonly #names: SubjectNames;

  constructor(database: Database, names: SubjectNames) {
    this.#database = database;
    this.#names = names;
  }

  /** What stands at the top of a space. */
  roots(spaceId: number): JsonObject {
    const roots = this.#list('c.space = ? AND c.parent IS NULL AND c.container IS NULL', spaceId);
    return unlessEmpty({
      pages: this.#tree(roots.filter(({ type }) => TREE.includes(type))),
      blogPosts: roots
        .filter(({ type }) => type === 'blogpost')
        .map((one, index) => this.#one(one, 'blogpost', index)),
      customContent: roots
        .filter(({ type }) => type.startsWith('ac:'))
        .map((one, index) => this.#one(one, '', index)),
    });
  }

  /** Labels, by `name` or `prefix:name`. */
  labels(owner: 'content' | 'space', id: number): readonly string[] {
    return this.#database
      .all(
        `SELECT l.prefix, l.name FROM confluence_labelling g JOIN confluence_label l ON l.id = g.label
         WHERE g.owner_type = ? AND g.owner = ? ORDER BY l.prefix, l.name`,
        [owner, id],
      )
      .map(({ prefix, name }) => (prefix === 'global' ? String(name) : `${String(prefix)}:${String(name)}`));
  }

  /** Properties by key, and the numbers of the versions of those that were changed. */
  properties(owner: 'content' | 'space', id: number): JsonObject {
    const rows = this.#database.all(
      'SELECT key, value, version FROM confluence_property WHERE owner_type = ? AND owner = ? ORDER BY key',
      [owner, id],
    );
    const byKey = (entries: readonly (readonly [string, Json])[]) => Object.fromEntries(entries);
    const value = (row: Row): Json => JSON.parse(String(row['value']));
    return unlessEmpty({
      properties: byKey(rows.map((row) => [String(row['key']), value(row)] as const)),
      propertyVersions: byKey(
        rows
          .filter((row) => row['version'] !== 1)
          .map((row) => [String(row['key']), Number(row['version'])] as const),
      ),
    });
  }

  #tree(nodes: readonly Content[]): readonly JsonObject[] {
    return nodes.map((node, index) => ({
      ...this.#one(node, 'page', index),
      ...unlessEmpty({
        children: this.#tree(this.#list('c.parent = ?', node.id).filter(({ type }) => TREE.includes(type))),
      }),
    }));
  }

  /** @param usual the type that goes without saying @param index the place that it has in its list */
  #one(content: Content, usual: string, index: number): JsonObject {
    const { id, type, position, title, status, creator, created, version, detail } = content;
    const rows = this.#database.all('SELECT * FROM confluence_version WHERE content = ? ORDER BY number', [
      id,
    ]);
    const former = rows.slice(0, -1);
    const body = String(rows.at(-1)?.['body'] ?? '');
    const { file, ...others } = detail;
    const { location, ...rest } = others;
    const described = location === 'footer' ? rest : others;
    const person = (account: string) => this.#names.personName(account);
    return {
      ...(type === 'comment' ? {} : { title }),
      id,
      ...(type === usual ? {} : { type }),
      ...(position === index ? {} : { position }),
      ...(status === 'current' ? {} : { status }),
      ...(body === '' ? {} : { body }),
      ...{ creator: person(creator), created: iso(created) },
      ...(version.author === creator ? {} : { modifier: person(version.author) }),
      ...(version.created === created ? {} : { modified: iso(version.created) }),
      ...(version.message === '' || file !== undefined ? {} : { message: version.message }),
      ...(version.isMinor ? { minor: true } : {}),
      ...(version.number === rows.length ? {} : { version: version.number }),
      ...unlessEmpty({
        history: former.map((row, index) => this.#former(row, index, title)),
        detail: JSON.parse(JSON.stringify(described)),
        labels: this.labels('content', id),
      }),
      ...this.properties('content', id),
      ...unlessEmpty({ restrictions: this.#restrictions(id), likes: this.#likes(id) }),
      ...this.#attached(content),
    };
  }

  #former(row: Row, index: number, title: string): JsonObject {
    return {
      ...(row['number'] === index + 1 ? {} : { version: Number(row['number']) }),
      ...(row['title'] === title ? {} : { title: String(row['title']) }),
      ...(row['body'] === '' ? {} : { body: String(row['body']) }),
      ...{ author: this.#names.personName(String(row['author'])), created: iso(Number(row['created'])) },
      ...(row['message'] === '' ? {} : { message: String(row['message']) }),
      ...(row['is_minor'] === 1 ? { minor: true } : {}),
    };
  }

  #attached({ id, type }: Content): JsonObject {
    const attached = this.#list('c.container = ?', id);
    const answers = type === 'comment' ? this.#list('c.parent = ?', id) : [];
    const comments = attached.filter((one) => one.type === 'comment' && one.parentId === null);
    return unlessEmpty({
      answers: answers.map((one, index) => this.#one(one, 'comment', index)),
      comments: comments.map((one, index) => this.#one(one, 'comment', index)),
      attachments: attached
        .filter((one) => one.type === 'attachment')
        .map((one, index) => this.#file(one, index)),
      customContent: attached
        .filter((one) => one.type.startsWith('ac:'))
        .map((one, index) => this.#one(one, '', index)),
    });
  }

  #file(content: Content, index: number): JsonObject {
    const { file } = content.detail;
    const versions = this.#database.all('SELECT * FROM confluence_file WHERE content = ? ORDER BY version', [
      content.id,
    ]);
    const data = versions.map((row) => ({
      version: Number(row['version']),
      mediaType: String(row['media_type']),
      ...dataOf(row['data']),
    }));
    const [only] = data;
    return {
      ...this.#one(content, 'attachment', index),
      ...(file === undefined ? {} : { mediaType: file.mediaType, fileId: file.fileId }),
      ...(file === undefined || file.comment === '' ? {} : { comment: file.comment }),
      ...(only !== undefined && data.length === 1 && only.version === 1
        ? dataOf(versions[0]?.['data'])
        : { files: data }),
    };
  }

  #restrictions(id: number): JsonObject {
    const rows = this.#database.all(
      'SELECT * FROM confluence_restriction WHERE content = ? ORDER BY operation, kind, subject',
      [id],
    );
    const of = (operation: string) =>
      rows
        .filter((row) => row['operation'] === operation)
        .map((row) =>
          this.#names.subjectName({
            kind: row['kind'] === 'group' ? 'group' : 'user',
            subject: String(row['subject']),
          }),
        )
        .sort();
    return unlessEmpty({ read: of('read'), update: of('update') });
  }

  #likes(id: number): readonly string[] {
    return this.#database
      .all('SELECT account FROM confluence_like WHERE content = ? ORDER BY at, account', [id])
      .map((row) => this.#names.personName(String(row['account'])));
  }

  #list(condition: string, value: number): readonly Content[] {
    return this.#database
      .all(`SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE ${condition} ORDER BY c.position, c.id`, [
        value,
      ])
      .map(toContent);
  }
}

/** Text where it is some, otherwise Base64. */
function dataOf(data: unknown): JsonObject {
  const bytes = Buffer.from(data instanceof Uint8Array ? data : new Uint8Array());
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { base64: bytes.toString('base64') };
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The parts that have something in them. */
export function unlessEmpty(parts: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => {
      if (Array.isArray(part)) return part.length > 0;
      return typeof part !== 'object' || part === null || Object.keys(part).length > 0;
    }),
  );
}
