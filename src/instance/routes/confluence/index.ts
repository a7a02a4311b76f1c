import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { addDownloadRoutes } from './download.ts';
import type { ConfluenceRestDeps } from './shared.ts';
import { createConfluenceV1 } from './v1/index.ts';
import { createConfluenceV2 } from './v2/index.ts';

/** Both versions of Confluence's REST API, as far as they are emulated, below `/wiki`. */
export function createConfluenceRest(deps: ConfluenceRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.route('/rest/api', createConfluenceV1(deps));
  app.route('/api/v2', createConfluenceV2(deps));
  addDownloadRoutes(app, deps);
  return app;
}
