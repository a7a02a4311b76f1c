import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { Dashboard } from '../../../jira/access/dashboards.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, authorOf, type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { dashboardJson, findDashboard, findOwnDashboard, visibleDashboard } from './dashboard-shared.ts';
import { readShares } from './share-input.ts';
import { isAdmin } from './shared.ts';

/**
 * Dashboards.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/
 */
export function addDashboardRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { dashboards } = deps.store;

  app.post('/dashboard', async (c) => {
    c.set('honoured', ['extendAdminPermissions']);
    const input = readDashboard(c, await readRecord(c));
    return c.json(dashboardJson(c, deps, dashboards.add({ ...input, ownerAccountId: authorOf(c) })));
  });

  app.get('/dashboard/:id', (c) => c.json(dashboardJson(c, deps, findDashboard(c, deps, c.req.param('id')))));

  app.put('/dashboard/:id', async (c) => {
    c.set('honoured', ['extendAdminPermissions']);
    const body = await readRecord(c);
    const dashboard = findOwnDashboard(c, deps, c.req.param('id'));
    const input = readDashboard(c, body, dashboard);
    return c.json(dashboardJson(c, deps, dashboards.update(dashboard, input)));
  });

  app.delete('/dashboard/:id', (c) => {
    const dashboard = visibleDashboard(c, deps, c.req.param('id'));
    const isOwn = dashboard?.ownerAccountId === actorOf(c);
    if (dashboard === undefined || dashboard.ownerAccountId === null || !(isOwn || isAdmin(c, deps))) {
      throw jiraError(400, ['The dashboard does not exist, or it is not owned by you.']);
    }
    dashboards.remove(dashboard);
    return c.body(null, 204);
  });

  app.post('/dashboard/:id/copy', async (c) => {
    c.set('honoured', ['extendAdminPermissions']);
    const body = await readRecord(c);
    const dashboard = findDashboard(c, deps, c.req.param('id'));
    const input = readDashboard(c, { name: `Copy of ${dashboard.name}`, ...body });
    const copied = dashboards.copy(dashboard, { ...input, ownerAccountId: authorOf(c) });
    return c.json(dashboardJson(c, deps, copied));
  });

  /** @throws {ProductError} 400 */
  function readDashboard(
    c: JiraContext,
    body: Readonly<Record<string, unknown>>,
    { id, ownerAccountId }: Partial<Dashboard> = {},
  ) {
    const name = stringAt(body, 'name')?.trim() ?? '';
    if (name === '')
      throw jiraError(400, [], { portalPageName: 'You must specify a name for the dashboard.' });
    if (dashboards.isNameTaken(ownerAccountId ?? authorOf(c), name, id)) {
      throw jiraError(400, [], { portalPageName: 'A dashboard with this name already exists.' });
    }
    return {
      name,
      description: stringAt(body, 'description') ?? '',
      viewers: readShares(c, deps, body['sharePermissions']),
      editors: readShares(c, deps, body['editPermissions']),
    };
  }
}
