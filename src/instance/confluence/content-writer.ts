import type { Database } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { withMacroIds } from './body/macros.ts';
import type { Announce, Changes } from './changes.ts';
import { contentEvent } from './content-events.ts';
import { ContentIndex } from './content-index.ts';
import { findContent, ID_SEQUENCE } from './content-rows.ts';
import { checkTitle } from './content-titles.ts';
import { contentNotFound, Fault, versionConflict } from './fault.ts';
import type { PageTree } from './page-tree.ts';
import type { Content, ContentDetail, ContentStatus } from './types.ts';

/** Content to be made. Rights have been looked at, and the body converted. */
export interface NewContent {
  readonly type: string;
  readonly title: string;
  readonly spaceId: number;
  readonly parentId?: number | null;
  readonly containerId?: number | null;
  readonly status?: ContentStatus;
  /** In the storage format. */
  readonly body: string;
  readonly detail?: ContentDetail;
  readonly message?: string;
  /** Given by the seed only. */
  readonly id?: number;
  readonly created?: number;
}

/** What becomes of content; what is left out stays. */
export interface ContentChange {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly status?: ContentStatus | undefined;
  /** null: to the top of the space. */
  readonly parentId?: number | null | undefined;
  readonly detail?: ContentDetail | undefined;
  readonly message?: string | undefined;
  readonly isMinor?: boolean | undefined;
  /** The number of the version that this makes; the next one when left out. */
  readonly number?: number | undefined;
}

export interface WriterDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => number;
  readonly tree: PageTree;
}

/** Makes and changes content, and tells of it. */
export class ContentWriter {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;
  readonly #tree: PageTree;
  readonly #index: ContentIndex;

