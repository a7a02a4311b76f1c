import type { Product } from '../catalog/products.ts';
import type { LintResult } from '../lint/lint-descriptor.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { ProviderName } from './provider.ts';

/** Why an add-on is installed again. */
export type AgainBecause = 'descriptor' | 'address' | 'site' | 'asked';

/** What happens while `connect-kit tunnel` runs, in the order in which it happens. */
export type TunnelEvent =
  | { readonly type: 'site-chosen'; readonly site: string; readonly origin: string; readonly from: string }
  | { readonly type: 'leftover-ended'; readonly pid: number }
  /** An earlier run was killed, and its registration may be there still. */
  | {
      readonly type: 'leftover-found';
      readonly site: string;
      readonly product: Product;
      readonly key: string;
    }
  | {
      readonly type: 'leftover-removed';
      readonly site: string;
      readonly product: Product;
      readonly key: string;
    }
  | { readonly type: 'provider-chosen'; readonly provider: ProviderName; readonly reason: string }
  | {
      readonly type: 'tunnel-opened';
      readonly provider: ProviderName;
      readonly url: string;
      readonly localPort: number;
    }
  | { readonly type: 'tunnel-lost'; readonly reason: string; readonly retryInMs: number }
  | { readonly type: 'tunnel-status'; readonly state: 'connected' | 'reconnecting'; readonly detail?: string }
  | { readonly type: 'addon-starting'; readonly command: string; readonly baseUrl: string }
  | { readonly type: 'addon-output'; readonly line: string }
  | {
      readonly type: 'descriptor-checked';
      readonly url: string;
      readonly text: string;
      readonly result: LintResult;
    }
  /** The descriptor names another address; it is served with the public one instead. */
  | { readonly type: 'base-url-differs'; readonly declared: string; readonly used: string }
  /** The public address answers the descriptor. */
  | { readonly type: 'reachable'; readonly url: string }
  | { readonly type: 'registering'; readonly site: string; readonly product: Product; readonly key: string }
  | TunnelReady
  | ({ readonly type: 'registered-again'; readonly because: AgainBecause } & RegisteredAddon)
  | { readonly type: 'register-failed'; readonly error: unknown }
  | { readonly type: 'site-away'; readonly site: string; readonly message: string }
  | { readonly type: 'site-back'; readonly site: string; readonly origin: string }
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  /** A webhook that has passed is in a file. */
  | {
      readonly type: 'recorded';
      readonly file: string;
      readonly id: string;
      readonly webhookEvent: string | null;
    }
  | { readonly type: 'record-failed'; readonly error: unknown }
  | { readonly type: 'kept'; readonly site: string; readonly product: Product; readonly key: string }
  | { readonly type: 'unregistered'; readonly site: string; readonly product: Product; readonly key: string }
  | { readonly type: 'unregister-failed'; readonly error: unknown }
  | { readonly type: 'stopping' };

export interface RegisteredAddon {
  readonly key: string;
  readonly name: string;
  readonly product: Product;
  readonly site: string;
  readonly productUrl: string;
  /** The public address of the add-on. */
  readonly url: string;
}

/** The add-on answers at its public address and is installed. */
export interface TunnelReady extends RegisteredAddon {
  readonly type: 'ready';
  /** Where all of its modules can be found. */
  readonly manageUrl: string;
  /** The page that shows what passes. */
  readonly inspectorUrl: string;
}

export type OnTunnelEvent = (event: TunnelEvent) => void;
