import type { Context } from 'hono';
import type { Caller } from '../../auth/authenticate.ts';
import type { InputContext } from '../../jira/issue-input.ts';
import type { JiraStore } from '../../jira/jira-store.ts';
import type { JqlQuery } from '../../jira/jql.ts';
import type { JsonContext } from '../../jira/json.ts';
import type { Issue } from '../../jira/types.ts';
import { appAccountId, type People } from '../../people/people.ts';
import { jiraError } from '../../product-error.ts';
import type { HostProduct } from '../../site.ts';
import type { InstanceEnv } from '../env.ts';

export interface JiraRestDeps {
  readonly host: HostProduct;
  readonly store: JiraStore;
  readonly people: People;
  /** @param accountId the account behind `currentUser()` */
  readonly parseJql: (text: string, accountId: string | null) => JqlQuery;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type JiraContext = Context<InstanceEnv>;

/** The account that a change is attributed to: an add-on acts as its app user. */
export function actorOf(c: JiraContext): string | null {
  return accountOf(c.get('caller'));
}

function accountOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'addon':
      return appAccountId(caller.installation.descriptor.key);
    case 'person':
      return caller.person.accountId;
    case 'anonymous':
      return null;
    default:
      return caller satisfies never;
  }
}

/** @throws {ProductError} 404 */
export function findIssue(c: JiraContext, { store }: JiraRestDeps): Issue {
  const issue = store.issue(c.req.param('idOrKey') ?? '');
  if (issue !== undefined) return issue;
  throw jiraError(404, ['Issue does not exist or you do not have permission to see it.']);
}

export function jsonContext(c: JiraContext, { host, people, store }: JiraRestDeps): JsonContext {
  return {
    baseUrl: host.baseUrl,
    apiVersion: versionOf(c),
    person: (accountId) => people.find(accountId),
    project: (key) => store.project(key),
  };
}

export function inputContext(
  c: JiraContext,
  { people, store }: JiraRestDeps,
  mayNameProject: boolean,
): InputContext {
  return {
    mayNameProject,
    apiVersion: versionOf(c),
    project: (idOrKey) => store.project(idOrKey),
    hasPerson: (accountId) => people.find(accountId) !== undefined,
  };
}

/** `latest` is version 2, as in Jira. */
export function versionOf(c: JiraContext): '2' | '3' {
  return c.req.path.startsWith('/rest/api/3/') ? '3' : '2';
}

/** @throws {ProductError} 400 */
export async function readJson(c: JiraContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw jiraError(400, ['There was an error parsing JSON. Check that your request body is valid.']);
  }
}

/** Lists come comma-separated, repeated, or both. */
export function splitList(values: readonly string[] | undefined): readonly string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

export interface ListPage<T> {
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
  readonly values: readonly T[];
}

/**
 * The part of a list that `startAt` and `maxResults` ask for; at most 50 unless asked for, and 100 in any case.
 * @param honoured further query parameters that the operation has looked at
 * @throws {ProductError} 400 for what is no number
 */
export function pageOf<T>(
  c: JiraContext,
  items: readonly T[],
  honoured: readonly string[] = [],
): ListPage<T> {
  c.set('honoured', ['startAt', 'maxResults', ...honoured]);
  const startAt = readCount(c, 'startAt', 0);
  const maxResults = Math.min(readCount(c, 'maxResults', 50), 100);
  return { startAt, maxResults, total: items.length, values: items.slice(startAt, startAt + maxResults) };
}

function readCount(c: JiraContext, name: string, otherwise: number): number {
  const text = c.req.query(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw jiraError(400, [`${name} must be a number.`]);
  return Number(text);
}
