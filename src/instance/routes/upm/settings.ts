import type { Hono } from 'hono';
import { isRecord } from '../../../core/json.ts';
import type { InstanceEnv } from '../env.ts';
import { answer, TYPES } from './media-types.ts';
import { readBody, type UpmDeps } from './upm-deps.ts';
import { upmError } from './upm-error.ts';

/** The settings that the dev instance keeps: development mode, which UPM knows by this name. */
const DEVELOPMENT_MODE = 'connectDeveloperListingsEnabled';

export function addSettingsRoutes(app: Hono<InstanceEnv>, { host, developmentMode }: UpmDeps): void {
  const json = () => ({
    settings: [
      {
        key: DEVELOPMENT_MODE,
        value: developmentMode.isOn(host.product),
        requiresRefresh: false,
        readOnly: false,
      },
    ],
    links: { self: `${host.contextPath}/rest/plugins/1.0/settings` },
  });

  app.get('/settings', (c) => answer(c, json(), TYPES.plugins));

  app.put('/settings', async (c) => {
    const { settings } = await readBody(c);
    const wanted = Array.isArray(settings) ? settings.filter(isRecord) : [];
    const setting = wanted.find(({ key }) => key === DEVELOPMENT_MODE);
    if (typeof setting?.['value'] !== 'boolean') {
      throw upmError(400, `settings must hold ${DEVELOPMENT_MODE}, with true or false as its value.`);
    }
    developmentMode.switch(host.product, setting['value']);
    return answer(c, json(), TYPES.plugins);
  });
}
