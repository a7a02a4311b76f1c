import { textAt, valueAt } from '../json.ts';
import { JsonFile } from './json-file.ts';

/** A site that installed the add-on. */
export interface Tenant {
  /** Names the site, and stays the same while the add-on is installed there. */
  readonly clientKey: string;
  /** Where the site's REST API is. */
  readonly baseUrl: string;
  /** Where people see the site; differs from `baseUrl` when the site has a domain of its own. */
  readonly displayUrl: string;
  /** Signs requests in both directions. Never log it, never send it to a browser. */
  readonly sharedSecret: string;
  readonly isEnabled: boolean;
}

/** Where tenants are kept. Implement it over your database before you run more than one process. */
export interface TenantStore {
  find(clientKey: string): Promise<Tenant | undefined>;
  /** Adds the tenant, or replaces the one with the same client key. */
  save(tenant: Tenant): Promise<void>;
  setEnabled(clientKey: string, isEnabled: boolean): Promise<void>;
  remove(clientKey: string): Promise<void>;
}

export class FileTenantStore implements TenantStore {
  readonly #file: JsonFile<Tenant>;

  constructor(file: string) {
    this.#file = new JsonFile(file, readTenant);
  }

  async find(clientKey: string): Promise<Tenant | undefined> {
    return (await this.#file.read()).find((tenant) => tenant.clientKey === clientKey);
  }

  save(tenant: Tenant): Promise<void> {
    return this.#file.update((tenants) => [...without(tenants, tenant.clientKey), tenant]);
  }

  setEnabled(clientKey: string, isEnabled: boolean): Promise<void> {
    return this.#file.update((tenants) =>
      tenants.map((tenant) => (tenant.clientKey === clientKey ? { ...tenant, isEnabled } : tenant)),
    );
  }

  remove(clientKey: string): Promise<void> {
    return this.#file.update((tenants) => without(tenants, clientKey));
  }
}

function without(tenants: readonly Tenant[], clientKey: string): readonly Tenant[] {
  return tenants.filter((tenant) => tenant.clientKey !== clientKey);
}

function readTenant(value: unknown): Tenant | undefined {
  const clientKey = textAt(value, 'clientKey');
  const baseUrl = textAt(value, 'baseUrl');
  const displayUrl = textAt(value, 'displayUrl');
  const sharedSecret = textAt(value, 'sharedSecret');
  const isEnabled = valueAt(value, 'isEnabled') === true;
  if (!clientKey || !baseUrl || !displayUrl || !sharedSecret) return undefined;
  return { clientKey, baseUrl, displayUrl, sharedSecret, isEnabled };
}
