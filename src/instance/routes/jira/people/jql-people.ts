import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import { rewriteValues } from '../../../jira/jql/rewrite.ts';
import { JqlError, parseJql } from '../../../jira/jql.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraRestDeps, readRecord } from '../shared.ts';
import { isAdmin } from './shared.ts';

/** The fields whose values are people. */
export const PEOPLE_FIELDS = ['assignee', 'reporter', 'creator', 'voter', 'watcher', 'worklogauthor'];

/** What queries tell of people and projects. */
export function addJqlPeopleRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, people } = deps;

  app.post('/jql/sanitize', async (c) => {
    if (!isAdmin(c, deps)) {
      throw jiraError(403, [
        'You are not authorized to perform this action. Administrator privileges are required.',
      ]);
    }
    const { queries } = await readRecord(c);
    if (!Array.isArray(queries)) throw jiraError(400, ['The queries has to be provided.']);
    return c.json({ queries: queries.map(sanitized) });
  });

  app.post('/jql/pdcleaner', async (c) => {
    const { queryStrings } = await readRecord(c);
    if (!Array.isArray(queryStrings)) throw jiraError(400, ['The queries must be provided.']);
    const converted = queryStrings.map(String).map((query) => {
      try {
        return convert(query);
      } catch (error) {
        if (error instanceof JqlError) throw jiraError(400, [error.message]);
        throw error;
      }
    });
    const unknown = converted.filter(({ hasUnknown }) => hasUnknown);
    return c.json({
      queryStrings: converted.filter(({ hasUnknown }) => !hasUnknown).map(({ query }) => query),
      ...(unknown.length === 0
        ? {}
        : {
            queriesWithUnknownUsers: unknown.map(({ original, query }) => ({
              originalQuery: original,
              convertedQuery: query,
            })),
          }),
    });
  });

  /** Names of projects that somebody does not see become ids. Without an account, nobody sees any. */
  function sanitized(entry: unknown) {
    const initialQuery = stringAt(entry, 'query') ?? '';
    const accountId = isRecord(entry) ? stringAt(entry, 'accountId') : undefined;
    const account = accountId === undefined ? {} : { accountId };
    try {
      const sanitizedQuery = rewriteValues(initialQuery, parseJql(initialQuery), ({ field, value }) => {
        if (field.toLowerCase() !== 'project') return undefined;
        const wanted = value.text.toLowerCase();
        const project = store
          .projects()
          .find(({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted);
        const isSeen =
          project === undefined || store.permissions.may(accountId ?? null, 'BROWSE_PROJECTS', project.id);
        return isSeen ? undefined : project.id;
      });
      return { initialQuery, sanitizedQuery, ...account };
    } catch (error) {
      if (!(error instanceof JqlError)) throw error;
      return { initialQuery, errors: { errorMessages: [error.message], errors: {} }, ...account };
    }
  }

  /** Names of people become accounts; those of nobody become `unknown`. */
  function convert(original: string) {
    let hasUnknown = false;
    const query = rewriteValues(original, parseJql(original), ({ field, value }) => {
      if (!PEOPLE_FIELDS.includes(field.toLowerCase()) || people.find(value.text) !== undefined) {
        return undefined;
      }
      const person = people.all().find(({ username }) => username === value.text);
      if (person === undefined) hasUnknown = true;
      return person?.accountId ?? 'unknown';
    });
    return { original, query, hasUnknown };
  }
}
