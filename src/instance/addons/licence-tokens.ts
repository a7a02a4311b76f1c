import type { Product } from '../../catalog/products.ts';
import type { Database } from '../store/database.ts';
import type { LicenceState } from './licence.ts';

/** What the token of a private listing says of the licence that it stands for. */
export const TOKEN_STATES = {
  NONE: 'none',
  ACTIVE_SUBSCRIPTION: 'active',
  ACTIVE_TRIAL: 'trial',
  INACTIVE_TRIAL: 'expired',
  // Paid for until the end of its period.
  ACTIVE_SUBSCRIPTION_CANCELLED: 'active',
  INACTIVE_SUBSCRIPTION: 'expired',
} as const satisfies Record<string, LicenceState>;
export type TokenState = keyof typeof TOKEN_STATES;

export function isTokenState(text: unknown): text is TokenState {
  return typeof text === 'string' && Object.hasOwn(TOKEN_STATES, text);
}

export interface LicenceToken {
  readonly token: string;
  readonly state: TokenState;
}

/** Tokens of private listings, by add-on. */
export class LicenceTokens {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(product: Product, key: string): LicenceToken | undefined {
    const row = this.#database.get('SELECT token, state FROM licence_token WHERE product = ? AND key = ?', [
      product,
      key,
    ]);
    const state = row?.['state'];
    return row === undefined || !isTokenState(state) ? undefined : { token: String(row['token']), state };
  }

  set(product: Product, key: string, { token, state }: LicenceToken): void {
    this.#database.run(
      `INSERT INTO licence_token (product, key, token, state) VALUES (?, ?, ?, ?)
       ON CONFLICT (product, key) DO UPDATE SET token = excluded.token, state = excluded.state`,
      [product, key, token, state],
    );
  }

  remove(product: Product, key: string): void {
    this.#database.run('DELETE FROM licence_token WHERE product = ? AND key = ?', [product, key]);
  }
}
