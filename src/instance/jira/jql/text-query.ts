import { JqlError } from '../../../jql/jql-error.ts';

/**
 * The words of a text query as SQLite's full-text search takes them: all must be there, a phrase in inner quotes as it
 * stands, `word*` for what begins so. Of the other signs of Jira's text syntax, boosts and fuzziness have no effect here.
 * @returns undefined where no word is left, which nothing matches
 * @throws {JqlError} for a wildcard in front and a phrase that does not end, which Jira refuses
 */
export function toMatch(text: string, field: string): string | undefined {
  const query = text.trim();
  const [first = ''] = query;
  if (first === '*' || first === '?') {
    throw new JqlError(
      `The text query '${query}' for field '${field}' is not allowed to start with '${first}'.`,
    );
  }
  if ([...query].filter((sign) => sign === '"').length % 2 === 1) {
    throw new JqlError(`Unable to parse the text '${query}' for field '${field}'.`);
  }
  const parts = [...query.matchAll(/"([^"]*)"|(\S+)/g)].flatMap(([, phrase, word]) =>
    phrase === undefined ? wordsOf(word ?? '') : phraseOf(phrase),
  );
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function phraseOf(phrase: string): readonly string[] {
  const words = tokensOf(phrase);
  return words.length === 0 ? [] : [`"${words.join(' ')}"`];
}

/** What stands without space between may be several words: `e-mail` is two. */
function wordsOf(word: string): readonly string[] {
  const bare = word.replace(/[\^~][\d.]*$/, '');
  const isPrefix = bare.endsWith('*');
  const tokens = tokensOf(bare);
  return tokens.map((token, index) => `"${token}"${isPrefix && index === tokens.length - 1 ? ' *' : ''}`);
}

function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
}
