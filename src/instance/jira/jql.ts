import { JqlError } from '../../jql/jql-error.ts';
import { parseJql as parse } from '../../jql/parse-jql.ts';
import { compileJql } from './jql/compile.ts';
import type { JqlNames, JqlQuery } from './jql/query.ts';

export { JqlError } from '../../jql/jql-error.ts';
export type { JqlNames, JqlQuery } from './jql/query.ts';

/** Far beyond what people and add-ons write. */
const MAX_LENGTH = 50_000;

/**
 * The part of JQL that the dev instance understands: clauses over the fields of `jql/fields.ts` with `=`, `!=`, `in`, `not in`,
 * `~`, `!~`, `is (not) EMPTY` and comparisons of dates, joined with AND, OR, NOT and parentheses, and ORDER BY.
 * Anything else is refused with a {@link JqlError} that names it, never half understood.
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-operators/
 * @throws {JqlError}
 */
export function parseJql(text: string, names: JqlNames): JqlQuery {
  if (text.length > MAX_LENGTH) {
    throw new JqlError(`Error in the JQL Query: it is longer than ${MAX_LENGTH} characters.`);
  }
  return compileJql(parse(text), names);
}
