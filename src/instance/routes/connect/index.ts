import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { addAddonRoutes } from './addons.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { addDynamicModuleRoutes } from './dynamic-modules.ts';
import { addPropertyRoutes } from './properties.ts';

/**
 * What Connect itself answers add-ons, below `{product}/rest/atlassian-connect/1`.
 * @see https://developer.atlassian.com/platform/marketplace/license-api-for-cloud-apps
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-app-properties/
 */
export function createConnectRest(deps: ConnectDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  addAddonRoutes(app, deps);
  addPropertyRoutes(app, deps);
  addDynamicModuleRoutes(app, deps);
  return app;
}
