import { isProduct, type Product } from '../connect/host.ts';
import { textAt } from '../json.ts';
import type { Database, Row } from './database.ts';
import type { Secrets } from './secrets.ts';

/** A site that has the add-on installed. */
export interface Tenant {
  /** Names the installation. Data of tenants is kept under it, and found by nothing else. */
  readonly clientKey: string;
  readonly product: Product;
  /** Where the site's REST API is. */
  readonly baseUrl: string;
  /** Where people see the site; differs from `baseUrl` when the site has a domain of its own. */
  readonly displayUrl: string;
  /** Signs requests in both directions. Never log it, never send it to a browser. */
  readonly sharedSecret: string;
  /** Names the add-on to Atlassian's authorization server, for add-ons that act as people. */
  readonly oauthClientId: string | undefined;
  readonly isEnabled: boolean;
}

export class TenantStore {
  readonly #database: Database;
  readonly #secrets: Secrets;

  constructor(database: Database, secrets: Secrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /** @returns undefined for sites that do not have the add-on, or no longer */
  async find(clientKey: string): Promise<Tenant | undefined> {
    const [row] = await this.#database.query(
      'select * from tenants where client_key = $1 and uninstalled_at is null',
      [clientKey],
    );
    const encrypted = textAt(row, 'shared_secret');
    if (row === undefined || encrypted === undefined) return undefined;
    return readTenant(row, await this.#secrets.decrypt(encrypted, clientKey));
  }

  /** Adds the site, or replaces what is known of it; whether it is enabled stays as it was. */
  async save(tenant: Omit<Tenant, 'isEnabled'>): Promise<void> {
    const { clientKey, product, baseUrl, displayUrl, sharedSecret, oauthClientId } = tenant;
    const encrypted = await this.#secrets.encrypt(sharedSecret, clientKey);
    await this.#database.query(
      `insert into tenants (client_key, product, base_url, display_url, shared_secret, oauth_client_id)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (client_key) do update set
         product = excluded.product, base_url = excluded.base_url, display_url = excluded.display_url,
         shared_secret = excluded.shared_secret, oauth_client_id = excluded.oauth_client_id,
         uninstalled_at = null`,
      [clientKey, product, baseUrl, displayUrl, encrypted, oauthClientId ?? null],
    );
  }

  async setEnabled(clientKey: string, isEnabled: boolean): Promise<void> {
    await this.#database.query('update tenants set is_enabled = $2 where client_key = $1', [
      clientKey,
      isEnabled,
    ]);
  }

  /** Forgets the secret at once; the data stays until {@link purge}, in case the site installs the add-on again. */
  async uninstall(clientKey: string, now: Date): Promise<void> {
    await this.#database.query(
      `update tenants set shared_secret = null, is_enabled = false, uninstalled_at = $2
       where client_key = $1 and uninstalled_at is null`,
      [clientKey, now],
    );
  }

  /** Deletes sites that have been without the add-on since `date`, with everything that refers to them. */
  async purge(date: Date): Promise<void> {
    await this.#database.query('delete from tenants where uninstalled_at < $1', [date]);
  }

  /** Encrypts with the newest key what is encrypted with an older one, which is of no use afterwards. */
  async renewSecrets(): Promise<void> {
    const rows = await this.#database.query(
      'select client_key, shared_secret from tenants where shared_secret is not null',
    );
    for (const row of rows) {
      const clientKey = textAt(row, 'client_key') ?? '';
      const encrypted = textAt(row, 'shared_secret') ?? '';
      if (this.#secrets.isCurrent(encrypted)) continue;
      const renewed = await this.#secrets.encrypt(
        await this.#secrets.decrypt(encrypted, clientKey),
        clientKey,
      );
      // The site may have sent another secret meanwhile.
      await this.#database.query(
        'update tenants set shared_secret = $3 where client_key = $1 and shared_secret = $2',
        [clientKey, encrypted, renewed],
      );
    }
  }
}

function readTenant(row: Row, sharedSecret: string): Tenant {
  const clientKey = textAt(row, 'client_key');
  const product = textAt(row, 'product');
  const baseUrl = textAt(row, 'base_url');
  const displayUrl = textAt(row, 'display_url');
  if (!clientKey || !baseUrl || !displayUrl || !isProduct(product)) throw new Error('A tenant is damaged.');
  const oauthClientId = textAt(row, 'oauth_client_id');
  const isEnabled = row['is_enabled'] === true;
  return { clientKey, product, baseUrl, displayUrl, sharedSecret, oauthClientId, isEnabled };
}
