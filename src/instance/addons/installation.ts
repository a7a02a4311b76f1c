import type { Product } from '../../catalog/products.ts';
import { allowedScopes, type Scope } from '../../catalog/scopes.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import type { Database, SqlValue } from '../store/database.ts';

/** An add-on that is installed in one product of the site. */
export interface Installation {
  readonly product: Product;
  readonly descriptor: Descriptor;
  readonly descriptorUrl: string;
  /** Undefined when the descriptor's authentication is `none`. */
  readonly sharedSecret: string | undefined;
  readonly oauthClientId: string;
  readonly isEnabled: boolean;
}

/** The add-on's base URL without a trailing slash, as module URLs are joined to it. */
export function baseUrlOf({ descriptor }: Pick<Installation, 'descriptor'>): string {
  return descriptor.baseUrl.replace(/\/$/, '');
}

/**
 * A URL of the descriptor in the form in which it is sent: hashes are over what the add-on receives, so letters beyond
 * ASCII, spaces and dot segments must be written as HTTP clients write them.
 */
export function joinUrl(baseUrl: string, relative: string): string {
  const joined = `${baseUrl}${relative.startsWith('/') ? '' : '/'}${relative}`;
  return URL.canParse(joined) ? new URL(joined).href : joined;
}

/** JWT goes without saying. */
export function usesJwt({ authentication: { type = 'jwt' } }: Descriptor): boolean {
  return type.toLowerCase() === 'jwt';
}

export function scopesOf({ descriptor, product }: Installation): ReadonlySet<Scope> {
  return allowedScopes(descriptor.scopes ?? [], product);
}

/** The value of `lic` for an add-on: paid add-ons are licensed in the dev instance, others have no licence. */
export function licenceOf({ descriptor }: Pick<Installation, 'descriptor'>): 'active' | 'none' {
  return descriptor.enableLicensing === true ? 'active' : 'none';
}

/** The add-ons of a site, by product and key: read once, written through. */
export class InstallationStore {
  readonly #database: Database;
  readonly #installations = new Map<string, Installation>();

  constructor(database: Database) {
    this.#database = database;
    for (const { body } of database.all('SELECT body FROM installation ORDER BY rowid')) {
      const installation = readInstallation(body);
      this.#installations.set(nameOf(installation.product, installation.descriptor.key), installation);
    }
  }

  list(product?: Product): readonly Installation[] {
    const all = [...this.#installations.values()];
    return product === undefined ? all : all.filter((one) => one.product === product);
  }

  find(product: Product, key: string): Installation | undefined {
    return this.#installations.get(nameOf(product, key));
  }

  put(installation: Installation): void {
    const { product, descriptor } = installation;
    this.#database.run(
      `INSERT INTO installation (product, key, body) VALUES (?, ?, ?)
       ON CONFLICT (product, key) DO UPDATE SET body = excluded.body`,
      [product, descriptor.key, JSON.stringify(installation)],
    );
    this.#installations.set(nameOf(product, descriptor.key), installation);
  }

  remove(product: Product, key: string): void {
    this.#database.run('DELETE FROM installation WHERE product = ? AND key = ?', [product, key]);
    this.#installations.delete(nameOf(product, key));
  }
}

function nameOf(product: Product, key: string): string {
  return `${product}/${key}`;
}

/** The table is ours: what is in it was an installation when it was written. */
function readInstallation(body: SqlValue | undefined): Installation {
  // JSON leaves out what is undefined; the type says that the secret is there, be it as undefined.
  return { sharedSecret: undefined, ...JSON.parse(String(body)) };
}
