import type { InvalidReason } from '../jwt/verify.ts';

/** What passed between an add-on and its host, and what the token on it was worth. Never holds a usable token. */
export interface Exchange {
  readonly id: string;
  /** ISO 8601, when the request began. */
  readonly time: string;
  readonly direction: 'to-addon' | 'to-product';
  readonly kind: ExchangeKind;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly addonKey: string | null;
  readonly verdict: Verdict | null;
  /** Why no answer came, or what else is worth saying. */
  readonly note?: string;
}

export type ExchangeKind = 'lifecycle' | 'module' | 'webhook' | 'rest' | 'descriptor' | 'other';

/** The judgement on a request's token. Null in an {@link Exchange} means that it carried none. */
export interface Verdict {
  readonly valid: boolean;
  readonly reason: InvalidReason | 'unknown-issuer' | 'valid';
  readonly message: string;
}
