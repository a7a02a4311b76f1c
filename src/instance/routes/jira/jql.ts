import type { Hono } from 'hono';
import { createFunctions } from '../../jira/jql/functions.ts';
import { JqlError, parseJql } from '../../jira/jql.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { jqlStructure } from './jql-structure.ts';
import { type JiraContext, type JiraRestDeps, readRecord, searcherOf, visibleIssue } from './shared.ts';

const MAX_QUERIES = 100;
const MAX_MATCHES = 1000;
const RESERVED_WORDS = [
  'and',
  'asc',
  'by',
  'changed',
  'desc',
  'empty',
  'in',
  'is',
  'not',
  'null',
  'or',
  'order',
  'was',
];
const LIST_TYPES = { date: 'java.util.Date', user: 'com.atlassian.jira.user.ApplicationUser' } as const;

/** Reading queries, and what they can be made of. */
export function addJqlRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/jql/parse', async (c) => {
    c.set('honoured', ['validation']);
    const queries = readList((await readRecord(c))['queries'], 'queries', MAX_QUERIES).map(String);
    const validation = c.req.query('validation') ?? 'strict';
    return c.json({ queries: queries.map((query) => parsed(c, query, validation)) });
  });

  app.post('/jql/match', async (c) => {
    const body = await readRecord(c);
    const jqls = readList(body['jqls'], 'jqls', MAX_QUERIES).map(String);
    const issueIds = readList(body['issueIds'], 'issueIds', MAX_MATCHES).map(Number);
    const seen = issueIds.filter((id) => visibleIssue(c, deps, String(id)) !== undefined);
    return c.json({ matches: jqls.map((jql) => matched(c, jql, seen)) });
  });

  app.get('/jql/autocompletedata', (c) => {
    const fields = store.search.fields.list().map((field) => {
      const [value = ''] = field.names;
      return {
        value: /^[\w.]+$/.test(value) ? value : `"${value}"`,
        displayName: field.cfid === undefined ? value : `${value} - ${field.cfid}`,
        ...(field.sort === undefined ? {} : { orderable: 'true' }),
        ...(field.operators.length === 0 ? {} : { searchable: 'true' }),
        ...(field.cfid === undefined ? {} : { cfid: field.cfid }),
        operators:
          field.history === undefined
            ? field.operators
            : [...field.operators, 'was', 'was in', 'was not', 'was not in', 'changed'],
        types: [field.type],
      };
    });
    const functions = [...createFunctions().values()].map(({ name, isList, kind }) => ({
      value: `${name}()`,
      displayName: `${name}()`,
      ...(isList ? { isList: 'true' } : {}),
      types: [kind === 'date' || kind === 'user' ? LIST_TYPES[kind] : 'com.atlassian.jira.issue.Issue'],
    }));
    return c.json({
      visibleFieldNames: fields,
      visibleFunctionNames: functions,
      jqlReservedWords: RESERVED_WORDS,
    });
  });

  function parsed(c: JiraContext, query: string, validation: string) {
    try {
      const structure = jqlStructure(parseJql(query));
      const problem =
        validation === 'none' ? undefined : problemOf(() => store.search.compile(query, searcherOf(c)));
      if (problem === undefined) return { query, structure };
      return validation === 'warn' ? { query, structure, warnings: [problem] } : { query, errors: [problem] };
    } catch (error) {
      if (error instanceof JqlError) return { query, errors: [error.message] };
      throw error;
    }
  }

  function matched(c: JiraContext, jql: string, issueIds: readonly number[]) {
    try {
      return { matchedIssues: store.search.matches(jql, issueIds, searcherOf(c)), errors: [] };
    } catch (error) {
      if (error instanceof JqlError) return { matchedIssues: [], errors: [error.message] };
      throw error;
    }
  }
}

function problemOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof JqlError) return error.message;
    throw error;
  }
}

function readList(value: unknown, name: string, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw jiraError(400, [`${name} must be a list.`]);
  if (value.length > most) throw jiraError(400, [`${name} can have at most ${most} entries.`]);
  return value;
}
