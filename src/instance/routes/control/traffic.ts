import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Exchange, withoutMessages } from '../../../proxy/exchange.ts';
import {
  filterExchanges,
  filterFieldsOf,
  isWanted,
  parseTrafficFilter,
  type TrafficFilter,
  TrafficFilterError,
} from '../../../proxy/traffic-filter.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import type { ControlOptions } from './shared.ts';

/** What has passed, and what passes; with the filters of `instance logs` as the query, and `messages=true` for all of it. */
export function addTrafficRoutes(
  app: Hono<InstanceEnv>,
  { traffic, clock }: Services,
  { controlToken }: ControlOptions,
): void {
  app.get('/traffic', (c) => {
    const { filter, toJson } = readQuery(c);
    return c.json({ version: 1, exchanges: filterExchanges(traffic.list(), filter).map(toJson) });
  });
  app.get('/traffic/stream', (c) => {
    const { filter, toJson } = readQuery(c);
    return streamSSE(c, async (stream) => {
      const send = (exchange: Exchange) => void stream.writeSSE({ data: JSON.stringify(toJson(exchange)) });
      await new Promise<void>((resolve) => {
        const unsubscribe = traffic.subscribe((exchange) => {
          if (isWanted(exchange, filter)) send(exchange);
        });
        // In one go with the subscription, so that nothing falls between both.
        if (c.req.query('replay') === 'true') filterExchanges(traffic.list(), filter).forEach(send);
        stream.onAbort(() => {
          unsubscribe();
          resolve();
        });
      });
    });
  });

  app.delete('/traffic', (c) => {
    traffic.clear();
    return c.body(null, 204);
  });

  /**
   * Bodies are for the terminal alone: pages show scripts of others.
   * @throws {ProductError} 400 or 403
   */
  function readQuery(c: Context<InstanceEnv>): {
    readonly filter: TrafficFilter;
    readonly toJson: (exchange: Exchange) => Exchange;
  } {
    const query = c.req.query();
    const hasMessages = query['messages'] === 'true';
    if (hasMessages) assertControlToken(c, controlToken);
    try {
      return {
        filter: parseTrafficFilter(filterFieldsOf(query), clock.now()),
        toJson: hasMessages ? (exchange) => exchange : withoutMessages,
      };
    } catch (error) {
      if (!(error instanceof TrafficFilterError)) throw error;
      throw new ProductError(400, { message: error.message });
    }
  }
}
