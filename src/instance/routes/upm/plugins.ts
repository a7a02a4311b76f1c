import type { Hono } from 'hono';
import { pluginJson } from '../../addons/plugin-json.ts';
import type { InstanceEnv } from '../env.ts';
import { answer, assertType, TYPES } from './media-types.ts';
import { findPlugin, PLUGIN, readBody, type UpmDeps } from './upm-deps.ts';
import { upmError } from './upm-error.ts';

/** One app: reading, enabling, disabling, removing. */
export function addPluginRoutes(app: Hono<InstanceEnv>, deps: UpmDeps): void {
  const { host, installer } = deps;
  for (const path of [PLUGIN, `${PLUGIN}/summary`]) {
    app.get(path, (c) => answer(c, pluginJson(findPlugin(c, deps), host), TYPES.plugin));
  }

  app.put(PLUGIN, async (c) => {
    assertType(c, TYPES.plugin);
    const installation = findPlugin(c, deps);
    const { enabled } = await readBody(c);
    if (typeof enabled !== 'boolean') throw upmError(400, 'enabled must be true or false.');
    const changed = enabled ? await installer.enable(installation) : await installer.disable(installation);
    return answer(c, pluginJson(changed, host), TYPES.plugin);
  });

  app.delete(PLUGIN, async (c) => {
    await installer.uninstall(findPlugin(c, deps));
    return c.body(null, 204);
  });
}
