import { randomUUID } from 'node:crypto';
import type { Exchange } from './exchange.ts';
import { readExchange } from './exchange-json.ts';
import { cutMessage } from './message.ts';

const CAPACITY = 1000;

export type ExchangeListener = (exchange: Exchange) => void;

/** The latest exchanges between add-ons and the products, and whoever wants to hear of new ones. */
export class TrafficLog {
  readonly #exchanges: Exchange[] = [];
  readonly #listeners = new Set<ExchangeListener>();
  #redact: (text: string) => string = (text) => text;

  /** Oldest first; at most the latest thousand. */
  list(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** @returns the exchange as it is kept */
  add(exchange: Omit<Exchange, 'id'>): Exchange {
    // What is cut first could end in half of a secret.
    const complete = withCutMessages(this.#withoutSecrets({ id: randomUUID(), ...exchange }));
    this.#keep(complete);
    for (const listener of this.#listeners) listener(complete);
    return complete;
  }

  /** Forgets all of them. Nobody is told. */
  clear(): void {
    this.#exchanges.length = 0;
  }

  /** Takes up what an earlier run has written down. Nobody is told. */
  restore(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) this.#keep(exchange);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param redact blanks the secrets of the site, wherever in an exchange they stand */
  redactWith(redact: (text: string) => string): void {
    this.#redact = redact;
  }

  #keep(exchange: Exchange): void {
    this.#exchanges.push(exchange);
    if (this.#exchanges.length > CAPACITY) this.#exchanges.shift();
  }

  #withoutSecrets(exchange: Exchange): Exchange {
    const text = JSON.stringify(exchange);
    const redacted = this.#redact(text);
    if (redacted === text) return exchange;
    // What is put in the place of a secret needs no escape, so this is JSON still.
    return readExchange(JSON.parse(redacted)) ?? bare(exchange);
  }
}

function withCutMessages(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    ...(request === undefined ? {} : { request: cutMessage(request) }),
    ...(response === undefined ? {} : { response: cutMessage(response) }),
  };
}

/** What can hold no secret. */
function bare({ id, time, direction, kind, method, status, durationMs }: Exchange): Exchange {
  return { id, time, direction, kind, method, url: '', status, durationMs, addonKey: null, verdict: null };
}
