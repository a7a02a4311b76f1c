import { randomUUID } from 'node:crypto';

import type { Exchange } from './exchange.ts';
import { readExchange } from './exchange-json.ts';
import { cutMessage, type Message } from './message.ts';

const CAPACITY = 1000;
/** Characters of bodies that are kept in all of them, so that a burst of large ones does not stay in memory. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
const NO_MESSAGE: Message = { headers: {} };

export type ExchangeListener = (exchange: Exchange) => void;

/** The latest exchanges between add-ons and the products, and whoever wants to hear of new ones. */
export class TrafficLog {
  readonly #exchanges: Exchange[] = [];
  #characters = 0;
  readonly #listeners = new Set<ExchangeListener>();
  #redact: (text: string) => string = (text) => text;

  /** Oldest first; at most the latest thousand, and fewer where their bodies are large. */
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
    this.#characters = 0;
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
    this.#characters += charactersOf(exchange);
    while (this.#exchanges.length > CAPACITY || this.#characters > MAX_CHARACTERS) {
      const oldest = this.#exchanges.shift();
      if (oldest === undefined) return;
      this.#characters -= charactersOf(oldest);
    }
  }

  #withoutSecrets(exchange: Exchange): Exchange {
    if (textsOf(exchange).every((text) => this.#redact(text) === text)) return exchange;
    // Neither secrets nor what is put in their place need an escape, so this is JSON still.
    return readExchange(JSON.parse(this.#redact(JSON.stringify(exchange)))) ?? bare(exchange);
  }
}

function charactersOf({ request, response }: Exchange): number {
  return (request?.body?.length ?? 0) + (response?.body?.length ?? 0);
}

/** Everything that is said in an exchange. Bodies stand for themselves: to write them as JSON takes longer than to look at them. */
function textsOf({ request = NO_MESSAGE, response = NO_MESSAGE, ...rest }: Exchange): readonly string[] {
  const { body: sent = '', ...head } = request;
  const { body: answered = '', ...answerHead } = response;
  return [JSON.stringify([rest, head, answerHead]), sent, answered];
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
