import type { Json } from '../../core/json.ts';
import type { Database } from '../store/database.ts';

/** One part of a site's data, as it is written into a seed and read from one. */
export interface SeedPart {
  /** Its property in the seed. */
  readonly name: string;
  /** @returns undefined when there is nothing to write */
  export(database: Database): Json | undefined;
  /**
   * Puts what the seed says in the place of what is there. Runs inside a transaction, in a database that the site is not
   * using; whoever uses it reads it anew afterwards.
   * @param value of any shape: whatever is not as {@link export} writes it is a {@link SeedError}
   * @param now milliseconds since the epoch, for what does not say when it was
   */
  import(database: Database, value: unknown, now: number): void;
}

/** A seed that is none, and where. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  /** @param pointer JSON pointer to the value that is wrong */
  constructor(pointer: string, message: string) {
    super(`${pointer === '' ? 'The seed' : pointer}: ${message}`);
  }
}
