import type { SeedObject } from '../../seed/seed-object.ts';

/** The ids of one kind of things: those that a seed gives, and next ones for what it gives none. */
export class SeedIds {
  readonly #given = new Set<number>();
  readonly #least: number;
  #last: number;

  /** @param first of what has none, where nothing has any @param least that may be given */
  constructor(first: number, least = 1) {
    this.#last = first - 1;
    this.#least = least;
  }

  /** The last id of all, for what comes after the seed. */
  get last(): number {
    return this.#last;
  }

  /** To be called for everything, before the first {@link of}. @throws {SeedError} for an id that is given twice */
  claim(from: SeedObject): void {
    const id = from.id('id', this.#least);
    if (id === undefined) return;
    if (this.#given.has(id)) from.fail('id', 'another one has it already.');
    this.#given.add(id);
    this.#last = Math.max(this.#last, id);
  }

  /** Sees to it that nothing gets an id by itself that something which is gone has had. */
  reserve(id: number): void {
    this.#last = Math.max(this.#last, id);
  }

  of(from: SeedObject): number {
    const given = from.id('id', this.#least);
    if (given !== undefined) return given;
    this.#last += 1;
    return this.#last;
  }
}
