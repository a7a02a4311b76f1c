import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import type { JqlTree } from '../../../jql/syntax-tree.ts';
import { parseJql } from '../../jira/jql.ts';
import { wantedFields } from '../../jira/json/wanted-fields.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { issueAnswer, KNOWN_EXPANDS, namesOf, schemaOf } from './issue-answer.ts';
import { withJqlErrors } from './jql-errors.ts';
import {
  type JiraContext,
  type JiraRestDeps,
  readExpand,
  readRecord,
  searcherOf,
  splitList,
  textsOf,
} from './shared.ts';

const DEFAULT_PAGE = 50;
/** Where only ids and keys are asked for; with fields, the cloud answers no more than a hundred at once. */
const MAX_PAGE = 5000;
const MAX_PAGE_WITH_FIELDS = 100;

interface SearchInput {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly expand: readonly string[];
  readonly properties: readonly string[];
  readonly maxResults: unknown;
  readonly nextPageToken: string | undefined;
}

/**
 * Search with JQL, paged by token. What was written is found at once here, so issues need no reconciling.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
export function addSearchRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/search/jql', (c) => {
    c.set('honoured', [
      ...['jql', 'fields', 'expand', 'properties', 'fieldsByKeys', 'maxResults', 'nextPageToken'],
      ...['reconcileIssues', 'failFast'],
    ]);
    return c.json(
      search(c, {
        jql: c.req.query('jql') ?? '',
        fields: splitList(c.req.queries('fields')),
        expand: splitList(c.req.queries('expand')),
        properties: splitList(c.req.queries('properties')),
        maxResults: c.req.query('maxResults'),
        nextPageToken: c.req.query('nextPageToken'),
      }),
    );
  });

  app.post('/search/jql', async (c) => {
    const body = await readRecord(c);
    return c.json(
      search(c, {
        jql: stringAt(body, 'jql') ?? '',
        fields: textsOf(body['fields']),
        expand: textsOf(body['expand']),
        properties: textsOf(body['properties']),
        maxResults: body['maxResults'],
        nextPageToken: stringAt(body, 'nextPageToken'),
      }),
    );
  });

  app.post('/search/approximate-count', async (c) => {
    const jql = stringAt(await readRecord(c), 'jql') ?? '';
    return c.json({ count: withJqlErrors(() => store.search.count(bounded(jql), searcherOf(c))) });
  });

  app.on(['GET', 'POST'], '/search', () => {
    throw jiraError(410, [
      'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
    ]);
  });

  function search(c: JiraContext, { jql, maxResults, nextPageToken, ...wanted }: SearchInput) {
    const isBrief = wanted.fields.every((name) => name === 'id' || name === 'key');
    const startAt = readPageToken(nextPageToken, jql);
    const size = readPageSize(maxResults, isBrief ? MAX_PAGE : MAX_PAGE_WITH_FIELDS);
    const fields = wantedFields(store, wanted.fields, 'id');
    const expand = readExpand(c, wanted.expand, KNOWN_EXPANDS);
    const { ids, hasMore } = withJqlErrors(() =>
      store.search.page(bounded(jql), searcherOf(c), { startAt, maxResults: size }),
    );
    const inIssue = new Set([...expand].filter((name) => name !== 'names' && name !== 'schema'));
    const isIdsOnly = wanted.fields.length === 0 && inIssue.size === 0 && wanted.properties.length === 0;
    return {
      issues: isIdsOnly
        ? ids.map((id) => ({ id: String(id) }))
        : store.table
            .list(ids)
            .map((issue) => issueAnswer(c, deps, issue, fields, inIssue, wanted.properties)),
      ...(expand.has('names') ? { names: namesOf(fields) } : {}),
      ...(expand.has('schema') ? { schema: schemaOf(fields) } : {}),
      ...(hasMore ? { nextPageToken: pageToken(startAt + size, jql) } : {}),
      isLast: !hasMore,
    };
  }
}

/** @throws {ProductError} 400 for queries that restrict nothing */
function bounded(jql: string): JqlTree {
  const tree = withJqlErrors(() => parseJql(jql));
  if (tree.where !== undefined) return tree;
  throw jiraError(400, [
    'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
  ]);
}

/** Belongs to one query: with another, its place would be anywhere. */
function pageToken(startAt: number, jql: string): string {
  return Buffer.from(`${startAt}:${digestOf(jql)}`).toString('base64url');
}

function readPageToken(token: string | undefined, jql: string): number {
  if (token === undefined) return 0;
  const [, startAt, digest] =
    /^(\d{1,9}):(.+)$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? [];
  if (startAt === undefined || digest !== digestOf(jql)) {
    throw jiraError(400, ['The provided next page token is invalid or expired.']);
  }
  return Number(startAt);
}

function digestOf(jql: string): string {
  return createHash('sha256').update(jql).digest('base64url').slice(0, 8);
}

function readPageSize(maxResults: unknown, most: number): number {
  const size = Number(maxResults ?? DEFAULT_PAGE);
  if (!Number.isInteger(size) || size < 1) throw jiraError(400, ['maxResults must be a positive number.']);
  return Math.min(size, most);
}
