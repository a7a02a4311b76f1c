import { Hono } from 'hono';
import type { Services } from '../../services.ts';
import { renderTrafficPage } from '../../ui/traffic-page.ts';
import type { InstanceEnv } from '../env.ts';
import { addAddonPages } from './addon-pages.ts';
import { addConfluencePages } from './confluence-pages.ts';
import { addJiraPages } from './jira-pages.ts';
import { createPageKit } from './page-kit.ts';
import { addSignInPages } from './sign-in-pages.ts';

/** The site's pages, and those of the dev instance itself. */
export function createPages(services: Services): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  const kit = createPageKit(services);
  addJiraPages(app, kit);
  addConfluencePages(app, kit);
  addAddonPages(app, kit);
  addSignInPages(app, kit);
  app.get('/_connect-kit', (c) => kit.page(c, renderTrafficPage));
  return app;
}
