import type { Verdict } from '../proxy/exchange.ts';
import type { RawHeaders } from '../proxy/headers.ts';

/** A request of a product to an add-on as it went over the wire, and the answer; nothing is taken out yet. */
export interface Delivery {
  /** Milliseconds since the epoch, when the request began. */
  readonly startedAt: number;
  /** Where whoever delivers knows it; found in the body otherwise. */
  readonly event?: string | undefined;
  readonly addonKey?: string | undefined;
  readonly request: DeliveredRequest;
  /** Null when no answer came. */
  readonly answer: DeliveredAnswer | null;
  /** Why no answer came, or what else is worth saying. */
  readonly note?: string | undefined;
  readonly verdict: Verdict | null;
}

export interface DeliveredRequest {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** Path of the add-on's base URL, where it is known. */
  readonly basePath?: string | undefined;
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
  /** Why the body is not here, where it was not kept. */
  readonly omitted?: string | undefined;
}

export interface DeliveredAnswer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
  /** Why the body is not here, where it was not kept. */
  readonly omitted?: string | undefined;
  readonly latencyMs: number;
}
