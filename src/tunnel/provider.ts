export const PROVIDERS = ['ngrok', 'cloudflared', 'url', 'none'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Gives a port of this machine a public address. */
export interface TunnelProvider {
  readonly name: ProviderName;
  /**
   * @param localPort where requests to the public address are to arrive, on loopback
   * @param signal ends the tunnel; `closed` then tells that it is gone
   * @throws {ConnectKitError} with advice when it cannot be opened
   */
  open(localPort: number, options: OpenOptions, signal: AbortSignal): Promise<OpenTunnel>;
}

export interface OpenOptions {
  /** An address that is reserved with the provider, such as `my-addon.ngrok.app`. */
  readonly domain: string | undefined;
}

export interface OpenTunnel {
  /** The public address, without a trailing slash. */
  readonly url: string;
  /** Settles when the tunnel has ended: with the reason, or with undefined when the signal asked for it. */
  readonly closed: Promise<string | undefined>;
  /** Told what the provider knows of the connection behind the address, from now on. */
  onStatus(listener: (status: TunnelStatus) => void): void;
}

export interface TunnelStatus {
  /** A provider that is reconnecting keeps the address. */
  readonly state: 'connected' | 'reconnecting';
  readonly detail?: string;
}

/** Hands on what a provider tells to whoever has asked by then. */
export class StatusListeners {
  readonly #listeners = new Set<(status: TunnelStatus) => void>();
  #state: TunnelStatus['state'] = 'connected';

  add(listener: (status: TunnelStatus) => void): void {
    this.#listeners.add(listener);
  }

  /** Tells a change; what is as before is no news. */
  tell(status: TunnelStatus): void {
    if (status.state === this.#state) return;
    this.#state = status.state;
    for (const listener of this.#listeners) listener(status);
  }
}

/** Resolves when the signal aborts. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
