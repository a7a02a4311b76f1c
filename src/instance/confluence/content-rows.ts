import type { Database, Row } from '../store/database.ts';
import {
  CONTENT_STATUSES,
  type Content,
  type ContentDetail,
  type ContentStatus,
  type ContentVersion,
} from './types.ts';

/** The numbers of everything in Confluence that has one. */
export const ID_SEQUENCE = 'confluence';

/** For queries that read content: `c` is the content, `s` its space, `v` its current version. */
export const CONTENT_FROM = `confluence_content c
  JOIN confluence_space s ON s.id = c.space
  JOIN confluence_version v ON v.content = c.id AND v.number = c.version`;

export const CONTENT_COLUMNS = `c.id, c.type, c.status, c.title, c.space, s.key AS space_key, c.parent, c.container,
  c.position, c.creator, c.created, c.detail, v.number, v.author, v.created AS version_created, v.message, v.is_minor`;

/** Content of which {@link CONTENT_COLUMNS} were read. */
export function toContent(row: Row): Content {
  return {
    id: Number(row['id']),
    type: String(row['type']),
    status: toStatus(row['status']),
    title: String(row['title']),
    spaceId: Number(row['space']),
    spaceKey: String(row['space_key']),
    parentId: row['parent'] === null ? null : Number(row['parent']),
    containerId: row['container'] === null ? null : Number(row['container']),
    position: Number(row['position']),
    creator: String(row['creator']),
    created: Number(row['created']),
    version: toVersion({ ...row, created: row['version_created'] ?? null }),
    detail: readDetail(row['detail']),
  };
}

/** A version of which number, author, created, message and is_minor were read. */
export function toVersion(row: Row): ContentVersion {
  return {
    number: Number(row['number']),
    author: String(row['author']),
    created: Number(row['created']),
    message: String(row['message']),
    isMinor: row['is_minor'] === 1,
  };
}

export function findContent(database: Database, id: number): Content | undefined {
  const row = database.get(`SELECT ${CONTENT_COLUMNS} FROM ${CONTENT_FROM} WHERE c.id = ?`, [id]);
  return row === undefined ? undefined : toContent(row);
}

function toStatus(value: Row[string] | undefined): ContentStatus {
  const status = CONTENT_STATUSES.find((one) => one === value);
  if (status === undefined) throw new Error(`content has the status ${String(value)}`);
  return status;
}

/** The table is ours: what is in it was a detail when it was written. */
function readDetail(value: Row[string] | undefined): ContentDetail {
  return JSON.parse(String(value));
}
