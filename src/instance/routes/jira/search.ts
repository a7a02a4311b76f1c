import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { JqlError, type JqlQuery } from '../../jira/jql.ts';
import { issueJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, jsonContext, readJson, splitList } from './shared.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 5000;

interface SearchInput {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly maxResults: unknown;
  readonly nextPageToken: string | undefined;
}

/**
 * Search with JQL, paged by token.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
export function addSearchRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/search/jql', (c) => {
    c.set('honoured', ['jql', 'fields', 'maxResults', 'nextPageToken']);
    return c.json(
      search(c, {
        jql: c.req.query('jql') ?? '',
        fields: splitList(c.req.queries('fields')),
        maxResults: c.req.query('maxResults'),
        nextPageToken: c.req.query('nextPageToken'),
      }),
    );
  });

  app.post('/search/jql', async (c) => {
    const body = await readJson(c);
    const { fields, maxResults } = isRecord(body) ? body : {};
    return c.json(
      search(c, {
        jql: stringAt(body, 'jql') ?? '',
        fields: Array.isArray(fields) ? fields.map(String) : [],
        maxResults,
        nextPageToken: stringAt(body, 'nextPageToken'),
      }),
    );
  });

  app.on(['GET', 'POST'], '/search', () => {
    throw jiraError(410, [
      'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
    ]);
  });

  function search(c: JiraContext, { jql, fields, maxResults, nextPageToken }: SearchInput) {
    if (!/\S/.test(jql.replace(/\border\s+by\b.*/is, ''))) {
      throw jiraError(400, [
        'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
      ]);
    }
    const query = parse(jql, actorOf(c));
    const start = readPageToken(nextPageToken);
    const size = readPageSize(maxResults);
    const found = deps.store
      .issues()
      .filter((issue) => query.matches(issue))
      .sort(query.compare);
    const isLast = start + size >= found.length;
    const wanted = fields.length === 0 ? ['id'] : fields;
    return {
      issues: found.slice(start, start + size).map((issue) => issueJson(issue, jsonContext(c, deps), wanted)),
      ...(isLast ? {} : { nextPageToken: Buffer.from(String(start + size)).toString('base64url') }),
      isLast,
    };
  }

  function parse(jql: string, accountId: string | null): JqlQuery {
    try {
      return deps.parseJql(jql, accountId);
    } catch (error) {
      if (error instanceof JqlError) throw jiraError(400, [error.message]);
      throw error;
    }
  }
}

function readPageToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString('latin1');
  if (!/^\d{1,9}$/.test(text)) throw jiraError(400, ['The nextPageToken is not valid.']);
  return Number(text);
}

function readPageSize(maxResults: unknown): number {
  const size = Number(maxResults ?? DEFAULT_PAGE);
  if (!Number.isInteger(size) || size < 1) throw jiraError(400, ['maxResults must be a positive number.']);
  return Math.min(size, MAX_PAGE);
}
