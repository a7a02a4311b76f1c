import type { Context, Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import type { Installation } from '../../addons/installation.ts';
import { licenceJson, licenceStateOf } from '../../addons/licence.ts';
import { isTokenState, TOKEN_STATES } from '../../addons/licence-tokens.ts';
import type { InstanceEnv } from '../env.ts';
import { answer, TYPES } from './media-types.ts';
import { findPlugin, PLUGIN, readBody, type UpmDeps } from './upm-deps.ts';
import { upmError } from './upm-error.ts';

/** Tokens of private listings, and the licence that an app has through them. */
export function addLicenceRoutes(app: Hono<InstanceEnv>, deps: UpmDeps): void {
  const { host, installations, installer, licenceTokens } = deps;
  const tokens = '/license-tokens';

  const tokenJson = ({ product, descriptor: { key } }: Installation) => ({
    links: { self: `${host.contextPath}/rest/plugins/1.0/license-tokens/${key}-key` },
    pluginKey: key,
    ...licenceTokens.find(product, key),
    valid: true,
  });

  app.post(tokens, async (c) => {
    const body = await readBody(c);
    const key = stringAt(body, 'pluginKey') ?? '';
    const installation = installations.find(host.product, key);
    if (installation === undefined) throw upmError(404, `No app has the key ${key}.`);
    return setToken(c, installation, body);
  });
  app.put(`${tokens}${PLUGIN}`, async (c) => setToken(c, findPlugin(c, deps), await readBody(c)));
  app.post(`${tokens}${PLUGIN}`, async (c) => setToken(c, findPlugin(c, deps), await readBody(c)));
  app.get(`${tokens}${PLUGIN}`, (c) => {
    const installation = findPlugin(c, deps);
    const { key } = installation.descriptor;
    if (licenceTokens.find(host.product, key) === undefined) throw upmError(404, `${key} has no token.`);
    return answer(c, tokenJson(installation), TYPES.plugins);
  });
  app.delete(`${tokens}${PLUGIN}`, async (c) => {
    const installation = findPlugin(c, deps);
    licenceTokens.remove(host.product, installation.descriptor.key);
    await installer.change(installation, ({ licence: _, ...rest }) => rest);
    return c.body(null, 204);
  });

  app.get(`${PLUGIN}/license`, (c) => {
    const installation = findPlugin(c, deps);
    const { key } = installation.descriptor;
    const { active = false, evaluation = false, type } = licenceJson(installation) ?? {};
    const isExpired = licenceStateOf(installation) === 'expired';
    const licenseDetails = {
      pluginKey: key,
      valid: active,
      active,
      evaluation,
      ...(type === undefined ? {} : { licenseType: type }),
      ...(isExpired ? { error: 'EXPIRED' } : {}),
    };
    return answer(c, licenseDetails, TYPES.plugins);
  });

  async function setToken(
    c: Context<InstanceEnv>,
    installation: Installation,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Response> {
    if (installation.descriptor.enableLicensing !== true) {
      throw upmError(
        412,
        `${installation.descriptor.key} has no enableLicensing.`,
        'upm.plugin.error.plugin.not.using.licensing',
      );
    }
    const token = stringAt(body, 'token');
    const { state } = body;
    if (token === undefined || !isTokenState(state) || (token === '' && state !== 'NONE')) {
      throw upmError(
        400,
        `token must be text, and state one of ${Object.keys(TOKEN_STATES).join(', ')}.`,
        'upm.license.token.invalid.error',
      );
    }
    licenceTokens.set(host.product, installation.descriptor.key, { token, state });
    await installer.change(installation, (now) => ({ ...now, licence: TOKEN_STATES[state] }));
    return answer(c, tokenJson(installation), TYPES.plugins);
  }
}
