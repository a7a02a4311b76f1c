import type { Clock } from '../core/context.ts';
import type { OpenOptions, OpenTunnel, TunnelProvider, TunnelStatus } from './provider.ts';

export interface KeepOpenEvents {
  /** The tunnel is there again, at this address. */
  readonly onUp: (url: string) => void;
  /** It is gone, and will be tried again in so many milliseconds. */
  readonly onDown: (reason: string, retryInMs: number) => void;
  readonly onStatus: (status: TunnelStatus) => void;
}

export interface KeptTunnel {
  /** Its first address. */
  readonly url: string;
  /** Resolves when the signal has aborted and the tunnel is closed. */
  readonly ended: Promise<void>;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/**
 * Opens a tunnel, and opens it again, each time after a longer wait, when it is lost.
 * @throws {ConnectKitError} when it cannot be opened the first time
 */
export async function keepOpen(
  provider: TunnelProvider,
  localPort: number,
  options: OpenOptions,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  events: KeepOpenEvents,
): Promise<KeptTunnel> {
  const first = await open();
  return { url: first.url, ended: stay(first) };

  async function open(): Promise<OpenTunnel> {
    const tunnel = await provider.open(localPort, options, signal);
    tunnel.onStatus((status) => {
      if (!signal.aborted) events.onStatus(status);
    });
    return tunnel;
  }

  async function stay(tunnel: OpenTunnel): Promise<void> {
    let current: OpenTunnel | undefined = tunnel;
    let reason = '';
    let retryInMs = FIRST_RETRY_MS;
    for (;;) {
      if (current !== undefined) {
        reason = (await current.closed) ?? '';
        retryInMs = FIRST_RETRY_MS;
      }
      if (signal.aborted) return;
      events.onDown(reason, retryInMs);
      await clock.sleep(retryInMs, signal).catch(() => {});
      if (signal.aborted) return;
      retryInMs = Math.min(retryInMs * 2, LAST_RETRY_MS);
      current = await open().catch((error: unknown) => {
        reason = error instanceof Error ? error.message : String(error);
        return undefined;
      });
      if (current !== undefined && !signal.aborted) events.onUp(current.url);
    }
  }
}
