import type { Product } from '../../catalog/products.ts';
import type { Database } from '../store/database.ts';
import type { Installation } from './installation.ts';

/** Somebody who still signs with an older one is told so; more than this many are of no use to anybody. */
const KEPT = 10;

/** What add-ons were known by before a secret was replaced, or before they were removed. */
export class FormerSecrets {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add({ product, descriptor, sharedSecret, oauthClientId }: Installation): void {
    this.#database.run(
      'INSERT INTO former_secret (product, key, secret, oauth_client_id) VALUES (?, ?, ?, ?)',
      [product, descriptor.key, sharedSecret ?? '', oauthClientId],
    );
  }

  /** The shared secrets of an add-on's past, newest first. */
  list(product: Product, key: string): readonly string[] {
    return this.#database
      .all(
        `SELECT secret FROM former_secret WHERE product = ? AND key = ? AND secret <> ''
         ORDER BY position DESC LIMIT ${KEPT}`,
        [product, key],
      )
      .map(({ secret }) => String(secret));
  }

  /** The id that an add-on had when it was removed: an add-on that comes back has it again. */
  oauthClientId(product: Product, key: string): string | undefined {
    const row = this.#database.get(
      'SELECT oauth_client_id FROM former_secret WHERE product = ? AND key = ? ORDER BY position DESC LIMIT 1',
      [product, key],
    );
    return row === undefined ? undefined : String(row['oauth_client_id']);
  }
}
