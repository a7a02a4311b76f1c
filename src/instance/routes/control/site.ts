import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import { isSiteName } from '../../site.ts';
import { announceImport, announceName } from '../../tenant/announce.ts';
import type { InstanceEnv } from '../env.ts';
import { type ControlOptions, readBody, siteControlOf } from './shared.ts';

/** What happens to a whole site in production, and rarely on the desk of a developer. */
export function addSiteRoutes(app: Hono<InstanceEnv>, services: Services, options: ControlOptions): void {
  const { site, installKeys } = services;

  app.post('/rotate-keys', async (c) => {
    const { kid } = await installKeys.rotate();
    return c.json({ version: 1, kid });
  });

  app.post('/rename', async (c) => {
    const body = await readBody(c);
    const name = stringAt(body, 'name');
    const port = body['port'] ?? 0;
    if (name !== undefined && !isSiteName(name)) {
      throw new ProductError(400, { message: 'name must be letters, digits and hyphens.' });
    }
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new ProductError(400, { message: 'port must be a number up to 65535, or 0.' });
    }
    const before = site.origin;
    await siteControlOf(options).moveTo(port);
    const addons = await announceName(services, name);
    return c.json({ version: 1, site: site.name, before, origin: site.origin, addons });
  });

  app.post('/import-site', async (c) => {
    const addons = await announceImport(services);
    const { jira, confluence } = site.products;
    return c.json({
      version: 1,
      site: site.name,
      clientKeys: { jira: jira.clientKey, confluence: confluence.clientKey },
      addons,
    });
  });
}
