import type { InvalidReason } from '../jwt/verify.ts';
import type { Message } from './message.ts';

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
  /** The product that it was with, where that is known. */
  readonly product?: 'jira' | 'confluence';
  /** Faults that somebody has asked for and that had a part in it, in words. */
  readonly faults?: readonly string[];
  /** What was sent and what was answered, where it was kept. */
  readonly request?: Message;
  readonly response?: Message;
}

/** Without what was sent and answered: who only lists exchanges has no use for it. */
export function withoutMessages({ request: _, response: __, ...rest }: Exchange): Exchange {
  return rest;
}

export const EXCHANGE_KINDS = [
  'lifecycle',
  'module',
  'webhook',
  'rest',
  'oauth2',
  'install-key',
  'descriptor',
  'other',
] as const;
/** `oauth2` is a request for a token to act as a person, `install-key` one to the key server. */
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];

/** The judgement on a request's token. Null in an {@link Exchange} means that it carried none. */
export interface Verdict {
  readonly valid: boolean;
  readonly reason: InvalidReason | 'unknown-issuer' | 'valid';
  readonly message: string;
}
