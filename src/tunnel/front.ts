import type { Clock } from '../core/context.ts';
import { type Exchange, withoutMessages } from '../proxy/exchange.ts';
import { startProxy } from '../proxy/proxy.ts';

export interface FrontOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address of the add-on's own server. */
  readonly target: string;
  /** Path and query of the descriptor. */
  readonly descriptorPath: string;
  readonly clock: Clock;
  readonly onExchange: (exchange: Exchange) => void;
}

/** What stands between the tunnel and the add-on. */
export interface Front {
  readonly port: number;
  /** From now on the descriptor is served with this address as its base URL. */
  serveAs(url: string): void;
  /** Resolves when a request to a path of the add-on has been answered, from now on. */
  untilAnswered(path: string): Promise<void>;
  close(): Promise<void>;
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const { port, target, descriptorPath, clock, onExchange } = options;
  const waiting = new Map<string, () => void>();
  let count = 0;
  const proxy = await startProxy({
    port,
    target,
    descriptorPath,
    clock,
    judge: async (request) => ({
      kind: request.method === 'GET' && request.url === descriptorPath ? 'descriptor' : 'other',
      addonKey: null,
      verdict: null,
    }),
    onExchange: (exchange) => {
      count += 1;
      waiting.get(exchange.url.split('?')[0] ?? '')?.();
      onExchange(withoutMessages({ id: String(count), ...exchange }));
    },
  });
  return {
    port: proxy.port,
    serveAs: (url) => proxy.setPublicUrl(url),
    untilAnswered: (path) => new Promise((resolve) => waiting.set(path, resolve)),
    close: () => proxy.close(),
  };
}
