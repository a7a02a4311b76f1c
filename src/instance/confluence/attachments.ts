import { randomUUID } from 'node:crypto';
import type { Database } from '../store/database.ts';
import type { Changes } from './changes.ts';
import { findContent } from './content-rows.ts';
import type { ContentWriter } from './content-writer.ts';
import { Fault } from './fault.ts';
import type { Content } from './types.ts';

export interface NewFile {
  readonly name: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
  readonly comment: string;
  readonly isMinor: boolean;
}

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Files at pages, blog posts and custom content: content of its own, whose versions have data. */
export class Attachments {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #writer: ContentWriter;

  constructor(database: Database, changes: Changes, writer: ContentWriter) {
    this.#database = database;
    this.#changes = changes;
    this.#writer = writer;
  }

  /** The one that is not in the trash. */
  named(container: Content, name: string): Content | undefined {
    const row = this.#database.get(
      "SELECT id FROM confluence_content WHERE container = ? AND type = 'attachment' AND title = ? AND status != 'trashed'",
      [container.id, name],
    );
    return row === undefined ? undefined : findContent(this.#database, Number(row['id']));
  }

  /** @throws {Fault} where the page has a file of that name, or the file is too large */
  create(container: Content, file: NewFile, actor: string): Content {
    checkSize(file);
    return this.#changes.run(() => {
      if (this.named(container, file.name) !== undefined) {
        throw new Fault(
          'invalid',
          `Cannot add a new attachment with same file name as an existing attachment: ${file.name}`,
        );
      }
      const content = this.#writer.create(
        {
          type: 'attachment',
          title: file.name,
          spaceId: container.spaceId,
          containerId: container.id,
          body: '',
          detail: { file: describe(file) },
          message: file.comment,
        },
        actor,
      );
      this.#store(content, file);
      return content;
    });
  }

  /** A new version with other data. @throws {Fault} where the file is too large */
  replace(attachment: Content, file: NewFile, actor: string): Content {
    checkSize(file);
    return this.#changes.run(() => {
      const content = this.#writer.update(
        attachment,
        {
          title: file.name,
          detail: { ...attachment.detail, file: describe(file) },
          message: file.comment,
          isMinor: file.isMinor,
        },
        actor,
      );
      this.#store(content, file);
      return content;
    });
  }

  /** The data of a version; of one that changed words only, that of the version before. */
  data(
    { id }: Content,
    version: number,
  ): { readonly mediaType: string; readonly data: Uint8Array } | undefined {
    const row = this.#database.get(
      'SELECT media_type, data FROM confluence_file WHERE content = ? AND version <= ? ORDER BY version DESC LIMIT 1',
      [id, version],
    );
    const data = row?.['data'];
    return data instanceof Uint8Array ? { mediaType: String(row?.['media_type']), data } : undefined;
  }

  #store({ id, version }: Content, { mediaType, data }: NewFile): void {
    this.#database.run(
      'INSERT INTO confluence_file (content, version, media_type, size, data) VALUES (?, ?, ?, ?, ?)',
      [id, version.number, mediaType, data.length, data],
    );
  }
}

function describe({ mediaType, data, comment }: NewFile) {
  return { mediaType, size: data.length, comment, fileId: randomUUID() };
}

function checkSize({ data }: NewFile): void {
  if (data.length > MAX_FILE_BYTES) {
    throw new Fault('too-large', `The file is larger than ${MAX_FILE_BYTES} bytes.`);
  }
}
