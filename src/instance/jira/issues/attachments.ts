import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Attachment, Issue } from '../types.ts';
import { item } from './change-items.ts';
import type { IssueWriter } from './issue-writer.ts';

/** Jira's own limit is 1 GB or more; here the whole request has to fit into memory. */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

export interface AttachmentDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly writer: IssueWriter;
  readonly now: () => number;
}

export interface NewAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

const COLUMNS = 'id, issue, author, created, name, media_type, size';

/** Files of issues. */
export class Attachments {
  readonly #deps: AttachmentDeps;

  constructor(deps: AttachmentDeps) {
    this.#deps = deps;
  }

  list(issueId: string): readonly Attachment[] {
    return this.#deps.database
      .all(`SELECT ${COLUMNS} FROM jira_attachment WHERE issue = ? ORDER BY id`, [Number(issueId)])
      .map(toAttachment);
  }

  find(id: string): Attachment | undefined {
    const row = this.#deps.database.get(`SELECT ${COLUMNS} FROM jira_attachment WHERE id = ?`, [Number(id)]);
    return row && toAttachment(row);
  }

  content(id: string): Uint8Array {
    const content = this.#deps.database.get('SELECT content FROM jira_attachment WHERE id = ?', [Number(id)]);
    const bytes = content?.['content'];
    return bytes instanceof Uint8Array ? bytes : new Uint8Array();
  }

  add(issue: Issue, files: readonly NewAttachment[], actor: string | null): readonly Attachment[] {
    const { changes, database, writer, now } = this.#deps;
    return changes.run((announce) => {
      const created = now();
      const added = files.map(({ name, mediaType, content }): Attachment => {
        const id = nextId(database, 'attachment');
        const attachment: Attachment = {
          id: String(id),
          issueId: issue.id,
          authorAccountId: actor,
          created,
          name,
          mediaType,
          size: content.length,
        };
        this.insert(attachment, content);
        return attachment;
      });
      for (const attachment of added) announce({ type: 'attachment_created', issue, attachment, actor });
      writer.record(
        issue,
        added.map(({ id, name }) => item('Attachment', 'attachment', null, null, id, name)),
        actor,
        'issue_updated',
      );
      return added;
    });
  }

  /** Writes a file as it is, and tells nobody. */
  insert(attachment: Attachment, content: Uint8Array): void {
    const { id, issueId, authorAccountId, created, name, mediaType, size } = attachment;
    this.#deps.database.run(
      `INSERT INTO jira_attachment (${COLUMNS}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [Number(id), Number(issueId), authorAccountId, created, name, mediaType, size, content],
    );
  }

  delete(issue: Issue, attachment: Attachment, actor: string | null): void {
    const { changes, database, writer } = this.#deps;
    changes.run((announce) => {
      database.run('DELETE FROM jira_attachment WHERE id = ?', [Number(attachment.id)]);
      announce({ type: 'attachment_deleted', issue, attachment, actor });
      const { id, name } = attachment;
      writer.record(issue, [item('Attachment', 'attachment', id, name, null, null)], actor, 'issue_updated');
    });
  }
}

function toAttachment(row: Row): Attachment {
  return {
    id: String(row['id']),
    issueId: String(row['issue']),
    authorAccountId: row['author'] === null ? null : String(row['author']),
    created: Number(row['created']),
    name: String(row['name']),
    mediaType: String(row['media_type']),
    size: Number(row['size']),
  };
}
