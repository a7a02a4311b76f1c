import type { Database } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';

/** The kinds of things that a site's configuration lists. */
export type ConfigKind =
  | 'issue-type'
  | 'status'
  | 'priority'
  | 'resolution'
  | 'link-type'
  | 'project-role'
  | 'project-category';

/**
 * One list of a site's configuration: read once, written through. `items` is the same list as long as the site runs and
 * changes in place, so whoever holds it sees what it has become.
 */
export class ConfigList<T extends { readonly id: string }> {
  readonly #database: Database;
  readonly #kind: ConfigKind;
  readonly #items: T[];

  constructor(database: Database, kind: ConfigKind, seed: readonly T[] = []) {
    this.#database = database;
    this.#kind = kind;
    this.#items = database
      .all('SELECT body FROM jira_configuration WHERE kind = ? ORDER BY position, id', [kind])
      .map(({ body }): T => JSON.parse(String(body)));
    if (this.#items.length > 0 || this.#isSeeded()) return;
    for (const item of seed) {
      reserveId(database, kind, Math.max(Number(item.id), FIRST_ID - 1));
      this.put(item);
    }
    this.#markSeeded();
  }

  get items(): readonly T[] {
    return this.#items;
  }

  find(id: string): T | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** In either case, as Jira compares names. @param exceptId of the one that may have the name */
  isTaken(name: string, nameOf: (item: T) => string, exceptId?: string): boolean {
    const wanted = name.toLowerCase();
    return this.#items.some((item) => item.id !== exceptId && nameOf(item).toLowerCase() === wanted);
  }

  /** The id that the next one gets. */
  nextId(): string {
    return String(nextId(this.#database, this.#kind, FIRST_ID));
  }

  /** Changes the one with its id, or adds it at the end. */
  put(item: T): T {
    const position = this.#items.findIndex(({ id }) => id === item.id);
    if (position === -1) this.#items.push(item);
    else this.#items[position] = item;
    this.#write(item, position === -1 ? this.#items.length - 1 : position);
    return item;
  }

  delete(id: string): void {
    const position = this.#items.findIndex((item) => item.id === id);
    if (position === -1) return;
    this.#items.splice(position, 1);
    this.#database.run('DELETE FROM jira_configuration WHERE kind = ? AND id = ?', [this.#kind, Number(id)]);
    this.reorder(this.#items.map((item) => item.id));
  }

  /** @param ids of all of them, in the order that they get */
  reorder(ids: readonly string[]): void {
    const sorted = ids.flatMap((id) => this.find(id) ?? []);
    this.#items.splice(0, this.#items.length, ...sorted);
    for (const [position, item] of this.#items.entries()) this.#write(item, position);
  }

  #write(item: T, position: number): void {
    this.#database.run(
      `INSERT INTO jira_configuration (kind, id, position, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, body = excluded.body`,
      [this.#kind, Number(item.id), position, JSON.stringify(item)],
    );
  }

  /** A list that somebody has emptied stays empty. */
  #isSeeded(): boolean {
    return this.#database.get('SELECT 1 FROM jira_setting WHERE name = ?', [this.#mark]) !== undefined;
  }

  #markSeeded(): void {
    this.#database.run('INSERT OR REPLACE INTO jira_setting (name, value) VALUES (?, ?)', [
      this.#mark,
      'true',
    ]);
  }

  get #mark(): string {
    return `seeded.${this.#kind}`;
  }
}

/** Where the ids of what people add begin: behind all seeded ones. */
const FIRST_ID = 10_100;
