import { CqlError } from '../../../cql/cql-error.ts';
import { notEmulated } from '../fault.ts';

/** A word that is searched for, or several that stand together. */
export interface SearchedWords {
  readonly text: string;
  /** Words that begin so are meant too. */
  readonly isPrefix: boolean;
}

const PART = /"([^"]*)"|(\S+)/g;

/**
 * What the text after `~` searches for: every word, in any order; words in quotes together.
 * @throws {CqlError} where there is no word in it
 * @throws {Fault} naming what of Lucene's syntax is not emulated
 */
export function searchedWords(text: string): readonly SearchedWords[] {
  const parts = [...text.matchAll(PART)].map(([, phrase, word]) => toWords(phrase, word ?? ''));
  const words = parts.filter((part) => /[\p{L}\p{N}]/u.test(part.text));
  if (words.length === 0) throw new CqlError(`there is no word in '${text}'`);
  return words;
}

function toWords(phrase: string | undefined, word: string): SearchedWords {
  if (phrase !== undefined) return { text: phrase, isPrefix: false };
  if (/^(?:AND|OR|NOT)$/.test(word)) throw notEmulated(`${word} inside of the text that CQL searches for`);
  const isPrefix = word.endsWith('*');
  const bare = isPrefix ? word.slice(0, -1) : word;
  if (/[*?]/.test(bare) || /~\d*(?:\.\d+)?$/.test(bare))
    throw notEmulated(`the wildcard in '${word}' in CQL`);
  return { text: bare, isPrefix };
}

/** As SQLite's full-text search takes it. @param column the only one to look at */
export function matchExpression(words: readonly SearchedWords[], column?: string): string {
  const terms = words.map(({ text, isPrefix }) => `"${text.replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`);
  const all = terms.join(' AND ');
  return column === undefined ? all : `${column} : (${all})`;
}
