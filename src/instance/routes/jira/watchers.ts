import type { Hono } from 'hono';
import type { PeopleOfIssue } from '../../jira/issues/watchers.ts';
import { personOf } from '../../jira/json.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  authorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  requirePermission,
  versionOf,
} from './shared.ts';

/** Who follows an issue, and who has voted for it. */
export function addWatcherRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, people, store } = deps;

  app.get('/issue/:idOrKey/watchers', (c) => {
    const issue = findIssue(c, deps);
    const { self, isIn, list } = setOf(c, issue, store.watchers, 'watchers');
    return c.json({ self, isWatching: isIn, watchCount: list.length, watchers: list });
  });

  app.post('/issue/:idOrKey/watchers', async (c) => {
    const text = await c.req.text();
    const issue = findIssue(c, deps);
    const accountId = text.trim() === '' ? authorOf(c) : readAccount(text);
    if (accountId !== actorOf(c)) requirePermission(c, deps, issue, 'MANAGE_WATCHERS');
    requirePerson(accountId);
    store.watchers.add(issue.id, accountId);
    return c.body(null, 204);
  });

  app.delete('/issue/:idOrKey/watchers', (c) => {
    c.set('honoured', ['accountId']);
    const issue = findIssue(c, deps);
    const accountId = c.req.query('accountId');
    if (accountId === undefined)
      throw jiraError(400, ["Either the 'accountId' or the 'username' parameter is required."]);
    if (accountId !== actorOf(c)) requirePermission(c, deps, issue, 'MANAGE_WATCHERS');
    requirePerson(accountId);
    store.watchers.remove(issue.id, accountId);
    return c.body(null, 204);
  });

  app.get('/issue/:idOrKey/votes', (c) => {
    const { self, isIn, list } = setOf(c, findIssue(c, deps), store.voters, 'votes');
    return c.json({ self, votes: list.length, hasVoted: isIn, voters: list });
  });

  app.post('/issue/:idOrKey/votes', (c) => {
    const issue = findIssue(c, deps);
    const account = authorOf(c);
    if (issue.reporterAccountId === account) {
      throw jiraError(404, ['You cannot vote for an issue you have reported.']);
    }
    if (issue.resolutionId !== null) {
      throw jiraError(404, ['You cannot vote for an issue that has been resolved.']);
    }
    store.voters.add(issue.id, account);
    return c.body(null, 204);
  });

  app.delete('/issue/:idOrKey/votes', (c) => {
    store.voters.remove(findIssue(c, deps).id, authorOf(c));
    return c.body(null, 204);
  });

  function setOf(c: JiraContext, { id, key }: Issue, set: PeopleOfIssue, name: string) {
    const context = issueContext(c, deps);
    return {
      self: `${host.baseUrl}/rest/api/${versionOf(c)}/issue/${key}/${name}`,
      isIn: set.has(id, actorOf(c)),
      list: set.list(id).flatMap((account) => personOf(account, context) ?? []),
    };
  }

  function requirePerson(accountId: string): void {
    if (people.find(accountId) !== undefined) return;
    throw jiraError(404, [`The user with account id '${accountId}' does not exist.`]);
  }
}

/** The body is a JSON text. @throws {ProductError} 400 */
function readAccount(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return value;
  } catch {
    // Said below.
  }
  throw jiraError(400, ['There was an error parsing JSON. Check that your request body is valid.']);
}
