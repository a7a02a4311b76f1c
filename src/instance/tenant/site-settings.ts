import type { Database } from '../store/database.ts';

/** Single values that a site remembers by name. */
export class SiteSettings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(name: string): string | undefined {
    const row = this.#database.get('SELECT value FROM site_setting WHERE name = ?', [name]);
    return row === undefined ? undefined : String(row['value']);
  }

  set(name: string, value: string): void {
    this.#database.run(
      'INSERT INTO site_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    );
  }
}
