/**
 * Lets works of the same name wait for each other, in the order in which they came. How one ends does not concern
 * the next.
 */
export class Queue {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const previous = this.#last.get(name);
    const current = (async () => {
      await previous?.catch(() => {});
      return work();
    })();
    this.#last.set(name, current);
    try {
      return await current;
    } finally {
      if (this.#last.get(name) === current) this.#last.delete(name);
    }
  }
}
