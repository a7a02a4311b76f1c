import type { Database } from '../store/database.ts';
import { Fault, titleTaken } from './fault.ts';
import type { Content } from './types.ts';

const MAX_TITLE = 255;
const DAY = 86_400_000;
/** What need not have a title. */
const UNTITLED = new Set(['whiteboard', 'database', 'embed']);

/**
 * Titles of pages are theirs alone in a space, those of blog posts on a day. Comments, drafts and trash are not looked at.
 * @throws {Fault} where the title is taken, missing or too long
 */
export function checkTitle(
  database: Database,
  content: Pick<Content, 'id' | 'type' | 'title' | 'spaceId' | 'status' | 'created'>,
): void {
  const { id, type, title, spaceId, status, created } = content;
  if (type === 'comment' || UNTITLED.has(type) || status === 'draft' || status === 'trashed') return;
  if (title.trim() === '') throw new Fault('invalid', 'Title is required and cannot be empty');
  if (title.length > MAX_TITLE) {
    throw new Fault('invalid', `Title is too long. The maximum length is ${MAX_TITLE} characters.`);
  }
  if (type === 'folder') checkFolder(database, content);
  if (type !== 'page' && type !== 'blogpost') return;
  const day = Math.floor(created / DAY);
  const taken = database.all(
    `SELECT created FROM confluence_content
     WHERE title = ? AND space = ? AND type = ? AND status IN ('current', 'archived') AND id != ?`,
    [title, spaceId, type, id],
  );
  if (type === 'page' && taken.length > 0) throw titleTaken('page');
  if (taken.some((row) => Math.floor(Number(row['created']) / DAY) === day)) throw titleTaken('blog post');
}

function checkFolder(
  database: Database,
  { id, title, spaceId }: Pick<Content, 'id' | 'title' | 'spaceId'>,
): void {
  const taken = database.get(
    "SELECT 1 FROM confluence_content WHERE title = ? AND space = ? AND type = 'folder' AND status = 'current' AND id != ?",
    [title, spaceId, id],
  );
  if (taken !== undefined) throw new Fault('invalid', 'A folder exists with the same title in this space');
}
