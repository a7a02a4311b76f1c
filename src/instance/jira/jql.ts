import { JqlError, JqlSyntaxError } from '../../jql/jql-error.ts';
import { parseJql as parse } from '../../jql/parse-jql.ts';
import type { JqlTree } from '../../jql/syntax-tree.ts';

export { JqlError } from '../../jql/jql-error.ts';

/** Far beyond what people and add-ons write. */
const MAX_LENGTH = 50_000;

/**
 * Reads a query, and says where it is none in the way Jira does: with line and character.
 * @throws {JqlError}
 */
export function parseJql(text: string): JqlTree {
  if (text.length > MAX_LENGTH) {
    throw new JqlError(`Error in the JQL Query: it is longer than ${MAX_LENGTH} characters.`);
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof JqlSyntaxError)) throw error;
    const before = text.slice(0, error.offset).split('\n');
    const character = (before.at(-1)?.length ?? 0) + 1;
    throw new JqlError(`${error.message} (line ${before.length}, character ${character})`);
  }
}
