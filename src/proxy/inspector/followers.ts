import type { ServerResponse } from 'node:http';
import { withoutMessages } from '../exchange.ts';
import type { TrafficLog } from '../traffic-log.ts';

/** Who does not take what it is told is let go; it asks again and is told all of it. */
const MAX_BEHIND_BYTES = 1024 * 1024;

/** Pages and programs that are told of each exchange as it ends, as server-sent events. */
export class FollowedTraffic {
  readonly #responses = new Set<ServerResponse>();
  readonly #unsubscribe: () => void;

  constructor(log: TrafficLog) {
    this.#unsubscribe = log.subscribe((exchange) => this.tell('exchange', withoutMessages(exchange)));
  }

  follow(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.write(': connect-kit\n\n');
    this.#responses.add(response);
    response.on('close', () => this.#responses.delete(response));
  }

  tell(event: 'exchange' | 'cleared', data: object): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const response of this.#responses) {
      if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
      else response.write(text);
    }
  }

  end(): void {
    this.#unsubscribe();
    for (const response of this.#responses) response.destroy();
  }
}
