import { createHash, randomBytes } from 'node:crypto';
import { PRODUCTS, type Product } from '../../../catalog/products.ts';
import type { Database } from '../../store/database.ts';

/** What an access token allows. */
export interface Grant {
  readonly product: Product;
  readonly addonKey: string;
  /** Whom the add-on acts as. */
  readonly accountId: string;
  /** Names as the descriptor or the request has them; what they imply is theirs too. */
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The access tokens that are out. They outlive a restart, as the add-on's copy does. */
export class AccessTokens {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param now milliseconds since the epoch: what has expired by then is forgotten an hour later */
  issue(grant: Grant, now: number): string {
    const token = randomBytes(48).toString('base64url');
    this.#database.run('DELETE FROM access_token WHERE expires_at < ?', [now - 3_600_000]);
    this.#database.run(
      'INSERT INTO access_token (hash, product, addon_key, account_id, scopes, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      [
        hashOf(token),
        grant.product,
        grant.addonKey,
        grant.accountId,
        JSON.stringify(grant.scopes),
        grant.expiresAt,
      ],
    );
    return token;
  }

  /** @returns what the token allows, also when it has expired */
  find(token: string): Grant | undefined {
    const row = this.#database.get('SELECT * FROM access_token WHERE hash = ?', [hashOf(token)]);
    const product = PRODUCTS.find((one) => one === row?.['product']);
    if (row === undefined || product === undefined) return undefined;
    return {
      product,
      addonKey: String(row['addon_key']),
      accountId: String(row['account_id']),
      scopes: JSON.parse(String(row['scopes'])),
      expiresAt: Number(row['expires_at']),
    };
  }

  /** Takes back one token. */
  forget(token: string): void {
    this.#database.run('DELETE FROM access_token WHERE hash = ?', [hashOf(token)]);
  }

  /** Takes back every token of an add-on. */
  revoke(product: Product, addonKey: string): void {
    this.#database.run('DELETE FROM access_token WHERE product = ? AND addon_key = ?', [product, addonKey]);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