  constructor({ database, changes, now, tree }: WriterDeps) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
    this.#tree = tree;
    this.#index = new ContentIndex(database);
  }

  /** @throws {Fault} where the title is taken, missing or too long */
  create(input: NewContent, actor: string): Content {
    const at = input.created ?? this.#now();
    const body = input.detail?.isRaw === true ? input.body : withMacroIds(input.body);
    const status = input.status ?? 'current';
    return this.#changes.run((announce) => {
      checkTitle(this.#database, { ...input, status, created: at, id: 0 });
      const id = input.id ?? nextId(this.#database, ID_SEQUENCE);
      const parent = input.parentId ?? null;
      this.#database.run(
        `INSERT INTO confluence_content (id, type, status, title, space, parent, container, position, creator, created,
           modifier, modified, version, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
        [
          ...[id, input.type, status, input.title, input.spaceId, parent, input.containerId ?? null],
          ...[this.#tree.nextPosition(input.spaceId, parent), actor, at, actor, at],
          JSON.stringify(input.detail ?? {}),
        ],
      );
      this.#writeVersion(id, 1, actor, at, input.message ?? '', false, input.title, body);
      const content = this.#read(id);
      this.#index.update(content, body, actor, at);
      if (status !== 'draft') this.#announce(announce, 'created', content, actor);
      return content;
    });
  }

  /** @throws {Fault} where the version is not the next one, the title is taken, or the parent is below */
  update(content: Content, change: ContentChange, actor: string): Content {
    return this.#changes.run((announce) => {
      const before = this.#read(content.id);
      const number = nextVersion(before, change.number);
      const { status = before.status, title = before.title, isMinor = false } = change;
      const given = change.body ?? this.#body(before);
      const body = before.detail.isRaw === true ? given : withMacroIds(given);
      checkTitle(this.#database, { ...before, title, status });
      const place = this.#tree.placeOf(before, this.#newParent(before, status, change.parentId));
      const at = this.#now();
      this.#writeVersion(before.id, number, actor, at, change.message ?? '', isMinor, title, body);
      this.#database.run(
        `UPDATE confluence_content SET status = ?, title = ?, parent = ?, position = ?, modifier = ?, modified = ?,
           version = ?, detail = ? WHERE id = ?`,
        [
          ...[status, title, place.parentId, place.position, actor, at, number],
          ...[JSON.stringify(change.detail ?? before.detail), before.id],
        ],
      );
      const after = this.#read(before.id);
      this.#index.update(after, body, actor, at);
      if (status !== 'draft') this.#announce(announce, kindOfUpdate(before, after), after, actor, isMinor);
      if (after.parentId !== before.parentId) this.#tree.announceMove(announce, before, after, actor);
      return after;
    });
  }

  /** What is not a version of its own: what only some types have. */
  setDetail(content: Content, detail: ContentDetail): Content {
    return this.#changes.run(() => {
      this.#database.run('UPDATE confluence_content SET detail = ? WHERE id = ?', [
        JSON.stringify(detail),
        content.id,
      ]);
      return this.#read(content.id);
    });
  }

  /** Writes marks into the current version, which stays what it is. */
  annotate(content: Content, body: string, actor: string): void {
    const { id, version } = content;
    this.#changes.run(() => {
      this.#database.run('UPDATE confluence_version SET body = ? WHERE content = ? AND number = ?', [
        body,
        id,
        version.number,
      ]);
      this.#index.update(content, body, actor, this.#now());
    });
  }

  /** Into the trash of its space. Pages below move up, as in Confluence. */
  trash(content: Content, actor: string): Content {
    return this.#changes.run((announce) => {
      const now = this.#read(content.id);
      this.#database.run('UPDATE confluence_content SET parent = ? WHERE parent = ?', [now.parentId, now.id]);
      this.#setStatus(now, 'trashed');
      const trashed = this.#read(now.id);
      this.#announce(announce, 'trashed', trashed, actor);
      return trashed;
    });
  }

  archive(content: Content, actor: string): Content {
    return this.#changes.run((announce) => {
      this.#setStatus(content, 'archived');
      const archived = this.#read(content.id);
      this.#announce(announce, 'archived', archived, actor);
      return archived;
    });
  }

  /**
   * For good, with what belongs to it. Pages below and answers move up.
   * @param isSilent tells nobody
   */
  remove(content: Content, actor: string, isSilent = false): void {
    this.#changes.run((announce) => {
      const now = this.#read(content.id);
      const event = contentEvent('removed', now, this.#relatives(now), actor, this.#now());
      for (const part of this.#contained(now.id)) this.remove(part, actor, isSilent);
      this.#database.run('UPDATE confluence_content SET parent = ? WHERE parent = ?', [now.parentId, now.id]);
      this.#database.run('UPDATE confluence_space SET homepage = NULL WHERE homepage = ?', [now.id]);
      for (const table of ['confluence_labelling', 'confluence_property']) {
        this.#database.run(`DELETE FROM ${table} WHERE owner_type = 'content' AND owner = ?`, [now.id]);
      }
      this.#database.run("DELETE FROM confluence_watch WHERE kind = 'content' AND target = ?", [
        String(now.id),
      ]);
      this.#index.remove(now.id);
      this.#database.run('DELETE FROM confluence_content WHERE id = ?', [now.id]);
      if (event !== undefined && now.status !== 'draft' && !isSilent) announce(event);
    });
  }

  /** One version of many. @throws {Fault} where it is the current one */
  removeVersion(content: Content, number: number): void {
    if (number === content.version.number) {
      throw new Fault('invalid', `The version ${number} is the current one, which cannot be deleted.`);
    }
    this.#changes.run(() => {
      this.#database.run('DELETE FROM confluence_version WHERE content = ? AND number = ?', [
        content.id,
        number,
      ]);
      this.#database.run('DELETE FROM confluence_file WHERE content = ? AND version = ?', [
        content.id,
        number,
      ]);
    });
  }

  #announce(
    announce: Announce,
    what: Parameters<typeof contentEvent>[0],
    content: Content,
    actor: string,
    suppressNotifications = false,
  ): void {
    const event = contentEvent(
      what,
      content,
      this.#relatives(content),
      actor,
      this.#now(),
      suppressNotifications,
    );
    if (event !== undefined) announce(event);
  }

  /** What comes out of the trash stands below what it stood below, where that is still there. */
  #newParent(before: Content, status: ContentStatus, parentId: number | null | undefined) {
    if (before.status !== 'trashed' || status !== 'current' || before.parentId === null) return parentId;
    return findContent(this.#database, before.parentId)?.status === 'current' ? parentId : null;
  }

  #relatives({ parentId, containerId }: Content) {
    const find = (id: number | null) => (id === null ? undefined : findContent(this.#database, id));
    return { parent: find(parentId), container: find(containerId) };
  }

  #read(id: number): Content {
    const content = findContent(this.#database, id);
    if (content === undefined) throw contentNotFound(id);
    return content;
  }

  #body({ id, version }: Content): string {
    const row = this.#database.get('SELECT body FROM confluence_version WHERE content = ? AND number = ?', [
      id,
      version.number,
    ]);
    return String(row?.['body'] ?? '');
  }

  #contained(id: number): readonly Content[] {
    return this.#database
      .all('SELECT id FROM confluence_content WHERE container = ? ORDER BY id', [id])
      .flatMap((row) => findContent(this.#database, Number(row['id'])) ?? []);
  }

  #setStatus({ id }: Content, status: ContentStatus): void {
    this.#database.run('UPDATE confluence_content SET status = ? WHERE id = ?', [status, id]);
  }

  #writeVersion(
    id: number,
    number: number,
    author: string,
    at: number,
    message: string,
    isMinor: boolean,
    title: string,
    body: string,
  ): void {
    this.#database.run(
      `INSERT OR REPLACE INTO confluence_version (content, number, author, created, message, is_minor, title, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, number, author, at, message, isMinor ? 1 : 0, title, body],
    );
  }
}

/** A draft stays its first version, and so does what it is published as. @throws {Fault} where another one is given */
function nextVersion({ status, version }: Content, given: number | undefined): number {
  const next = status === 'draft' ? 1 : version.number + 1;
  if (given !== undefined && given !== next) throw versionConflict(version.number, given);
  return next;
}

function kindOfUpdate(before: Content, after: Content): 'created' | 'restored' | 'updated' {
  if (before.status === 'draft') return 'created';
  return before.status === 'trashed' && after.status === 'current' ? 'restored' : 'updated';
}
