import type { Hono } from 'hono';
import { PRODUCTS } from '../../../catalog/products.ts';
import type { Installation } from '../../addons/installation.ts';
import { licenceStateOf } from '../../addons/licence.ts';
import type { Services } from '../../services.ts';
import { isOutdated } from '../../tenant/announce.ts';
import type { InstanceEnv } from '../env.ts';
import type { ControlOptions } from './shared.ts';

export function addStatusRoutes(
  app: Hono<InstanceEnv>,
  { site, installations, faults }: Services,
  options: ControlOptions,
): void {
  app.get('/status', (c) =>
    c.json({
      version: 1,
      site: site.name,
      origin: site.origin,
      keysUrl: `${site.origin}/install-keys`,
      oauth2Url: `${site.origin}/oauth2/token`,
      products: PRODUCTS.map((product) => site.products[product]),
      addons: installations.list().map(addonStatus),
      faults: faults.list(),
    }),
  );

  app.post('/stop', (c) => {
    // Answered first, so that whoever asked learns of it.
    setImmediate(options.requestStop);
    return c.json({ version: 1, stopping: true });
  });

  function addonStatus(installation: Installation) {
    const { product, descriptor, descriptorUrl, isEnabled } = installation;
    const { key, name, baseUrl } = descriptor;
    return {
      ...{ product, key, name: name ?? key, baseUrl, descriptorUrl, enabled: isEnabled },
      licence: licenceStateOf(installation),
      // It was told of another address and has not accepted the one of now.
      outdated: isOutdated(installation, site),
    };
  }
}
