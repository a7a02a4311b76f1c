import type { Product } from '../../catalog/products.ts';
import type { Database } from '../store/database.ts';
import type { LicenceState } from './licence.ts';

/** An add-on that a seed names, to be installed when the site is up. */
export interface SeededAddon {
  readonly product: Product;
  /** For messages; the descriptor has the say. */
  readonly key: string;
  readonly descriptorUrl: string;
  readonly enabled: boolean;
  readonly licence?: LicenceState;
}

export class SeededAddons {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(addon: SeededAddon): void {
    this.#database.run('INSERT INTO seeded_addon (body) VALUES (?)', [JSON.stringify(addon)]);
  }

  /** All of them, once. */
  take(): readonly SeededAddon[] {
    return this.#database.transaction(() => {
      const rows = this.#database.all('SELECT body FROM seeded_addon ORDER BY position');
      this.#database.run('DELETE FROM seeded_addon');
      // The table is ours: what is in it was checked when it was written.
      return rows.map(({ body }) => JSON.parse(String(body)));
    });
  }
}
