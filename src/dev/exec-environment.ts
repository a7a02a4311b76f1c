import type { Environment } from '../core/context.ts';
import type { DevRunning } from './dev.ts';

/** An installation of the add-on, as `CONNECT_KIT_ADDONS` lists them. */
export interface ExecAddon {
  readonly key: string;
  readonly product: string;
  readonly clientKey: string;
  readonly productUrl: string;
}

/**
 * What a command under `connect-kit dev exec` finds in its environment, on top of what is there: where everything is, what the add-on is
 * called, and the token of the control API.
 */
export function commandEnvironment(
  env: Environment,
  { ready, instance, isBehindProxy }: DevRunning,
): Environment {
  const { services, origin, controlToken, keysUrl, hostScriptUrl } = instance;
  const { jira, confluence } = services.site.products;
  const addons = ready.addons.map(
    ({ key, product, productUrl }): ExecAddon => ({
      ...{ key, product, productUrl },
      clientKey: services.site.products[product].clientKey,
    }),
  );
  return {
    ...env,
    CONNECT_KIT_URL: origin,
    CONNECT_KIT_JIRA_URL: jira.baseUrl,
    CONNECT_KIT_CONFLUENCE_URL: confluence.baseUrl,
    CONNECT_KIT_CONTROL_URL: `${origin}/_connect-kit/api`,
    CONNECT_KIT_CONTROL_TOKEN: controlToken,
    CONNECT_KIT_ADDON_KEY: ready.key,
    CONNECT_KIT_PRODUCT: ready.product,
    CONNECT_KIT_CLIENT_KEY: services.site.products[ready.product].clientKey,
    CONNECT_KIT_ADDONS: JSON.stringify(addons),
    CONNECT_KIT_PROXIED: isBehindProxy ? 'true' : 'false',
    ADDON_BASE_URL: ready.addonBaseUrl,
    CONNECT_KEYS_CDN_URL: keysUrl,
    AC_HOST_SCRIPT_URL: hostScriptUrl,
  };
}
