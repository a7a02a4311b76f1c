import type { Database } from '../../store/database.ts';
import { FAVOURITE } from '../relations.ts';

/** What the meaning of a query has to be looked up for. */
export interface LookUps {
  /** Keys of the spaces that somebody has saved. */
  favouriteSpaces(account: string): readonly string[];
  /** Ids of what somebody has looked at, the latest first. */
  recentContent(account: string, limit: number, offset: number): readonly string[];
  /** Keys of the spaces of it. */
  recentSpaces(account: string, limit: number, offset: number): readonly string[];
  /** The words in titles and bodies that are like a pattern of `*` and `?`. */
  wordsLike(pattern: string): readonly string[];
  /** The words that begin as another one does, within a length; what is nearly the word is among them. */
  wordsOfLength(least: number, most: number): readonly string[];
}

/** More words than these make no query any better. */
const MAX_WORDS = 500;

export function createLookUps(database: Database): LookUps {
  const texts = (sql: string, ...values: readonly (string | number)[]) =>
    database.all(sql, values).map((row) => String(row['found']));
  return {
    favouriteSpaces: (account) =>
      texts(
        `SELECT target AS found FROM confluence_relation
         WHERE name = '${FAVOURITE}' AND source_type = 'user' AND source = ? AND target_type = 'space'`,
        account,
      ),
    recentContent: (account, limit, offset) =>
      texts(
        `SELECT content AS found FROM confluence_view WHERE account = ?
         GROUP BY content ORDER BY max(at) DESC, content LIMIT ? OFFSET ?`,
        account,
        limit,
        offset,
      ),
    recentSpaces: (account, limit, offset) =>
      texts(
        `SELECT s.key AS found FROM confluence_view v
         JOIN confluence_content c ON c.id = v.content JOIN confluence_space s ON s.id = c.space
         WHERE v.account = ? GROUP BY s.id ORDER BY max(v.at) DESC, s.id LIMIT ? OFFSET ?`,
        account,
        limit,
        offset,
      ),
    wordsLike: (pattern) =>
      texts('SELECT term AS found FROM confluence_word WHERE term GLOB ? LIMIT ?', pattern, MAX_WORDS),
    wordsOfLength: (least, most) =>
      texts('SELECT term AS found FROM confluence_word WHERE length(term) BETWEEN ? AND ?', least, most),
  };
}
