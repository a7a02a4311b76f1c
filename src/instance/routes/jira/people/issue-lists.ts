import type { Hono } from 'hono';
import { highlighted } from '../../../jira/json/user-json.ts';
import type { Issue } from '../../../jira/types.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { withJqlErrors } from '../jql-errors.ts';
import {
  actorOf,
  type JiraContext,
  type JiraRestDeps,
  readRecord,
  searcherOf,
  visibleIssue,
} from '../shared.ts';

const MOST_PICKED = 20;

/** Issues for pickers, and whether one watches them. */
export function addIssueListRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/issue/watching', async (c) => {
    const { issueIds } = await readRecord(c);
    if (!Array.isArray(issueIds)) throw jiraError(400, ['issueIds must be a list.']);
    const account = actorOf(c);
    const isWatching = (id: string) => {
      const issue = visibleIssue(c, deps, id);
      return issue?.id === id && store.watchers.has(id, account);
    };
    return c.json({
      issuesIsWatching: Object.fromEntries(issueIds.map(String).map((id) => [id, isWatching(id)])),
    });
  });

  app.get('/issue/picker', (c) => {
    c.set('honoured', [
      ...['query', 'currentJQL', 'currentIssueKey', 'currentProjectId', 'showSubTasks'],
      'showSubTaskParent',
    ]);
    const query = (c.req.query('query') ?? '').trim();
    const jql = c.req.query('currentJQL');
    const found = query === '' || jql === undefined ? [] : matching(c, query, jql);
    return c.json({
      sections: [
        section('hs', 'History Search', query === '' ? [] : matching(c, query, ''), query),
        ...(jql === undefined
          ? []
          : [{ ...section('cs', 'Current Search', found, query), sub: subOf(found) }]),
      ],
    });
  });

  function matching(c: JiraContext, query: string, jql: string): readonly Issue[] {
    const words = query.toLowerCase();
    const [key, project] = [c.req.query('currentIssueKey'), c.req.query('currentProjectId')];
    const isWithSubtasks = c.req.query('showSubTasks') !== 'false';
    const { ids } = withJqlErrors(() => store.search.page(jql, searcherOf(c), { maxResults: 1000 }));
    return store.table
      .list(ids)
      .filter(
        (issue) =>
          (issue.summary.toLowerCase().includes(words) || issue.key.toLowerCase().startsWith(words)) &&
          issue.key !== key &&
          (project === undefined || issue.projectId === project) &&
          (isWithSubtasks || issue.parentId === null),
      )
      .slice(0, MOST_PICKED);
  }

  function section(id: string, label: string, issues: readonly Issue[], query: string) {
    return {
      label,
      ...(issues.length > 0 ? { sub: subOf(issues) } : { msg: 'No matches found' }),
      id,
      issues: issues.map((issue) => ({
        id: Number(issue.id),
        key: issue.key,
        keyHtml: highlighted(issue.key, query, 'b'),
        img: `/_connect-kit/assets/icons/${iconOf(issue)}.svg`,
        summary: highlighted(issue.summary, query, 'b'),
        summaryText: issue.summary,
      })),
    };
  }

  function iconOf({ issueTypeId }: Issue): string {
    return store.configuration.issueTypes.find(({ id }) => id === issueTypeId)?.icon ?? 'task';
  }
}

function subOf(issues: readonly Issue[]): string {
  return `Showing ${issues.length} matching issues`;
}
