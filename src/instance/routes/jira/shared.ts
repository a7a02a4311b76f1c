import type { Context } from 'hono';
import { isRecord, parseJson } from '../../../core/json.ts';
import type { InstallationStore } from '../../addons/installation.ts';
import type { Caller } from '../../auth/authenticate.ts';
import type { Confluence } from '../../confluence/confluence.ts';
import type { Sprint } from '../../jira/agile/types.ts';
import type { JiraStore } from '../../jira/jira-store.ts';
import type { IssueJsonContext } from '../../jira/json/issue-context.ts';
import type { ProjectPermission } from '../../jira/permissions.ts';
import type { Searcher } from '../../jira/search.ts';
import type { Issue } from '../../jira/types.ts';
import { appAccountId, type People } from '../../people/people.ts';
import { jiraError } from '../../product-error.ts';
import type { HostProduct } from '../../site.ts';
import type { Webhooks } from '../../webhooks/webhooks.ts';
import type { InstanceEnv } from '../env.ts';
import { explain } from '../explanation.ts';

export interface JiraRestDeps {
  readonly host: HostProduct;
  readonly store: JiraStore;
  readonly people: People;
  readonly webhooks: Webhooks;
  readonly installations: InstallationStore;
  /** Tells Confluence, whose groups are the same. */
  readonly groupChanged: Confluence['groupChanged'];
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

export function searcherOf(c: JiraContext): Searcher {
  return { accountId: actorOf(c) };
}

/** The account of whoever writes something. @throws {ProductError} 401 for an anonymous visitor */
export function authorOf(c: JiraContext): string {
  const author = actorOf(c);
  if (author === null) throw jiraError(401, ['You do not have the permission to do this. Please log in.']);
  return author;
}

/**
 * The issue of the path, where the caller may see it.
 * @throws {ProductError} 404, whether it is not there or not seen
 */
export function findIssue(c: JiraContext, deps: JiraRestDeps, idOrKey = c.req.param('idOrKey') ?? ''): Issue {
  const issue = visibleIssue(c, deps, idOrKey);
  if (issue !== undefined) return issue;
  throw jiraError(404, ['Issue does not exist or you do not have permission to see it.']);
}

/** Undefined where it is not there or not seen. */
export function visibleIssue(c: JiraContext, { store }: JiraRestDeps, idOrKey: string): Issue | undefined {
  const issue = store.issue(idOrKey);
  const isSeen = issue !== undefined && store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', issue.projectId);
  return isSeen ? issue : undefined;
}

/** Undefined where it is not there or not seen. */
export function visibleSprint(c: JiraContext, { store }: JiraRestDeps, id: number): Sprint | undefined {
  const sprint = store.agile.sprints.find(id);
  return sprint !== undefined && store.agile.maySeeSprint(actorOf(c), sprint) ? sprint : undefined;
}

/** @throws {ProductError} 403 with Jira's message where the caller lacks the permission in the issue's project */
export function requirePermission(
  c: JiraContext,
  { store }: JiraRestDeps,
  { projectId }: Pick<Issue, 'projectId'>,
  permission: ProjectPermission,
): void {
  if (store.permissions.may(actorOf(c), permission, projectId)) return;
  throw jiraError(403, [REFUSALS[permission] ?? 'You do not have the permission to do this.']);
}

const REFUSALS: Readonly<Partial<Record<ProjectPermission, string>>> = {
  CREATE_ISSUES: 'You do not have permission to create issues in this project.',
  EDIT_ISSUES: 'You do not have permission to edit issues in this project.',
  DELETE_ISSUES: 'You do not have permission to delete issues in this project.',
  ASSIGN_ISSUES: 'You do not have permission to assign issues.',
  SCHEDULE_ISSUES: 'You do not have permission to schedule issues in this project.',
  LINK_ISSUES: 'No Link Issue Permission for issue.',
  CREATE_ATTACHMENTS: 'You do not have permission to create attachments for this issue.',
  TRANSITION_ISSUES: 'You do not have permission to transition this issue.',
};

export function issueContext(c: JiraContext, { host, people, store }: JiraRestDeps): IssueJsonContext {
  const accountId = actorOf(c);
  return {
    baseUrl: host.baseUrl,
    apiVersion: versionOf(c),
    person: (account) => people.find(account),
    store,
    accountId,
    viewer: store.permissions.levels(accountId),
  };
}

/** `latest` is version 2, as in Jira. */
export function versionOf(c: JiraContext): '2' | '3' {
  return c.req.path.startsWith('/rest/api/3/') ? '3' : '2';
}

/** @throws {ProductError} 400 */
export async function readJson(c: JiraContext): Promise<unknown> {
  try {
    return parseJson(await c.req.text());
  } catch {
    throw jiraError(400, ['There was an error parsing JSON. Check that your request body is valid.']);
  }
}

/** @throws {ProductError} 400 for what is no object */
export async function readRecord(c: JiraContext): Promise<Readonly<Record<string, unknown>>> {
  const body = await readJson(c);
  if (isRecord(body)) return body;
  throw jiraError(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
}

/** Lists come comma-separated, repeated, or both. */
export function splitList(values: readonly string[] | undefined): readonly string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

/** The texts of a list in a body; also those of a comma-separated text, which Jira takes as well. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return splitList([value]);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Says what the operation did not do of what it was asked for. */
export function explainIgnored(c: JiraContext, what: readonly string[]): void {
  if (what.length > 0) explain(c, `Not emulated, so ignored: ${what.join(', ')}.`);
}

/** What `expand` asks for. Says of what there is not that it is ignored. */
export function readExpand(
  c: JiraContext,
  given: readonly string[],
  known: readonly string[],
): ReadonlySet<string> {
  explainIgnored(
    c,
    given.filter((name) => !known.includes(name)).map((name) => `expand=${name}`),
  );
  return new Set(given);
}

export interface PageRange {
  readonly startAt: number;
  readonly maxResults: number;
}

export interface ListPage<T> extends PageRange {
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
  const { startAt, maxResults } = readRange(c, honoured);
  return { startAt, maxResults, total: items.length, values: items.slice(startAt, startAt + maxResults) };
}

/** @throws {ProductError} 400 for what is no number */
export function readRange(
  c: JiraContext,
  honoured: readonly string[] = [],
  { usual = 50, most = 100 } = {},
): PageRange {
  c.set('honoured', ['startAt', 'maxResults', ...honoured]);
  return {
    startAt: readCount(c, 'startAt', 0),
    maxResults: Math.min(readCount(c, 'maxResults', usual), most),
  };
}

function readCount(c: JiraContext, name: string, otherwise: number): number {
  const text = c.req.query(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw jiraError(400, [`${name} must be a number.`]);
  return Number(text);
}
