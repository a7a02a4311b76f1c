import { userJson } from '../../../jira/json/user-json.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import { type JiraContext, type JiraRestDeps, readRange } from '../shared.ts';
import { isFoundBy, userContext } from './shared.ts';

/** Searches look at no more people than these. */
export const MOST_PEOPLE = 1000;

/** The part of what was found that is asked for. @param honoured query parameters that were looked at */
export function listUsers(
  c: JiraContext,
  deps: Pick<JiraRestDeps, 'host'>,
  found: readonly Person[],
  honoured: readonly string[],
): Response {
  const { startAt, maxResults } = readRange(c, ['query', 'accountId', ...honoured], {
    usual: 50,
    most: MOST_PEOPLE,
  });
  const page = found.slice(startAt, startAt + maxResults);
  return c.json(page.map((person) => userJson(person, userContext(c, deps))));
}

/**
 * Whom `query` or `accountId` asks for.
 * @param isOptional whether without both everybody is
 * @throws {ProductError} 400
 */
export function readUserQuery(c: JiraContext, isOptional = false): (person: Person) => boolean {
  const [query, accountId] = [c.req.query('query'), c.req.query('accountId')];
  if (query !== undefined && accountId !== undefined) {
    throw jiraError(400, ["Only one of 'query' and 'accountId' can be provided."]);
  }
  if (accountId !== undefined) return (person) => person.accountId === accountId;
  if (query !== undefined) return (person) => isFoundBy(person, query);
  if (isOptional) return () => true;
  throw jiraError(400, ["One of the query parameters 'query', 'accountId' and 'property' must be provided."]);
}
