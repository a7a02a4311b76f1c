import type { Product } from '../../catalog/products.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';

/** Something that goes wrong on purpose: which requests it is about, how often, and what happens to them. */
export interface FaultSpec {
  /** `to-product`: what an add-on asks of a product; `to-addon`: what a product sends, or signs for pages to load. */
  readonly direction: 'to-product' | 'to-addon';
  readonly method?: string;
  /** A pattern for the path. */
  readonly path?: string;
  readonly kind?: ExchangeKind;
  readonly addon?: string;
  readonly product?: Product;
  /** How many of the requests are hit, from above 0 to 1. */
  readonly rate: number;
  /** After so many it is over. */
  readonly times?: number;
  /** Makes the same choice each time. */
  readonly seed?: number;
  readonly effect: FaultEffect;
}

export type FaultEffect =
  | ({
      readonly type: 'status';
      readonly status: number;
      /** Seconds; `none` leaves out the header that would go without saying. */
      readonly retryAfter?: number | 'none';
      /** What `RateLimit-Reason` says. */
      readonly reason?: string;
      /** In place of the product's own. */
      readonly body?: string;
    } & Latency)
  | ({ readonly type: 'latency' } & Latency)
  /** The connection breaks before anything is done. */
  | ({ readonly type: 'drop' } & Latency)
  /** The connection breaks in the middle of the body. */
  | ({ readonly type: 'truncate' } & Latency)
  /** Sent twice. */
  | ({ readonly type: 'duplicate' } & Latency)
  | { readonly type: 'tamper'; readonly part: 'qsh' | 'signature' }
  | { readonly type: 'expired' }
  /** OAuth 2 access tokens are taken back when they are used. */
  | { readonly type: 'revoke' }
  /** The product's clock is ahead by so many milliseconds, or behind. */
  | { readonly type: 'skew'; readonly ms: number };

export interface Latency {
  readonly latencyMs?: number;
  readonly jitterMs?: number;
}
