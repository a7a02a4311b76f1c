import type { Product } from '../../catalog/products.ts';
import type { Json } from '../../core/json.ts';
import type { Database } from '../store/database.ts';

/**
 * JSON that add-ons keep with a product, each under a key. As in the host of 2016, removing the add-on leaves it there:
 * github:mahmoudimus/ac@6626e41, ConnectAddonManager never touches the properties.
 */
export class AppProperties {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the alphabet. */
  keys(product: Product, addonKey: string): readonly string[] {
    return this.#database
      .all('SELECT key FROM app_property WHERE product = ? AND addon_key = ? ORDER BY key', [
        product,
        addonKey,
      ])
      .map(({ key }) => String(key));
  }

  find(product: Product, addonKey: string, key: string): { readonly value: Json } | undefined {
    const row = this.#database.get(
      'SELECT value FROM app_property WHERE product = ? AND addon_key = ? AND key = ?',
      [product, addonKey, key],
    );
    return row === undefined ? undefined : { value: JSON.parse(String(row['value'])) };
  }

  set(product: Product, addonKey: string, key: string, value: Json): void {
    this.#database.run(
      `INSERT INTO app_property (product, addon_key, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (product, addon_key, key) DO UPDATE SET value = excluded.value`,
      [product, addonKey, key, JSON.stringify(value)],
    );
  }

  /** @returns whether there was one */
  delete(product: Product, addonKey: string, key: string): boolean {
    const deleted = this.#database.run(
      'DELETE FROM app_property WHERE product = ? AND addon_key = ? AND key = ?',
      [product, addonKey, key],
    );
    return deleted > 0;
  }

  deleteAll(product: Product, addonKey: string): void {
    this.#database.run('DELETE FROM app_property WHERE product = ? AND addon_key = ?', [product, addonKey]);
  }
}
