import type { Hono } from 'hono';
import { isRecord } from '../../../../core/json.ts';
import { itemEntity } from '../../../jira/access/dashboards.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { addPropertyRoutes } from '../properties.ts';
import type { JiraRestDeps } from '../shared.ts';
import { findDashboard, mayEditDashboard } from './dashboard-shared.ts';

/** What add-ons keep with their items on dashboards. */
export function addDashboardItemRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const { properties } = store;

  addPropertyRoutes(
    app,
    { host, properties },
    {
      path: '/dashboard/:dashboardId/items/:itemId/properties',
      find: (c, access) => {
        const dashboard = findDashboard(c, deps, c.req.param('dashboardId') ?? '');
        const gadget = store.dashboards.gadget(dashboard.id, c.req.param('itemId') ?? '');
        if (gadget === undefined) throw jiraError(404, ['The dashboard item was not found.']);
        if (access === 'write' && !mayEditDashboard(c, deps, dashboard)) {
          throw jiraError(403, ['You do not have permission to change this dashboard.']);
        }
        return itemEntity(gadget);
      },
      set: (_c, entity, key, value) => {
        const [dashboardId = '', itemId = ''] = entity.id.split('/');
        const isOld = store.dashboards.gadget(dashboardId, itemId)?.moduleKey === undefined;
        if (isOld && key === 'config' && !isTexts(value)) {
          throw jiraError(400, [
            'The JSON data provided for the property has too many levels. It must be an object with all keys and values as strings.',
          ]);
        }
        return properties.set(entity, key, value);
      },
    },
  );
}

function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}
