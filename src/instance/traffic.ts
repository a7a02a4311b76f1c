import { randomUUID } from 'node:crypto';
import type { Exchange } from '../proxy/exchange.ts';

const CAPACITY = 1000;

export type ExchangeListener = (exchange: Exchange) => void;

/** The latest exchanges between add-ons and the products, and whoever wants to hear of new ones. */
export class TrafficLog {
  readonly #exchanges: Exchange[] = [];
  readonly #listeners = new Set<ExchangeListener>();

  /** Oldest first; at most the latest thousand. */
  list(): readonly Exchange[] {
    return this.#exchanges;
  }

  add(exchange: Omit<Exchange, 'id'>): void {
    const complete: Exchange = { id: randomUUID(), ...exchange };
    this.#exchanges.push(complete);
    if (this.#exchanges.length > CAPACITY) this.#exchanges.shift();
    for (const listener of this.#listeners) listener(complete);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
