/** What a caller wants to be written out: `body.storage,version` as a tree. */
export class Expansion {
  readonly #children = new Map<string, Expansion>();

  /** @param lists values of `expand`, each comma-separated */
  static parse(lists: readonly string[]): Expansion {
    const root = new Expansion();
    for (const path of lists.flatMap((list) => list.split(','))) {
      if (path.trim() !== '') root.#add(path.trim().split('.').slice(0, MAX_DEPTH));
    }
    return root;
  }

  has(name: string): boolean {
    return this.#children.has(name);
  }

  /** What is wanted of a part; nothing where the part is not wanted. */
  at(name: string): Expansion {
    return this.#children.get(name) ?? NOTHING;
  }

  names(): readonly string[] {
    return [...this.#children.keys()];
  }

  #add([name, ...rest]: readonly string[]): void {
    if (name === undefined) return;
    const child = this.#children.get(name) ?? new Expansion();
    this.#children.set(name, child);
    child.#add(rest);
  }
}

const MAX_DEPTH = 8;
export const NOTHING = new Expansion();
