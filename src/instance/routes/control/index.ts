import { Hono } from 'hono';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { isAllowed } from './access.ts';
import { addAddonRoutes } from './addons.ts';
import { addClockRoutes } from './clock.ts';
import { addDataRoutes } from './data.ts';
import { addDeliveryRoutes } from './deliveries.ts';
import { addFaultRoutes } from './faults.ts';
import { addModuleRoutes } from './modules.ts';
import { addOpeningRoutes } from './opening.ts';
import type { ControlOptions } from './shared.ts';
import { addSiteRoutes } from './site.ts';
import { addStatusRoutes } from './status.ts';
import { addTrafficRoutes } from './traffic.ts';
import { addWebhookRoutes } from './webhooks.ts';

export type { ControlOptions } from './shared.ts';

/**
 * The dev instance's own API, below `/_connect-kit/api`. Reading needs nothing but the right Host header; whatever
 * changes state, or hands out a token, needs the session of a page of ours or the control token.
 */
export function createControl(services: Services, options: ControlOptions): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();

  app.use(async (c, next) => {
    // What an add-on's page asks for through the bridge must never get here, whatever session it rides on.
    if (c.req.header('AP-Client-Key') !== undefined) {
      throw new ProductError(403, { message: 'Add-ons do not reach the dev instance itself.' });
    }
    if (c.req.method !== 'GET' && !isAllowed(c, services, options.controlToken)) {
      throw new ProductError(403, {
        message: 'This needs the control token, or a page of the dev instance.',
      });
    }
    await next();
  });

  addStatusRoutes(app, services, options);
  addTrafficRoutes(app, services, options);
  addAddonRoutes(app, services, options);
  addSiteRoutes(app, services, options);
  addDataRoutes(app, options);
  addModuleRoutes(app, services);
  addDeliveryRoutes(app, services, options);
  addWebhookRoutes(app, services, options);
  addFaultRoutes(app, services);
  addOpeningRoutes(app, services, options);
  addClockRoutes(app, services, options);
  return app;
}
