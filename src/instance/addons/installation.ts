import type { Product } from '../../catalog/products.ts';
import { allowedScopes, type Scope } from '../../catalog/scopes.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import type { Database, SqlValue } from '../store/database.ts';
import { type DynamicModules, withModules } from './dynamic-modules.ts';
import type { LicenceState } from './licence.ts';

/** An add-on that is installed in one product of the site. */
export interface Installation {
  readonly product: Product;
  /** With the modules that the add-on has registered at run time: they count like those that it declares. */
  readonly descriptor: Descriptor;
  /** The descriptor as the add-on served it; left out where that is `descriptor` itself. */
  readonly declared?: Descriptor;
  readonly descriptorUrl: string;
  /** Undefined when the descriptor's authentication is `none`. */
  readonly sharedSecret: string | undefined;
  readonly oauthClientId: string;
  readonly isEnabled: boolean;
  /** Left out until somebody sets it; see `licence.ts`. */
  readonly licence?: LicenceState;
  /** A UUID that names what a customer has bought. */
  readonly entitlement?: string;
  /** The product's base URL when the add-on last accepted `installed`. */
  readonly toldBaseUrl?: string;
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

/** What the add-on itself declares. */
export function declaredOf({ declared, descriptor }: Installation): Descriptor {
  return declared ?? descriptor;
}

/** The add-ons of a site, by product and key: read once, written through. */
export class InstallationStore {
  readonly #database: Database;
  readonly #dynamicModules: DynamicModules;
  readonly #installations = new Map<string, Installation>();

  constructor(database: Database, dynamicModules: DynamicModules) {
    this.#database = database;
    this.#dynamicModules = dynamicModules;
    for (const { body } of database.all('SELECT body FROM installation ORDER BY rowid')) {
      this.#remember(readInstallation(body));
    }
  }

  list(product?: Product): readonly Installation[] {
    const all = [...this.#installations.values()];
    return product === undefined ? all : all.filter((one) => one.product === product);
  }

  find(product: Product, key: string): Installation | undefined {
    return this.#installations.get(nameOf(product, key));
  }

  /** @returns the installation as it is from now on, the modules that were registered at run time included */
  put(installation: Installation): Installation {
    const { declared = installation.descriptor, ...rest } = installation;
    const plain: Installation = { ...rest, descriptor: declared };
    this.#database.run(
      `INSERT INTO installation (product, key, body) VALUES (?, ?, ?)
       ON CONFLICT (product, key) DO UPDATE SET body = excluded.body`,
      [plain.product, declared.key, JSON.stringify(plain)],
    );
    return this.#remember(plain);
  }

  remove(product: Product, key: string): void {
    this.#database.run('DELETE FROM installation WHERE product = ? AND key = ?', [product, key]);
    this.#installations.delete(nameOf(product, key));
  }

  /** Takes up the modules that an add-on has registered or removed at run time. */
  refresh(product: Product, key: string): void {
    const installation = this.find(product, key);
    if (installation === undefined) return;
    const { declared = installation.descriptor, ...rest } = installation;
    this.#remember({ ...rest, descriptor: declared });
  }

  #remember(plain: Installation): Installation {
    const { product, descriptor } = plain;
    const modules = this.#dynamicModules.list(product, descriptor.key);
    const installation =
      modules.length === 0
        ? plain
        : { ...plain, declared: descriptor, descriptor: withModules(descriptor, modules) };
    this.#installations.set(nameOf(product, descriptor.key), installation);
    return installation;
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
