import type { Database } from './database.ts';

export type Announce<Event> = (event: Event) => void;

/** Makes each change one transaction, and tells of it when it has been written. */
export class Changes<Event> {
  readonly #database: Database;
  readonly #listeners = new Set<Announce<Event>>();
  #pending: Event[] | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: Announce<Event>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `work` as a whole or not at all; what it announces is heard afterwards. Inside of another change, a part of it. */
  run<T>(work: (announce: Announce<Event>) => T): T {
    if (this.#pending !== undefined) return work(this.#announce);
    const events: Event[] = [];
    this.#pending = events;
    let result: T;
    try {
      result = this.#database.transaction(() => work(this.#announce));
    } finally {
      this.#pending = undefined;
    }
    for (const event of events) for (const listener of this.#listeners) listener(event);
    return result;
  }

  readonly #announce: Announce<Event> = (event) => this.#pending?.push(event);
}
