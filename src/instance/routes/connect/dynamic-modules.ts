import type { Hono } from 'hono';
import { isDeeperThan } from '../../../core/json.ts';
import { groupModules } from '../../addons/dynamic-modules.ts';
import type { Installation } from '../../addons/installation.ts';
import { ModulesRefused, registerModules } from '../../addons/register-modules.ts';
import { ProductError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import type { ConnectContext, ConnectDeps } from './connect-deps.ts';

const MAX_DEPTH = 32;

/**
 * Modules that an add-on registers at run time; by itself, not through its pages.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dynamic-modules/
 */
export function addDynamicModuleRoutes(
  app: Hono<InstanceEnv>,
  { dynamicModules, installations }: ConnectDeps,
): void {
  const path = '/app/module/dynamic';

  app.get(path, (c) => {
    const { product, descriptor } = caller(c);
    return c.json(groupModules(dynamicModules.list(product, descriptor.key)));
  });

  app.post(path, async (c) => {
    const installation = caller(c);
    const { product, descriptor } = installation;
    const body = await readJson(c);
    try {
      await registerModules(body, installation, dynamicModules);
    } catch (error) {
      if (error instanceof ModulesRefused) throw new ProductError(400, { message: error.message });
      throw error;
    }
    installations.refresh(product, descriptor.key);
    return c.body(null, 200);
  });

  app.delete(path, (c) => {
    const { product, descriptor } = caller(c);
    c.set('honoured', ['moduleKey']);
    dynamicModules.remove(product, descriptor.key, c.req.queries('moduleKey'));
    installations.refresh(product, descriptor.key);
    return c.body(null, 204);
  });
}

/** @throws {ProductError} 401 */
function caller(c: ConnectContext): Installation {
  const who = c.get('caller');
  if (who.kind === 'addon') return who.installation;
  throw new ProductError(401, { message: 'Only Connect apps can make this request.' });
}

async function readJson(c: ConnectContext): Promise<unknown> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || isDeeperThan(body, MAX_DEPTH)) {
    throw new ProductError(400, { message: 'The body must be a JSON object, not nested deeply.' });
  }
  return body;
}
