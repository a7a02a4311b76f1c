import type { Hono } from 'hono';
import { changeJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { findIssue, issueContext, type JiraRestDeps, readRange, readRecord, versionOf } from './shared.ts';

/** What was changed in an issue, the oldest change first. */
export function addChangelogRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.get('/issue/:idOrKey/changelog', (c) => {
    const issue = findIssue(c, deps);
    const { startAt, maxResults } = readRange(c, [], { usual: 100, most: 100 });
    const { total, changes } = store.changelog.page(issue.id, startAt, maxResults);
    const self = `${host.baseUrl}/rest/api/${versionOf(c)}/issue/${issue.key}/changelog`;
    const next = startAt + changes.length;
    return c.json({
      self: `${self}?maxResults=${maxResults}&startAt=${startAt}`,
      ...(next < total ? { nextPage: `${self}?maxResults=${maxResults}&startAt=${next}` } : {}),
      maxResults,
      startAt,
      total,
      isLast: next >= total,
      values: changes.map((change) => changeJson(change, issueContext(c, deps))),
    });
  });

  app.post('/issue/:idOrKey/changelog/list', async (c) => {
    const { changelogIds } = await readRecord(c);
    if (!Array.isArray(changelogIds) || !changelogIds.every((id) => Number.isInteger(id))) {
      throw jiraError(400, ['changelogIds must be a list of numbers.']);
    }
    const issue = findIssue(c, deps);
    const changes = store.changelog.list(issue.id, changelogIds.map(Number));
    return c.json({
      startAt: 0,
      maxResults: changes.length,
      total: changes.length,
      histories: changes.map((change) => changeJson(change, issueContext(c, deps))),
    });
  });
}
