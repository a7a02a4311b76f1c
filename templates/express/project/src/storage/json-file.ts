import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A list in a JSON file, kept in memory once read. Changes run one after the other, and a reader of the file sees
 * the list before or after a change, never half of it. For one process: several need a database.
 */
export class JsonFile<Item> {
  readonly #file: string;
  readonly #readItem: (value: unknown) => Item | undefined;
  #items: readonly Item[] | undefined;
  #lastChange: Promise<void> = Promise.resolve();

  /** @param readItem turns an entry of the file into an item; undefined for an entry that is none */
  constructor(file: string, readItem: (value: unknown) => Item | undefined) {
    this.#file = file;
    this.#readItem = readItem;
  }

  /** The list, once the changes under way are made. */
  async read(): Promise<readonly Item[]> {
    await this.#lastChange;
    return this.#current();
  }

  /** Replaces the list by what `change` makes of it; nothing changes when it or the disk fails. */
  update(change: (items: readonly Item[]) => readonly Item[]): Promise<void> {
    const done = this.#lastChange.then(async () => {
      const items = change(await this.#current());
      await this.#save(items);
      this.#items = items;
    });
    this.#lastChange = done.catch(() => {});
    return done;
  }

  async #current(): Promise<readonly Item[]> {
    if (this.#items !== undefined) return this.#items;
    const items = await this.#load();
    // A change may have been made while the file was read.
    this.#items ??= items;
    return this.#items;
  }

  async #load(): Promise<readonly Item[]> {
    const entries: unknown = JSON.parse(await this.#readText());
    const items = Array.isArray(entries) ? entries.map(this.#readItem) : [undefined];
    if (items.every((item) => item !== undefined)) return items;
    throw new Error(`${this.#file} is damaged: repair it, or delete it and install the add-on again.`);
  }

  async #readText(): Promise<string> {
    try {
      return await readFile(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
      throw error;
    }
  }

  async #save(items: readonly Item[]): Promise<void> {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    try {
      await writeFile(temporary, `${JSON.stringify(items, null, 2)}\n`, { mode: 0o600 });
      await rename(temporary, this.#file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
