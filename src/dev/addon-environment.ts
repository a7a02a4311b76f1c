import type { Environment } from '../core/context.ts';

export interface AddonAddresses {
  /** Where the add-on's own server must listen. */
  readonly port: number;
  /** Where the add-on is seen from outside: its descriptor's `baseUrl`. */
  readonly baseUrl: string;
  /** Where a dev instance has the keys of installs and the bridge of its pages; what the cloud has unless given. */
  readonly keysUrl?: string | undefined;
  readonly hostScriptUrl?: string | undefined;
}

/**
 * The environment of an add-on under `connect-kit dev` and `connect-kit tunnel`: the variables of atlassian-connect-express, which the
 * templates read as well, and those of Spring Boot.
 */
export function addonEnvironment(env: Environment, addresses: AddonAddresses): Environment {
  const { port, baseUrl, keysUrl, hostScriptUrl } = addresses;
  return {
    ...env,
    PORT: String(port),
    AC_LOCAL_BASE_URL: baseUrl,
    ...(keysUrl === undefined ? {} : { CONNECT_KEYS_CDN_URL: keysUrl }),
    ...(hostScriptUrl === undefined ? {} : { AC_HOST_SCRIPT_URL: hostScriptUrl }),
    // We register the add-on: the framework must not do so as well, nor open a tunnel for it.
    AC_OPTS: [env['AC_OPTS'], 'no-reg'].filter(Boolean).join(','),
    SERVER_PORT: String(port),
    ADDON_BASE_URL: baseUrl,
    // A company's proxy must not stand between both sides.
    NO_PROXY: [env['NO_PROXY'] ?? env['no_proxy'], 'localhost,127.0.0.1,[::1]'].filter(Boolean).join(','),
  };
}
