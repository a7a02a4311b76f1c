import type { Hono } from 'hono';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { issueContext, type JiraContext, type JiraRestDeps, splitList, visibleIssue } from '../shared.ts';

const MOST_WORKLOGS = 1000;
/** What has changed only just now is told of later. */
const SETTLING_MS = 60_000;

/** Which worklogs were changed and deleted since when, for those who keep a copy of them. */
export function addWorklogChangeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, host } = deps;

  app.get('/worklog/updated', (c) => {
    const { viewer } = issueContext(c, deps);
    const expand = splitList(c.req.queries('expand'));
    const rows = store.worklogChanges('updated', sinceOf(c), deps.now() - SETTLING_MS, MOST_WORKLOGS);
    const seen = rows.filter(({ id }) => {
      const worklog = store.worklogs.find(id, viewer);
      return worklog !== undefined && visibleIssue(c, deps, worklog.issueId) !== undefined;
    });
    return c.json(changedWorklogs(c, 'updated', rows, seen, expand.includes('properties')));
  });

  app.get('/worklog/deleted', (c) => {
    const rows = store.worklogChanges('deleted', sinceOf(c), deps.now() - SETTLING_MS, MOST_WORKLOGS);
    return c.json(changedWorklogs(c, 'deleted', rows, rows, false));
  });

  function changedWorklogs(
    c: JiraContext,
    what: 'updated' | 'deleted',
    page: readonly { readonly id: string; readonly at: number }[],
    shown: typeof page,
    isWithProperties: boolean,
  ) {
    const since = sinceOf(c);
    const until = page.at(-1)?.at ?? since;
    const address = (from: number) => `${host.baseUrl}/rest/api/3/worklog/${what}?since=${from}`;
    const isLast = page.length < MOST_WORKLOGS;
    return {
      values: shown.map(({ id, at }) => ({
        worklogId: Number(id),
        updatedTime: at,
        properties: isWithProperties ? propertiesOf(id) : [],
      })),
      since,
      until,
      self: address(since),
      ...(isLast ? {} : { nextPage: address(until) }),
      lastPage: isLast,
    };
  }

  function propertiesOf(id: string) {
    const entity = { type: 'worklog', id };
    return store.properties.keys(entity).flatMap((key) => store.properties.find(entity, key) ?? []);
  }
}

/** @throws {ProductError} 400 */
function sinceOf(c: JiraContext): number {
  c.set('honoured', ['since', 'expand']);
  const since = c.req.query('since') ?? '0';
  if (!/^\d{1,15}$/.test(since)) throw jiraError(400, ['since must be a number.']);
  return Number(since);
}
