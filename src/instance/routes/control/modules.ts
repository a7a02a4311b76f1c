import type { Context, Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { findModule } from '../../addons/modules.ts';
import { contextTokenFor } from '../../opening/open-module.ts';
import { ProductError } from '../../product-error.ts';
import { createExtension } from '../../render/extensions.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { sessionOf } from './access.ts';
import { findInstallation, readBody } from './shared.ts';

/** What the pages ask for while an add-on's module is on them. */
export function addModuleRoutes(app: Hono<InstanceEnv>, services: Services): void {
  const { people } = services;
  app.post('/context-token', async (c) => {
    const { installation, context, person } = await readModuleRequest(c);
    const token = await contextTokenFor(installation, context, person, services);
    if (token === undefined) {
      throw new ProductError(400, {
        message: 'The add-on has authentication none: there is no token to give.',
      });
    }
    return c.json({ token });
  });
  app.post('/module', async (c) => {
    const { installation, module, context, person } = await readModuleRequest(c);
    if (module === undefined)
      throw new ProductError(404, { message: 'The add-on has no module of that key.' });
    return c.json(await createExtension(services, installation, module, context, person));
  });

  async function readModuleRequest(c: Context<InstanceEnv>) {
    const body = await readBody(c);
    const addonKey = stringAt(body, 'addonKey') ?? '';
    const installation = findInstallation(services, body['product'], addonKey);
    if (!installation.isEnabled) throw new ProductError(403, { message: `${addonKey} is disabled.` });
    const { context } = body;
    return {
      installation,
      module: findModule(installation.descriptor, stringAt(body, 'moduleKey') ?? ''),
      context: isRecord(context) ? context : {},
      person: people.find(sessionOf(c, services)?.accountId),
    };
  }
}
