import { Authenticator } from './connect/authenticator.ts';
import { InstallKeys } from './connect/install-keys.ts';
import { SiteClients } from './connect/site-clients.ts';
import type { Descriptor } from './descriptor.ts';
import type { Settings } from './settings.ts';
import type { Database } from './storage/database.ts';
import type { Secrets } from './storage/secrets.ts';
import { TenantStore } from './storage/tenant-store.ts';

export interface AddonOptions {
  readonly settings: Settings;
  readonly descriptor: Descriptor;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The add-on without a server: what its routes share. */
export interface Addon {
  readonly descriptor: Descriptor;
  /** The path of the base URL: empty unless the add-on shares its host with something else. */
  readonly basePath: string;
  readonly hostScriptUrl: string;
  readonly installKeysUrl: string;
  readonly authenticator: Authenticator;
  readonly tenants: TenantStore;
  readonly clients: SiteClients;
  readonly database: Database;
  readonly now: () => number;
}

export function createAddon(options: AddonOptions): Addon {
  const { settings, descriptor, database, secrets, fetch, now, sleep } = options;
  const { baseUrl, hostScriptUrl, installKeysUrl } = settings;
  const tenants = new TenantStore(database, secrets);
  const installKeys = new InstallKeys(installKeysUrl, fetch);
  return {
    descriptor,
    basePath: new URL(baseUrl).pathname.replace(/\/+$/, ''),
    hostScriptUrl,
    installKeysUrl,
    authenticator: new Authenticator({ baseUrl, tenants, installKeys, now }),
    tenants,
    clients: new SiteClients({ addonKey: descriptor.key, fetch, now, sleep }),
    database,
    now,
  };
}
