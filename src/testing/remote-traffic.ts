import { isRecord } from '../core/json.ts';
import { command, followTraffic, query } from '../instance/control-client.ts';
import type { InstanceRecord } from '../instance/instance-file.ts';
import type { Exchange } from '../proxy/exchange.ts';
import { readExchange } from '../proxy/exchange-json.ts';
import type { Machine } from './machine.ts';
import type { ModuleLoad, TrafficSource } from './site-link.ts';

const POLL_MS = 20;
/** What has been answered is in the log of the proxy a moment later, or not at all. */
const NOTED_WITHIN_MS = 2_000;

/**
 * The traffic of a site in another process.
 * @param isBehindProxy whether the add-on's pages pass a proxy, which notes them
 */
export function createRemoteTraffic(
  record: InstanceRecord,
  isBehindProxy: boolean,
  { fetch, clock }: Machine,
): TrafficSource {
  return { list, follow, clear, noteModule };

  async function list(): Promise<readonly Exchange[]> {
    const { exchanges } = await query(record, 'traffic?messages=true', fetch);
    return Array.isArray(exchanges)
      ? exchanges.filter(isRecord).flatMap((one) => readExchange(one) ?? [])
      : [];
  }

  async function follow(listener: (exchange: Exchange) => void): Promise<() => void> {
    const over = new AbortController();
    const stream = followTraffic(record, {}, fetch, over.signal);
    void (async () => {
      for await (const exchange of stream) listener(exchange);
    })().catch(() => {
      // Whoever waits gives up by themselves, and says what was seen.
    });
    return () => over.abort();
  }

  async function clear(): Promise<void> {
    await command(record, 'traffic', undefined, fetch, 'DELETE');
  }

  async function noteModule({ url, startedAt }: ModuleLoad): Promise<void> {
    if (!isBehindProxy) return;
    const { pathname } = new URL(url);
    const deadline = clock.now() + NOTED_WITHIN_MS;
    while (clock.now() < deadline) {
      const exchanges = await list();
      const isNoted = exchanges.some(
        (one) =>
          one.direction === 'to-addon' && one.url.includes(pathname) && Date.parse(one.time) >= startedAt,
      );
      if (isNoted) return;
      await clock.sleep(POLL_MS);
    }
  }
}
