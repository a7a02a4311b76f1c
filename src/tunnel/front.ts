import type { Clock, Fetch } from '../core/context.ts';
import { type Exchange, withoutMessages } from '../proxy/exchange.ts';
import { startInspectedProxy } from '../proxy/inspected-proxy.ts';
import type { Recorded, Recorder } from '../webhook/record/recorder.ts';

export interface FrontOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly inspectorPort: number;
  /** Address of the add-on's own server. */
  readonly target: string;
  /** Path and query of the descriptor. */
  readonly descriptorPath: string;
  /** Where the keys of installs are now; Atlassian's unless given. */
  readonly keyServer: () => string | undefined;
  /** Where deliveries are saved. */
  readonly recorder: Recorder | undefined;
  /** With it each webhook is saved as it passes. */
  readonly onRecording: ((recording: Promise<Recorded>) => void) | undefined;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly onExchange: (exchange: Exchange) => void;
}

/** What stands between the tunnel and the add-on. */
export interface Front {
  readonly port: number;
  /** The page that shows what passes. */
  readonly inspectorUrl: string;
  /** From now on the descriptor is served with this address as its base URL. */
  serveAs(url: string): void;
  /** Resolves when a request to a path of the add-on has been answered, from now on. */
  untilAnswered(path: string): Promise<void>;
  /** What is worth saying of the last install that the add-on has refused, since the last time that this was asked. */
  takeRefusal(): string | undefined;
  redact(text: string): string;
  close(): Promise<void>;
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const { onExchange, ...rest } = options;
  const waiting = new Map<string, () => void>();
  let refusal: string | undefined;
  const { proxy, inspector, redact, close } = await startInspectedProxy({
    ...rest,
    portFlag: '--local-port',
    onExchange: (exchange) => {
      const { kind, status, note } = exchange;
      if (kind === 'lifecycle' && status !== null && status >= 400) refusal = note;
      waiting.get(exchange.url.split('?')[0] ?? '')?.();
      onExchange(withoutMessages(exchange));
    },
  });
  return {
    port: proxy.port,
    inspectorUrl: inspector.url,
    serveAs: (url) => proxy.setPublicUrl(url),
    untilAnswered: (path) => new Promise((resolve) => waiting.set(path, resolve)),
    takeRefusal: () => {
      const taken = refusal;
      refusal = undefined;
      return taken;
    },
    redact,
    close,
  };
}
