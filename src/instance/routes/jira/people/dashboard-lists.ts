import type { Hono } from 'hono';
import type { Dashboard } from '../../../jira/access/dashboards.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRange } from '../shared.ts';
import { dashboardJson, visibleDashboard } from './dashboard-shared.ts';
import { readExpands } from './filter-search.ts';
import { comparison, sharedWith } from './shareable-search.ts';
import { pageBean, refuseOldNames } from './shared.ts';

const EXPANDABLE = [
  ...['description', 'owner', 'viewUrl', 'favourite', 'favouritedCount', 'sharePermissions'],
  ...['editPermissions', 'isWritable'],
];

/** The dashboards that somebody sees. */
export function addDashboardListRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, host } = deps;
  const { dashboards, shares } = store;

  app.get('/dashboard', (c) => {
    const filter = c.req.query('filter');
    const account = actorOf(c);
    const found = seen(c).filter(
      ({ id, ownerAccountId }) =>
        (filter !== 'my' || ownerAccountId === account) &&
        (filter !== 'favourite' || shares.isFavourite('dashboard', id, account)),
    );
    const { startAt, maxResults } = readRange(c, ['filter'], { usual: 20 });
    const at = (start: number) => `${host.baseUrl}${c.req.path}?startAt=${start}&maxResults=${maxResults}`;
    const end = startAt + maxResults;
    return c.json({
      startAt,
      maxResults,
      total: found.length,
      ...(startAt > 0 ? { prev: at(Math.max(0, startAt - maxResults)) } : {}),
      ...(maxResults > 0 && end < found.length ? { next: at(end) } : {}),
      dashboards: found.slice(startAt, end).map((one) => dashboardJson(c, deps, one)),
    });
  });

  app.get('/dashboard/search', (c) => {
    refuseOldNames(c, ['owner']);
    readExpands(c, EXPANDABLE);
    const [name, account] = [c.req.query('dashboardName')?.toLowerCase(), c.req.query('accountId')];
    const isShared = sharedWith(c, deps, 'dashboard');
    const isActive = (c.req.query('status') ?? 'active') === 'active';
    const found = seen(c)
      .filter(
        (dashboard) =>
          isActive &&
          (name === undefined || dashboard.name.toLowerCase().includes(name)) &&
          (account === undefined || dashboard.ownerAccountId === account) &&
          isShared(dashboard),
      )
      .toSorted(orderOf(c));
    return c.json(
      pageBean(c, deps, found, (dashboard) => dashboardJson(c, deps, dashboard), {
        honoured: [
          ...['dashboardName', 'accountId', 'groupname', 'groupId', 'projectId', 'orderBy', 'status'],
          'expand',
        ],
      }),
    );
  });

  function seen(c: JiraContext): readonly Dashboard[] {
    return dashboards.list().filter(({ id }) => visibleDashboard(c, deps, id) !== undefined);
  }

  function orderOf(c: JiraContext): (a: Dashboard, b: Dashboard) => number {
    const popularity = ({ id }: Dashboard) => shares.popularity('dashboard', id);
    const favourite = ({ id }: Dashboard) => Number(!shares.isFavourite('dashboard', id, actorOf(c)));
    return comparison<Dashboard>(c, {
      name: ({ name }) => name.toLowerCase(),
      id: ({ id }) => Number(id),
      description: ({ description }) => description.toLowerCase(),
      owner: ({ ownerAccountId }) => deps.people.find(ownerAccountId)?.displayName ?? '',
      favorite_count: popularity,
      favourite_count: popularity,
      is_favorite: favourite,
      is_favourite: favourite,
    });
  }
}
